"""The place of a pair: one page for the two, what each does there; the charter, the messages, the questions, what is hers to take away."""
from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import clock
from industrielles.kit.doors import Door, FormDoor, OnItsClock
from industrielles.kit.refusals import Refused
from industrielles.signatures.texts import blocks

from .. import papers_life, policies, rendezvous, resources
from .. import verbs as mentoring
from ..forms.life import GoalForm, ProposeForm, TellForm
from ..holding import modes_of, stillness
from ..models import Charter, Goal, Meeting, Message, Pair, Questions, Side
from .mine import SHOWN


class OfPair(OnItsClock, Door):
    """Base of what is about one's own pair; for anybody else there is nothing here. Who tries to write elsewhere leaves a trace."""

    policy = staticmethod(policies.lives)
    request: Any

    @cached_property
    def subject(self) -> Pair | None:
        return Pair.objects.lived_by(self.request.user).filter(code=self.kwargs["code"]).first()

    @property
    def zone(self) -> ZoneInfo:
        assert self.subject is not None
        return self.subject.zone

    @property
    def side(self) -> str:
        assert self.subject is not None
        return self.subject.side_of(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            pair = Pair.objects.behind_link().filter(code=kwargs.get("code", "")).first()
            if request.method == "POST" and pair is not None:
                mentoring.note_attempt(pair, by=self.request.user)
            raise

    def refused(self, refusal: Refused) -> HttpResponse:
        assert self.subject is not None
        mentoring.note_attempt(self.subject, by=self.request.user)
        return super().refused(refusal)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        pair = self.subject
        assert pair is not None
        other = mentoring.other(self.side)
        held = pair.is_live and stillness(pair) != ""
        return super().get_context_data(  # type: ignore[misc]
            pair=pair, side=self.side, tu=self.side == Side.MENTEE, other=pair.name_of(other), hours=pair.hours,
            still=held, live=pair.status == Pair.Status.ACTIVE and not held, **context)

    def here(self, words: str = "", page: str = "mentoring:pair") -> HttpResponse:
        if words:
            messages.success(self.request, words)
        return HttpResponseRedirect(reverse(page, args=[self.kwargs["code"]]))

    def get_refused_url(self) -> str:
        return reverse("mentoring:pair", args=[self.kwargs["code"]])

    def say(self, tu: str, vous: str) -> str:
        """The sentence in the way of its reader."""
        return tu if self.side == Side.MENTEE else vous


class Place(OfPair, FormDoor, FormView):
    """Next meeting, goals, what they did, the activity of the phase, messages, and the ways out."""

    template_name = "mentoring/pair.html"
    form_class: type[Any] = GoalForm
    section = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"auto_id": f"{self.section}_%s"}
        return kwargs | (self.of_pair(self.form_class) if self.form_class in (ProposeForm, TellForm) else {})

    def of_pair(self, form_class: type[Any]) -> dict[str, Any]:
        """What a form needs of the pair; what was agreed is told as it was agreed."""
        agreed = self.to_tell[0] if form_class is TellForm and self.to_tell else None
        return {"pair": self.subject, "initial": {"minutes": agreed.minutes} if agreed else {}}

    @cached_property
    def to_tell(self) -> list[Meeting]:
        """Agreed and over: nobody said how it went."""
        assert self.subject is not None
        return list(self.subject.meetings.to_tell())

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        pair, sent = self.subject, context.pop("form", None)
        assert pair is not None
        forms: dict[str, Any] = {}
        if pair.status == Pair.Status.ACTIVE:
            forms = {"propose_form": ProposeForm(auto_id="propose_%s", **self.of_pair(ProposeForm)),
                     "tell_form": TellForm(auto_id="tell_%s", **self.of_pair(TellForm)), "goal_form": GoalForm(auto_id="goal_%s")}
        if sent is not None and self.section:
            forms[f"{self.section}_form"] = sent
        phases = list(pair.programme.phases.all())
        phase = rendezvous.phase_of(phases, pair.first_met_on, clock.today()) if pair.first_met_on else None
        activity = phase[0].activities[phase[1] % len(phase[0].activities)] if phase and phase[0].activities else ""
        meetings = pair.meetings
        told = list(meetings.told().order_by("-starts_at", "-pk")[:12])
        written = Message.objects.filter(pair=pair).read_by(self.side)
        return super().get_context_data(
            form=sent, section=self.section, to_sign=mentoring.left_to_sign(pair), coming=list(meetings.coming()),
            to_tell=self.to_tell, told=told,
            mistakes=mentoring.withdrawable(pair, told, by=self.request.user), goals=list(pair.goals.shown()),
            moments=rendezvous.moments(pair.mentee.half_days, pair.mentor.half_days, clock.now(), zone=pair.zone),
            phase=phase[0] if phase else None, activity=activity, last_messages=list(written.order_by("-sent_at", "-pk")[:2]),
            questions=Questions.objects.waiting().filter(pair=pair, side=self.side).first(),
            rest=pair.pauses.filter(ended_at=None).first(),
            may_choose=self.side == Side.MENTEE and pair.shielded and not pair.mentee.is_minor,
            modes=modes_of(pair), resources=resources.shown(pair.programme.resources), **forms, **context)


class PlacePage(Place):
    """The page itself."""

    http_method_names = ["get", "head"]


