"""Pairs seen by their adults: a list sorted by need, the page of one, held messages, a thread opened with a reason."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.doors import Door, FormDoor
from industrielles.safeguarding.models import Clearance, Guardian, Part
from industrielles.signatures.texts import blocks

from .. import addresses, needs, policies
from .. import verbs as mentoring
from ..forms.life import CloseForm, EndForm, EndHeldForm, FirstMeetingForm, NewsForm, PaperForm, ReasonForm
from ..holding import allows
from ..models import Charter, Message, Opening, Pair, Programme, Questions
from .life import read_shown, shown_token
from .links import LinkDoor
from .one import OneRow


class Pairs(Door, TemplateView):
    """The pairs of a programme, those that need somebody first, with what to do. Never a message."""

    policy = staticmethod(policies.can_watch)
    template_name = "mentoring/desk/pairs.html"
    PAGE = 50
    request: Any

    @cached_property
    def subject(self) -> Programme:
        one = Programme.objects.visible_to(self.request.user).filter(code=self.kwargs["code"]).first()
        if one is None:
            raise Http404
        return one

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Pair.objects.visible_to(self.request.user).filter(programme=self.subject).exclude(status=Pair.Status.CLOSED)
        rows = needs.by_need(found.told(), clock.today())
        page = Paginator(rows, self.PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(programme=self.subject, page=page, needing=sum(bool(wants) for _pair, wants in rows),
                                        closed=self.subject.pairs.filter(status=Pair.Status.CLOSED).count(), **context)


class OnePair(OneRow):
    """Base of what is about a pair of a programme she runs or watches; elsewhere there is none."""

    policy = staticmethod(policies.can_run_pair)
    page = "mentoring:pair_desk"

    def rows(self) -> Any:
        return Pair.objects.visible_to(self.request.user).told()


class PairSection(OnePair, FormDoor, FormView):
    """A form of the page; when it does not pass, the whole page comes back with it."""

    template_name = "mentoring/desk/pair.html"
    form_class: type[Any] = NewsForm
    section = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"auto_id": f"{self.section}_%s"}
        return kwargs | self.first_kwargs() if self.form_class is FirstMeetingForm else kwargs

    def first_kwargs(self) -> dict[str, Any]:
        """The adults who may have been there."""
        pair = self.subject
        here = {one.pk: one for one in (*mentoring.coordinators_of(pair.network), pair.programme.referent, self.request.user)
                if one is not None and policies.can_watch(one, pair.programme) and not pair.side_of(one)}
        return {"pair": pair, "adults": list(here.values())}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        pair, sent, me = self.subject, context.pop("form", None), self.request.user
        forms = {"first_form": FirstMeetingForm(auto_id="first_%s", **self.first_kwargs()), "news_form": NewsForm(auto_id="news_%s"),
                 "end_form": EndForm(auto_id="end_%s"), "close_form": CloseForm(auto_id="close_%s"),
                 "paper_form": PaperForm(auto_id="paper_%s"), "held_form": EndHeldForm(auto_id="held_%s")}
        if sent is not None and self.section:
            forms[f"{self.section}_form"] = sent
        closing, meetings = pair.status == Pair.Status.ENDING, list(pair.meetings.order_by("-starts_at", "-pk")[:12])
        return super().get_context_data(
            pair=pair, form=sent, section=self.section, needs=needs.needs_of(pair, clock.today()), acts=policies.can_run_pair(me, pair),
            to_sign=[(party, Charter.Party(party).label) for party in mentoring.left_to_sign(pair)],
            promises=list(pair.promises.all()), parent_missing=pair.is_live and pair.mentee.person_id and not allows(pair, Part.TAKE_PART),
            meetings=meetings, mistakes=mentoring.withdrawable(pair, meetings, by=me),
            contacts=list(pair.contacts.select_related("taken_by")[:12]),
            answers=list(Questions.objects.filter(pair=pair).exclude(answered_at=None).order_by("-due_on", "side")[:8]),
            closure=getattr(pair, "closure", None), left=mentoring.left_to_close(pair, talked=True) if closing else [],
            clearance=Clearance.objects.live().of(pair.mentor.person).order_by("-until").first() if pair.mentor.person_id else None,
            may_read=policies.can_open_thread(me, pair), openings=list(Opening.objects.of(pair).shown_to(me)), today=clock.today(),
            **forms, **context)


class PairPage(PairSection):
    """Where a pair is, what it needs, what was noted. Messages are not here."""

    policy = staticmethod(policies.can_watch_pair)
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        journal.note_reading("mentoring.read_pair", self.subject, by=request.user, network_id=self.subject.network_id)
        return self.render_to_response(self.get_context_data(form=None))


class FirstMeeting(PairSection):
    """They met, with an adult of the programme."""

    policy = staticmethod(policies.can_record_first_meeting)
    form_class = FirstMeetingForm
    section = "first"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.record_first_meeting(self.subject, by=self.request.user, **form.cleaned_data)
        return self.here(_("The first meeting is noted: their place is open."))


class NotePaper(PairSection):
    """A party signed on paper; or the programme signs here."""

    form_class = PaperForm
    section = "paper"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.note_pair_signed(self.subject, party=form.cleaned_data["party"], on=form.cleaned_data["on"], by=self.request.user)
        return self.here(_("The signature is noted."))


class TakeNews(PairSection):
    """News were taken."""

    policy = staticmethod(policies.can_take_news)
    section = "news"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.take_news(self.subject, by=self.request.user, **form.cleaned_data)
        return self.here(_("It is noted."))


class WithdrawMeeting(OnePair, View):
    """A meeting was noted by mistake."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        meeting = self.subject.meetings.filter(code=kwargs["meeting"]).select_related("pair").first()
        if meeting is None:
            raise Http404
        mentoring.withdraw_meeting(meeting, by=request.user)
        return self.here(_("It is taken back, and counted no more."))


