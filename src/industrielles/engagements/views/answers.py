"""What a role model does through the mailed link: accept, another date, decline, a colleague, cancel, tell. No account needed."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from industrielles.kit import links
from industrielles.kit.doors import FormDoor
from industrielles.kit.refusals import Refused
from industrielles.places import distance

from .. import addresses
from .. import verbs as engagements
from ..addresses import ANSWER, LIFE, REPORT
from ..forms.answers import AcceptForm, CounterForm, DeclineForm, PassOnForm, ReleaseForm, ReportForm
from ..forms.speakers import report_form
from ..models import Engagement, Invitation, Report
from .follow import calendar_file
from .links import LinkDoor, answered_by
from .reports import known_counts, latest, report_context

Status = Invitation.Status
TO_TELL = (Engagement.Status.CONFIRMED, Engagement.Status.UNTOLD)
ANSWERABLE = (Status.SENT, Status.EXPIRED)
OTHER_ANSWERS = {"counter": "answer_counter", "decline": "answer_decline", "pass_on": "answer_pass_on"}  # buttons of the letter


class AnswerDoor(LinkDoor):
    """Mixin of the pages behind the link of an invitation."""

    purposes: tuple[str, ...] = (ANSWER,)

    @cached_property
    def subject(self) -> Invitation:
        return answered_by(*self.read())

    @property
    def engagement(self) -> Engagement:
        return self.subject.engagement

    def get_refused_url(self) -> str:
        return addresses.answer(self.subject)


class AnswerForm(AnswerDoor, FormDoor, FormView):
    """Mixin of the forms behind that link: done, one is back on the page of the invitation."""

    template_name = "engagements/answer_form.html"
    title: Any = ""
    button: Any = ""
    lead: Any = ""
    done: Any = ""
    answers: tuple[str, ...] = ANSWERABLE  # statuses in which this answer makes sense
    takes_engagement = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.subject.status not in self.answers:
            return redirect(addresses.answer(self.subject))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.subject.status not in self.answers:
            return redirect(addresses.answer(self.subject))  # answered already, or closed meanwhile: the page says so
        return super().post(request, *args, **kwargs)

    def refused(self, refusal: Refused) -> HttpResponse:
        """When the invitation moved in the same instant, its page says what it has become; else the words go beside the form."""
        self.subject.refresh_from_db()
        if self.subject.status not in self.answers:
            return redirect(addresses.answer(self.subject))
        return super().refused(refusal)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | ({"engagement": self.engagement} if self.takes_engagement else {})

    @property
    def home(self) -> str:
        """Where she is when it is done."""
        return addresses.answer(self.subject)

    def form_valid(self, form: Any) -> HttpResponse:
        self.act(form)
        messages.success(self.request, self.done)
        return redirect(self.home)

    def act(self, form: Any) -> None:
        """Call the verb."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "invitation": self.subject, "visit": self.engagement, "token": self.kwargs["token"], "back": self.home,
            "title": self.title, "button": self.button, "lead": self.lead,
        }