class Propose(Place):
    """A date is proposed: one tap on a moment that suits both, or another day."""

    form_class = ProposeForm
    section = "propose"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        said = form.cleaned_data
        mentoring.propose_meeting(self.subject, starts_at=form.starts_at, minutes=said["minutes"], mode=said["mode"],
                                  second_adult=said["second_adult"], by=self.request.user)
        return self.here(_("The date is proposed."))


class Tell(Place):
    """It took place: three taps."""

    form_class = TellForm
    section = "tell"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        assert self.subject is not None
        said = form.cleaned_data
        meeting = self.subject.meetings.filter(code=self.request.POST.get("meeting", "")).first()
        mentoring.tell_meeting(self.subject, minutes=said["minutes"], mode=said["mode"], felt=said["felt"], on=said["on"],
                               meeting=meeting, by=self.request.user)
        return self.here(_("It is noted."))


class SetGoal(Place):
    """A goal, in her words."""

    policy = staticmethod(policies.can_set_goal)
    section = "goal"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.set_goal(self.subject, words=form.cleaned_data["words"], by=self.request.user)
        return self.here(pgettext("tu", "Your goal is noted."))


class EndGoal(OfPair, View):
    """A goal is reached, or let go."""

    policy = staticmethod(policies.can_set_goal)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        assert self.subject is not None
        goal: Goal | None = self.subject.goals.filter(code=kwargs["goal"]).first()
        if goal is None:
            raise Http404
        mentoring.end_goal(goal, reached=request.POST.get("reached") == "1", by=request.user)
        return self.here(pgettext("tu", "Well done!") if goal.reached_at else "")


class OnMeeting(OfPair, View):
    """Base: what is done to one date of the pair."""

    http_method_names = ["post"]

    @property
    def meeting(self) -> Meeting:
        assert self.subject is not None
        one: Meeting | None = self.subject.meetings.filter(code=self.kwargs["meeting"]).select_related("pair").first()
        if one is None:
            raise Http404
        return one


class Agree(OnMeeting):
    """The other one says yes."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.agree_meeting(self.meeting, by=request.user)
        return self.here(_("The date is agreed."))


class Cancel(OnMeeting):
    """The date is taken back."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.cancel_meeting(self.meeting, by=request.user)
        return self.here(_("The date is cancelled."))


class WithdrawMeeting(OnMeeting):
    """It was noted by mistake."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.withdraw_meeting(self.meeting, by=request.user)
        return self.here(_("It is taken back, and counted no more."))


class Miss(OnMeeting):
    """It did not take place."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.miss_meeting(self.meeting, by=request.user)
        return self.here(_("It is noted."))


class Calendar(OnMeeting):
    """The date as a calendar file: hours and a link, nobody's name."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(papers_life.calendar_file(self.meeting), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="mentorat.ics"'
        return response


class Rest(OfPair, View):
    """A pause, or its end."""

    policy = staticmethod(policies.can_pause)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.POST.get("on") == "1":
            mentoring.go_on(self.subject, by=request.user)
            return self.here(_("The rest is over."))
        mentoring.pause(self.subject, by=request.user)
        return self.here(self.say(pgettext("tu", "You have a rest. Come back when you like."), _("The pair is at rest.")))


class Stop(OfPair, View):
    """“I want to stop”, without a reason."""

    policy = staticmethod(policies.can_stop)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.stop(self.subject, by=request.user)
        return self.here(self.say(pgettext("tu", "It is stopped. Somebody of the programme will ask how you are."),
                                  _("It is stopped. Somebody of the programme will call you.")))


class ChooseAdult(OfPair, View):
    """She is 18 and chooses messages between adults."""

    policy = staticmethod(policies.can_choose_adult)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.choose_adult(self.subject, by=request.user)
        return self.here(pgettext("tu", "It is your choice: your messages go as between adults."))


class SignPair(OfPair, TemplateView):
    """The charter of the pair, to read and to sign."""

    template_name = "mentoring/pair_sign.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        assert self.subject is not None
        charter = mentoring.charter_of(self.subject.programme, self.side)
        if charter is None:
            raise Http404
        return super().get_context_data(
            charter=charter, blocks=blocks(charter.body), ready=self.side in mentoring.left_to_sign(self.subject),
            shown=shown_token(charter), **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.subject is not None
        at = read_shown(request, mentoring.charter_of(self.subject.programme, self.side))
        if at is None:
            messages.error(request, _("The charter has changed, or this page is too old: read it again."))
            return HttpResponseRedirect(request.path)
        mentoring.sign_pair(self.subject, party=self.side, shown_at=at, address=request.META.get("REMOTE_ADDR", ""), by=request.user)
        return self.here(self.say(pgettext("tu", "You signed the charter."), _("You signed the charter.")))


def shown_token(charter: Charter) -> str:
    """Which version was put before her, and when."""
    return signing.dumps([charter.version, clock.now().isoformat()], salt=SHOWN)


def read_shown(request: HttpRequest, charter: Charter | None) -> dt.datetime | None:
    """When the charter of today was put before her; None when it was another, or long ago."""
    try:
        version, at = signing.loads(request.POST.get("shown", ""), salt=SHOWN, max_age=dt.timedelta(hours=12))
    except signing.BadSignature:
        return None
    return dt.datetime.fromisoformat(at) if charter is not None and version == charter.version else None
