"""What the two of a pair write, report, answer and take away."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import clock
from industrielles.kit.doors import Door, FormDoor

from .. import asking, papers_life, policies
from .. import verbs as mentoring
from ..forms.life import MessageForm, ReportForm
from ..models import Message, Opening, Pair, Questions, Side
from .life import OfPair

ANSWERS = frozenset(map(str, asking.ANSWERS))


class Messages(OfPair, FormDoor, FormView):
    """What the two wrote to each other, and a message to write."""

    policy = staticmethod(policies.can_send)
    template_name = "mentoring/pair_messages.html"
    form_class = MessageForm
    MOST = 200

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Message.objects.filter(pair=self.subject).read_by(self.side)
        return super().get_context_data(
            thread=list(found.order_by("-sent_at", "-pk")[:self.MOST])[::-1], now=clock.now(),
            openings=list(Opening.objects.of(self.subject).shown_to(self.request.user)), **context)

    def form_valid(self, form: Any) -> HttpResponse:
        sent = mentoring.send(self.subject, body=form.cleaned_data["body"], key=form.cleaned_data["key"], by=self.request.user)
        if sent.held_for:
            messages.info(self.request, self.say(
                pgettext("tu", "Your message waits: it seems to hold a number, an address, an account, a link, a meeting elsewhere, "
                               "a secret, a picture or money. Somebody looks at it, then it goes or stays. You did nothing wrong; it "
                               "keeps you both safe."),
                _("Your message waits: it seems to hold a number, an address, an account, a link, a meeting elsewhere, a secret, "
                  "a picture or money. Somebody looks at it first. Everything with a minor goes through this site.")))
            return self.here(page="mentoring:messages")
        return self.here(_("Sent.") if sent.shown_from <= clock.now() else _("It will be read in the morning, from seven."),
                         page="mentoring:messages")

    def get_refused_url(self) -> str:
        return reverse("mentoring:messages", args=[self.kwargs["code"]])


class Report(OfPair, FormDoor, FormView):
    """“Signaler”: the pair, or one message of it. The numbers first."""

    policy = staticmethod(policies.can_report_pair)
    template_name = "mentoring/pair_report.html"
    form_class = ReportForm

    @cached_property
    def message(self) -> Message | None:
        return Message.objects.filter(pair=self.subject).read_by(self.side).filter(code=self.request.GET.get("message", "")).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        assert self.subject is not None
        return super().get_form_kwargs() | {"other": self.subject.name_of(mentoring.other(self.side))}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(message=self.message, **context)

    def form_valid(self, form: Any) -> HttpResponse:
        said = form.cleaned_data
        mentoring.report_pair(self.subject, words=said["words"], urgent=said["urgent"], key=said["key"],
                              about_other=said["about"] == "other", message=self.message, by=self.request.user)
        return HttpResponseRedirect(f"{reverse('safeguarding:reported')}{'?urgent=1' if said['urgent'] else ''}")


class Ask(Door, TemplateView):
    """The questions of the day, one at a time, one tap each."""

    policy = staticmethod(policies.can_answer_questions)
    template_name = "mentoring/pair_questions.html"
    request: Any

    @cached_property
    def row(self) -> Questions | None:
        mine = Pair.objects.lived_by(self.request.user)
        return Questions.objects.filter(code=self.kwargs["code"], pair__in=mine).select_related("pair").first()

    @cached_property
    def subject(self) -> Pair | None:
        if self.row is None:
            return None
        pair = Pair.objects.lived_by(self.request.user).filter(pk=self.row.pair_id).first()
        return pair if pair is not None and pair.side_of(self.request.user) == self.row.side else None

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        row = self.row
        assert row is not None
        known = asking.asked(row.side, closing=row.closing)
        left = [(code, words) for code, words in known.items() if code not in row.answers]
        return super().get_context_data(
            pair=self.subject, row=row, tu=row.side == Side.MENTEE, question=left[0] if left else None, answers=asking.ANSWERS.items(),
            number=len(known) - len(left) + 1, total=len(known), **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        value = request.POST.get("value", "")
        mentoring.answer_question(self.row, question=request.POST.get("question", ""), value=int(value) if value in ANSWERS else 0,
                                  by=request.user)
        return HttpResponseRedirect(request.path)


class TakeAway(OfPair, View):
    """What she found is hers: as a paper, or for another program. The certificate, once the pair is closed."""

    policy = staticmethod(policies.can_take_away)
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        name = kwargs["paper"]
        if name not in papers_life.PAPERS or self.subject is None:
            raise Http404
        make, kind = papers_life.PAPERS[name]
        response = HttpResponse(make(self.subject, self.side), content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