class EndPair(PairSection):
    """The pair ends."""

    policy = staticmethod(policies.can_close_pair)
    form_class = EndForm
    section = "end"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.end_pair(self.subject, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.here(_("The pair has ended; talk with both, then close it."))


class EndHeld(PairSection):
    """A pair that a report holds ends, by who answers for its safety."""

    policy = staticmethod(policies.can_end_held)
    form_class = EndHeldForm
    section = "held"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.end_held(self.subject, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.here(_("The pair has ended. Both are told so, without a reason."))


class ClosePair(PairSection):
    """The pair is closed."""

    policy = staticmethod(policies.can_close_pair)
    form_class = CloseForm
    section = "close"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.close_pair(self.subject, by=self.request.user, **form.cleaned_data)
        return self.here(_("The pair is closed; both have their certificate."))


class SignForProgramme(OnePair, TemplateView):
    """The charter of the programme, signed by who runs it."""

    template_name = "mentoring/desk/pair_sign.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        charter = mentoring.charter_of(self.subject.programme, Charter.Party.PROGRAMME)
        if charter is None:
            raise Http404
        return super().get_context_data(
            pair=self.subject, charter=charter, blocks=blocks(charter.body), shown=shown_token(charter), **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = read_shown(request, mentoring.charter_of(self.subject.programme, Charter.Party.PROGRAMME))
        if at is None:
            messages.error(request, _("The charter has changed, or this page is too old: read it again."))
            return HttpResponseRedirect(request.path)
        mentoring.sign_pair(self.subject, party=Charter.Party.PROGRAMME, shown_at=at, address=request.META.get("REMOTE_ADDR", ""),
                            by=request.user)
        return self.here(_("Signed for the programme."))


class SignAsParent(LinkDoor, TemplateView):
    """The charter of a parent, signed through the mailed link, without account."""

    purpose = addresses.CHARTER
    template_name = "mentoring/parent_sign.html"

    @cached_property
    def subject(self) -> Pair | None:
        found = Pair.objects.behind_link().live().filter(code=self.read()).first()
        return found if found is not None and mentoring.guardian_of(found) else None

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        assert self.subject is not None
        charter = mentoring.charter_of(self.subject.programme, Charter.Party.PARENT)
        if charter is None:
            raise Http404
        return super().get_context_data(
            pair=self.subject, charter=charter, blocks=blocks(charter.body), shown=shown_token(charter),
            ready=Charter.Party.PARENT in mentoring.left_to_sign(self.subject), **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.subject is not None
        guardian: Guardian | None = mentoring.guardian_of(self.subject)
        at = read_shown(request, mentoring.charter_of(self.subject.programme, Charter.Party.PARENT))
        if at is None:
            messages.error(request, _("The charter has changed, or this page is too old: read it again."))
        else:
            mentoring.sign_pair(self.subject, party=Charter.Party.PARENT, shown_at=at, address=request.META.get("REMOTE_ADDR", ""),
                                by=guardian)
        return HttpResponseRedirect(request.path)


class Held(Door, TemplateView):
    """Messages that wait to be looked at: when, of which programme, what was found; never a word here."""

    policy = staticmethod(policies.guards_threads)
    template_name = "mentoring/desk/held.html"
    request: Any

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        mine = Pair.objects.guarded_by(self.request.user)
        waiting = Message.objects.to_rule().filter(pair__in=mine).select_related("pair__programme")
        return super().get_context_data(waiting=[(one, kinds_of(one)) for one in waiting[:100]],
                                        pairs=mine.whole().exclude(status=Pair.Status.CLOSED).order_by("-begun_at", "-pk")[:100], **context)


def kinds_of(message: Message) -> list[Any]:
    """What the detector found, in words."""
    words = {"email": _("an e-mail address"), "phone": _("a telephone number"), "handle": _("an account elsewhere"), "link": _("a link"),
             "meeting": _("a meeting elsewhere"), "secret": _("a secret asked for"), "photo": _("a picture asked for"),
             "gift": _("money or a gift")}
    return [words[kind] for kind in message.held_for.split(",") if kind in words]


class OneHeld(Door, TemplateView):
    """One held message, to let through or to keep; looking at it is written in the journal with the ruling."""

    policy = staticmethod(policies.can_rule)
    template_name = "mentoring/desk/held_one.html"
    request: Any

    @cached_property
    def message(self) -> Message:
        mine = Pair.objects.guarded_by(self.request.user)
        one = Message.objects.to_rule().filter(code=self.kwargs["code"], pair__in=mine).first()
        if one is None:
            raise Http404
        return one

    @cached_property
    def subject(self) -> Pair | None:
        return Pair.objects.guarded_by(self.request.user).whole().filter(pk=self.message.pair_id).first()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        assert self.subject is not None
        journal.note_reading("mentoring.read_held", self.subject, by=self.request.user, network_id=self.subject.network_id,
                             message=self.message.code)
        return super().get_context_data(pair=self.subject, message=self.message, kinds=kinds_of(self.message), **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        goes = request.POST.get("goes") == "1"
        mentoring.rule(self.message, goes=goes, by=request.user)
        messages.success(request, _("The message goes.") if goes else _("The message stays held; its author is told kindly."))
        return HttpResponseRedirect(reverse("mentoring:held"))

    def get_refused_url(self) -> str:
        return reverse("mentoring:held")


class Thread(FormDoor, FormView):
    """A thread: first why she reads it, then what was written. Both see who read it, when and why."""

    policy = staticmethod(policies.can_open_thread)
    template_name = "mentoring/desk/thread.html"
    form_class = ReasonForm
    request: Any

    @cached_property
    def subject(self) -> Pair | None:
        return Pair.objects.guarded_by(self.request.user).whole().filter(code=self.kwargs["code"]).first()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        opened = Opening.objects.running(self.subject, self.request.user).exists()
        thread = Message.objects.filter(pair=self.subject).select_related("ruling").order_by("sent_at", "pk") if opened else []
        return super().get_context_data(pair=self.subject, opened=opened, thread=list(thread),
                                        openings=list(Opening.objects.of(self.subject)), **context)

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.open_thread(self.subject, reason=form.cleaned_data["reason"], by=self.request.user)
        return HttpResponseRedirect(self.request.path)
