"""What a teacher does with her request through the mailed link: confirm, follow, change, hand over, cancel, tell."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import clock, links
from industrielles.kit.doors import Door, FormDoor, anyone
from industrielles.kit.forms import Form

from .. import addresses, documents
from .. import verbs as engagements
from ..addresses import CONFIRM, DATE, FOLLOW
from ..forms.answers import ReportForm
from ..forms.follow import AuthoriseForm, CancelForm, ChangeForm, DateAnswerForm, HandOverForm, LostLinkForm, PostponeForm
from ..forms.speakers import SpeakerChangeForm, report_form
from ..models import Engagement, Invitation, Report
from ..models.slots import most_places
from .links import LinkDoor, engagement_of, invitation_of
from .reports import known_counts, latest, report_context
from .timeline import timeline

Status = Engagement.Status
CONTACT_KEPT = dt.timedelta(days=30)  # after the visit the other side's means of contact are no longer shown


class Confirm(LinkDoor, TemplateView):
    """The mailed link: a page with a button, because scanners of mail open links; the button confirms."""

    purposes = (CONFIRM,)
    template_name = "engagements/confirm.html"

    @cached_property
    def subject(self) -> Engagement:
        return engagement_of(*self.read())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(visit=self.subject, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.subject.status != Status.SENT:
            return redirect(addresses.follow(self.subject))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        engagements.confirm(self.subject)
        messages.success(request, _("Your request is confirmed. We are looking for the right person."))
        return redirect(addresses.follow(self.subject))

    def get_refused_url(self) -> str:
        return addresses.follow(self.subject)


class FollowDoor(LinkDoor):
    """Mixin of the pages behind the link by which an asker follows her request."""

    purposes = (FOLLOW,)

    @cached_property
    def subject(self) -> Engagement:
        return engagement_of(*self.read())

    def get_refused_url(self) -> str:
        return addresses.follow(self.subject)


class Follow(FollowDoor, TemplateView):
    """Where the request stands, who comes, what can be done."""

    template_name = "engagements/follow.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit = self.subject
        now = clock.now()
        over = visit.is_over
        confirmed = visit.status == Status.CONFIRMED
        return super().get_context_data(**kwargs) | {
            "visit": visit, "token": self.kwargs["token"], "steps": timeline(visit), "over": over,
            "countered": [(counter, addresses.date_answer(counter)) for counter in visit.invitations.behind_link().countered()],
            "looking": visit.status in (Status.REQUESTED, Status.PROPOSED), "coming": confirmed and not over,
            "may_publish": visit.open_slot is not None or visit.seats_taken < most_places(visit),
            "contact": confirmed and visit.ends_at + CONTACT_KEPT > now,
            "to_tell": over and visit.status in (Status.CONFIRMED, Status.UNTOLD),
            "people": [one.role_model for one in accepted(visit)] if confirmed else [],
            "told": visit.status in (Status.HELD, Status.NOT_HELD), "may_cancel": visit.may_move_to(Status.CANCELLED) and not over,
            "ended": visit.status in (Status.CANCELLED, Status.UNMET), "mine": latest(visit, Report.Side.TEACHER) if over else None,
        }


class FollowForm(FollowDoor, FormDoor, FormView):
    """Mixin of the forms behind that link: done, one is back on the page that says where the request stands."""

    template_name = "engagements/follow_form.html"
    title: Any = ""
    button: Any = ""
    lead: Any = ""
    done: Any = ""
    takes_engagement = True

    def get_form_kwargs(self) -> dict[str, Any]:
        more = {"engagement": self.subject} if self.takes_engagement else {}
        return super().get_form_kwargs() | more

    def form_valid(self, form: Any) -> HttpResponse:
        self.act(form)
        messages.success(self.request, self.done)
        return redirect(addresses.follow(self.subject))

    def act(self, form: Any) -> None:
        """Call the verb."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "visit": self.subject, "back": addresses.follow(self.subject), "title": self.title, "button": self.button, "lead": self.lead,
        }


