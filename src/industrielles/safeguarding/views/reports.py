"""Doors of those who treat reports: a list without words; a report, once she said why she opens it."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from industrielles.kit.doors import Door, FormDoor
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person

from .. import policies, verbs
from ..forms import AccuseForm, CloseForm, NoteForm, ReasonForm, ResumeForm, person_of
from ..models import Evidence, Reading, Report
from .desk import MOST, Desk


class Reports(Desk, Door, TemplateView):
    """What is to be treated, the most urgent first; never a word of it here."""

    policy = staticmethod(policies.treats_reports)
    template_name = "safeguarding/desk/reports.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Report.objects.visible_to(self.request.user).select_related("network", "taken_by")
        return super().get_context_data(waiting=list(found.open().order_by("due_at", "pk")), closed=list(found.closed()[:MOST]), **context)


class OneReport(Desk, FormDoor, FormView):
    """A report: first why she opens it, then what it says, what was preserved, what was done."""

    policy = staticmethod(policies.can_read_report)
    template_name = "safeguarding/desk/report.html"
    form_class: type[Any] = ReasonForm
    name = "reason"

    @cached_property
    def subject(self) -> Report | None:
        found = Report.objects.visible_to(self.request.user).select_related("network", "reporter", "accused", "taken_by", "closed_by")
        return found.filter(code=self.kwargs["code"]).first()

    @property
    def is_open(self) -> bool:
        """She said why, not long ago."""
        return Reading.objects.running(self.subject, self.request.user).exists()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        report, opened = self.subject, self.is_open
        form = context.pop("form", None) or self.get_form()
        forms = {"reason": ReasonForm(), "note": NoteForm(), "accuse": AccuseForm(), "close": CloseForm(),
                 "resume": ResumeForm(), self.name: form}
        inside = {"pieces": list(Evidence.objects.of(report).select_related("author")), "wrong": verbs.verify(report),
                  "readings": list(Reading.objects.of(report)),
                  "confirms": report.waits and self.request.user.pk not in Evidence.objects.accusers(report)} if opened and report else {}
        return super().get_context_data(report=report, opened=opened, forms=forms, form=form, **inside, **context)

    def form_valid(self, form: Any) -> HttpResponse:
        verbs.read_report(self.subject, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.back("")

    def back(self, words: str) -> HttpResponse:
        if words:
            messages.success(self.request, words)
        return HttpResponseRedirect(reverse("safeguarding:report", args=[self.kwargs["code"]]))

    def get_refused_url(self) -> str:
        return reverse("safeguarding:report", args=[self.kwargs["code"]])


class Act(OneReport):
    """Base: what is done to a report that she has opened."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.back("")

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_open:
            raise Refused(_("Say first why you open it."))
        return super().post(request, *args, **kwargs)


class Take(OneReport):
    """She takes it in hand; its words need not be read for that."""

    http_method_names = ("post",)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        verbs.take(self.subject, by=request.user)
        return self.back(_("You have it in hand."))


class Note(Act):
    """A note of the follow-up."""

    form_class = NoteForm
    name = "note"

    def form_valid(self, form: Any) -> HttpResponse:
        verbs.note(self.subject, words=form.cleaned_data["words"], by=self.request.user)
        return self.back(_("Added."))


class Accuse(Act):
    """Whom it accuses."""

    form_class = AccuseForm
    name = "accuse"

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            person: Person = person_of(form.cleaned_data["email"])
        except ValidationError as fault:
            form.add_error("email", fault)
            return self.form_invalid(form)
        made = verbs.accuse(self.subject, person=person, by=self.request.user)
        if person.pk == self.request.user.pk:
            return HttpResponseRedirect(reverse("website:mine"))
        return self.back(_("Suspended until the report is closed.") if not made.waits else _(
            "Written down. Her roles rest once a second person confirms: everybody else who treats this report was written to."))


class Close(Act):
    """How it ends."""

    form_class = CloseForm
    name = "close"

    def form_valid(self, form: Any) -> HttpResponse:
        said = form.cleaned_data
        verbs.close(self.subject, outcome=said["outcome"], measures=said["measures"], resumes=said["resumes"], by=self.request.user)
        return self.back(_("Closed."))


class Resume(Act):
    """The suspended person may come back, at once or after all."""

    form_class = ResumeForm
    name = "resume"

    def form_valid(self, form: Any) -> HttpResponse:
        verbs.resume(self.subject, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.back(_("May come back."))