class Answer(AnswerForm):
    """The invitation: the class, the place, the dates. Accept here; the other answers are one link away."""

    template_name = "engagements/answer.html"
    form_class = AcceptForm
    takes_engagement = True
    done = gettext_lazy("Thank you! You both receive a confirmation by e-mail, with a calendar file.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        choice = OTHER_ANSWERS.get(request.GET.get("answer", ""))
        if choice and self.answerable:
            return redirect(f"engagements:{choice}", self.kwargs["token"])
        return self.render_to_response(self.get_context_data())

    @property
    def answerable(self) -> bool:
        return self.subject.role_model.is_current and self.subject.status in ANSWERABLE and self.engagement.seeks

    def act(self, form: AcceptForm) -> None:
        engagements.accept(self.subject, starts_at=form.starts_at, anyway=form.cleaned_data["anyway"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        invitation, visit = self.subject, self.engagement
        accepted = invitation.status == Status.ACCEPTED
        over = visit.is_over
        return super().get_context_data(**kwargs) | away(invitation) | {
            "answerable": self.answerable, "accepted": accepted,
            "coming": accepted and not over, "to_tell": accepted and over and visit.status in TO_TELL,
            "told": accepted and visit.status in (Engagement.Status.HELD, Engagement.Status.NOT_HELD), "beside": beside(invitation),
            "mine": latest(visit, Report.Side.ROLE_MODEL) if accepted and over else None,
        }


class Counter(AnswerForm):
    """Another date: the teacher says yes or no."""

    form_class = CounterForm
    takes_engagement = True
    answers = (Status.SENT,)
    title = gettext_lazy("Propose another date")
    button = gettext_lazy("Propose this date")
    lead = gettext_lazy("Who asks receives your proposal and answers with one button.")
    done = gettext_lazy("Your date is proposed. You will hear as soon as it is answered.")

    def act(self, form: CounterForm) -> None:
        said = form.cleaned_data
        engagements.counter(self.subject, starts_at=form.starts_at, words=said["words"], anyway=said["anyway"])


class Decline(AnswerForm):
    """Not this time."""

    form_class = DeclineForm
    answers = (Status.SENT, Status.COUNTERED, Status.FORWARD)
    title = gettext_lazy("Decline this visit")
    button = gettext_lazy("Decline")
    lead = gettext_lazy("No reason is needed: another time, perhaps.")
    done = gettext_lazy("Thank you for having answered: somebody else can be asked at once.")

    def act(self, form: DeclineForm) -> None:
        engagements.decline(self.subject, words=form.cleaned_data["words"])


class PassOn(AnswerForm):
    """A colleague could go."""

    form_class = PassOnForm
    answers = (Status.SENT,)
    title = gettext_lazy("A colleague could go")
    button = gettext_lazy("Suggest her")
    lead = gettext_lazy("The coordinator writes to her. Ask her first whether you may give her name.")
    done = gettext_lazy("Thank you! The coordinator is told of your colleague.")

    def act(self, form: PassOnForm) -> None:
        engagements.pass_on(self.subject, colleague=form.cleaned_data["colleague"], words=form.cleaned_data["words"])


class Release(AnswerForm):
    """She had accepted and can no longer come: a replacement is looked for at once."""

    form_class = ReleaseForm
    answers = (Status.ACCEPTED,)
    title = gettext_lazy("I can no longer come")
    button = gettext_lazy("Cancel my visit")
    lead = gettext_lazy("Who asked and the coordination are told at once, and a replacement is looked for.")
    done = gettext_lazy("Who asked and the coordination are told. Thank you for having said it early.")

    def act(self, form: ReleaseForm) -> None:
        engagements.release(self.subject, words=form.cleaned_data["words"])


class AnswerReport(AnswerForm):
    """What took place, told by the role model; the link to tell opens nothing else."""

    purposes = (ANSWER, REPORT)
    template_name = "engagements/report.html"
    answers = (Status.ACCEPTED,)
    done = gettext_lazy("Thank you! Your report is sent.")

    @cached_property
    def subject(self) -> Invitation:
        code, version = self.read()
        invitation = answered_by(code, version)
        if invitation.status != Status.ACCEPTED and not self.may_answer:
            raise links.BadLink(expired=True, code=code)
        return invitation

    @cached_property
    def may_answer(self) -> bool:
        """Whether the link she holds opens the page of the invitation too."""
        try:
            links.read(ANSWER, self.kwargs["token"], max_age=LIFE[ANSWER])
        except links.BadLink:
            return False
        return True

    @property
    def home(self) -> str:
        return addresses.answer(self.subject) if self.may_answer else self.request.path

    def get_form_class(self) -> type[ReportForm]:
        return report_form(self.engagement)[0]

    def get_form_kwargs(self) -> dict[str, Any]:
        known = known_counts(self.engagement, Report.Side.ROLE_MODEL)
        return super().get_form_kwargs() | {"known": known} | report_form(self.engagement)[1]

    def act(self, form: ReportForm) -> None:
        engagements.report(self.engagement, side=Report.Side.ROLE_MODEL, **form.told())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | report_context(self.engagement, Report.Side.ROLE_MODEL)


class AnswerCalendar(AnswerDoor, View):
    """The visit for her own calendar."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if self.subject.status != Status.ACCEPTED:
            return redirect(addresses.answer(self.subject))
        return calendar_file(self.engagement)


def beside(invitation: Invitation) -> list[str]:
    """Who else speaks: public names, once she has accepted."""
    if invitation.status != Status.ACCEPTED or invitation.engagement.seats == 1:
        return []
    others = invitation.engagement.invitations.in_order().filter(status=Status.ACCEPTED).exclude(pk=invitation.pk)
    return [one.role_model.public_name for one in others]


def away(invitation: Invitation) -> dict[str, Any]:
    """How far the school is from her: kilometres and estimated minutes, or None."""
    hers, visit = invitation.role_model, invitation.engagement
    if visit.remote or None in (hers.latitude, hers.longitude, visit.latitude, visit.longitude):
        return {"kilometres": None, "travel": None}
    km = distance.kilometres(hers.latitude, hers.longitude, visit.latitude, visit.longitude)
    return {"kilometres": max(1, round(km)), "travel": distance.minutes(km)}