class Change(FollowForm):
    """The class, the room, the wishes."""

    title = gettext_lazy("Change your request")
    button = gettext_lazy("Save")
    done = gettext_lazy("Your request is changed.")

    def get_form_class(self) -> type[Form]:
        return ChangeForm if self.subject.is_class_visit else SpeakerChangeForm

    def act(self, form: Any) -> None:
        engagements.change(self.subject, fields=form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        coming = self.subject.role_model if self.subject.status == Status.CONFIRMED else None
        return super().get_context_data(**kwargs) | {"write_to": coming}


class Postpone(FollowForm):
    """Other dates: before anybody accepted, they replace the first; afterwards the visit is asked for again, and she is told."""

    form_class = PostponeForm
    title = gettext_lazy("Change the dates")
    button = gettext_lazy("Propose these dates")
    done = gettext_lazy("Your new dates are sent.")

    @property
    def lead(self) -> str:  # type: ignore[override]
        if self.subject.status == Status.CONFIRMED:
            return _("We tell the woman who was to come, and ask her first about the new dates.")
        return _("They replace the dates you gave first.")

    def act(self, form: PostponeForm) -> None:
        if self.subject.status == Status.CONFIRMED:
            engagements.postpone(self.subject, dates=form.dates, window=form.window, words=form.cleaned_data["words"])
        else:
            engagements.change(self.subject, fields={}, dates=form.dates, window=form.window)
        academy = self.subject.school.academy if self.subject.school else None
        for remark in documents.remarks(form.days, self.subject.department, academy):
            messages.warning(self.request, remark)


class Cancel(FollowForm):
    """No visit after all: everybody concerned is told at once."""

    form_class = CancelForm
    takes_engagement = False
    title = gettext_lazy("Cancel this request")
    button = gettext_lazy("Cancel the request")
    lead = gettext_lazy("The people concerned are told at once. If only the date is in the way, change the dates instead.")
    done = gettext_lazy("Your request is cancelled. Thank you for having told us.")

    def act(self, form: CancelForm) -> None:
        engagements.cancel(self.subject, words=form.cleaned_data["words"])


class HandOver(FollowForm):
    """A colleague takes over: she receives a link of her own, and this one ends."""

    form_class = HandOverForm
    takes_engagement = False
    title = gettext_lazy("Hand this request to a colleague")
    button = gettext_lazy("Hand over")
    lead = gettext_lazy("Your colleague receives a link to follow the request. Yours stops working, and you are told by e-mail.")

    def form_valid(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        engagements.hand_over(self.subject, name=data["name"], role=data["role"], email=data["email"])
        return redirect("engagements:handed_over")


class HandedOver(Door, TemplateView):
    """The request is in a colleague's hands."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "engagements/handed_over.html"


class OfASchool(FollowDoor):
    """Mixin of the pages about the head of school: only for visits to a class."""

    @cached_property
    def subject(self) -> Engagement:
        engagement = engagement_of(*self.read())
        if not engagement.is_class_visit:
            raise Http404
        return engagement


class Authorise(OfASchool, FollowForm):
    """The teacher declares that the head of school agreed."""

    form_class = AuthoriseForm
    title = gettext_lazy("The head of school’s agreement")
    button = gettext_lazy("Declare the agreement")
    lead = gettext_lazy("Keep the signed form in your school: we only note that the agreement was given, by whom and when.")
    done = gettext_lazy("The agreement of the head of school is noted.")

    def act(self, form: AuthoriseForm) -> None:
        engagements.authorise(self.subject, head_name=form.cleaned_data["head_name"], on=form.cleaned_data["on"])


class AuthorisationForm(OfASchool, View):
    """The form for the head of school, filled in, to print and sign."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        pdf = documents.authorisation_form(self.subject)
        name = _("agreement-%(code)s.pdf") % {"code": self.subject.code}
        return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


class FollowCalendar(FollowDoor, View):
    """The visit for one's own calendar."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return calendar_file(self.subject)


class FollowReport(FollowForm):
    """What took place, told by who asked."""

    template_name = "engagements/report.html"
    takes_engagement = False
    done = gettext_lazy("Thank you! Your report is sent.")

    def get_form_class(self) -> type[ReportForm]:
        return report_form(self.subject)[0]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"known": known_counts(self.subject, Report.Side.TEACHER)} | report_form(self.subject)[1]

    def act(self, form: ReportForm) -> None:
        engagements.report(self.subject, side=Report.Side.TEACHER, **form.told())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | report_context(self.subject, Report.Side.TEACHER)


class AnswerDate(LinkDoor, FormDoor, FormView):
    """The role model proposes another date: yes or no."""

    purposes = (DATE,)
    template_name = "engagements/answer_date.html"
    form_class = DateAnswerForm

    @cached_property
    def subject(self) -> Invitation:
        code, version = self.read()
        invitation = invitation_of(code)
        if invitation.engagement.link_version != version:
            raise links.BadLink(expired=True, code=code)
        return invitation

    @property
    def engagement(self) -> Engagement:
        return self.subject.engagement

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.subject.status != Invitation.Status.COUNTERED:
            return redirect(addresses.follow(self.engagement))
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: DateAnswerForm) -> HttpResponse:
        if form.cleaned_data["answer"] == form.YES:
            engagements.agree_date(self.subject)
            messages.success(self.request, _("The date is agreed. You both receive a confirmation."))
        else:
            engagements.refuse_date(self.subject)
            messages.success(self.request, _("She is told that your own dates stand."))
        return redirect(addresses.follow(self.engagement))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"invitation": self.subject, "visit": self.engagement}


class LostLink(FormDoor, FormView):
    """The links of one's requests, sent again; the answer says nothing of whether the address is known."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "engagements/lost_link.html"
    form_class = LostLinkForm

    def form_valid(self, form: LostLinkForm) -> HttpResponse:
        engagements.send_links(form.cleaned_data["email"], language=get_language() or "fr")
        return redirect(reverse("engagements:lost_link") + "?envoye=1")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"sent": "envoye" in self.request.GET and self.request.method == "GET"}


def accepted(visit: Engagement) -> list[Invitation]:
    """Who comes, with what the page shows of her; she who leads first."""
    found = visit.invitations.behind_link().filter(status=Invitation.Status.ACCEPTED).order_by("answered_at", "pk")
    return sorted(found, key=lambda one: one.role_model_id != visit.role_model_id)


def calendar_file(visit: Engagement) -> HttpResponse:
    """The calendar file of a confirmed visit. Raises Http404 while there is none."""
    if not visit.starts_at or visit.status != Status.CONFIRMED:
        raise Http404
    name = _("visit-%(code)s.ics") % {"code": visit.code}
    return HttpResponse(
        documents.calendar_file(visit), content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'})
