"""Who applied: her page, for who runs the programme and its safeguarding referent; each opening is noted."""
from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from industrielles.journal import verbs as journal
from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.doors import FormDoor
from industrielles.safeguarding.models import Authorisation, Clearance

from .. import policies
from .. import verbs as mentoring
from ..forms.desk import BirthForm, CareForm, ClearForm, DeclineForm, HeardForm, InterviewForm, OnForm, ReferenceForm
from ..forms.mentee import half_days_in_words
from ..models import Mentee, Mentor, Reference
from .mine import modules_of, way_of
from .one import OneRow


class OneMentor(OneRow):
    """Base of what is about one mentor of a programme she runs or watches; elsewhere there is nobody."""

    policy = staticmethod(policies.can_read)
    page = "mentoring:mentor"

    def rows(self) -> Any:
        return Mentor.objects.visible_to(self.request.user).whole()


class MentorSection(OneMentor, FormDoor, FormView):
    """A form of the page; when it does not pass, the whole page comes back with it."""

    template_name = "mentoring/desk/mentor.html"
    form_class: type[Any] = OnForm
    section = ""
    FORMS: tuple[tuple[str, type[Any]], ...] = (
        ("interview", InterviewForm), ("hear", HeardForm), ("add", ReferenceForm), ("clear", ClearForm), ("note", OnForm),
        ("decline", DeclineForm))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        one, me, sent = self.subject, self.request.user, context.pop("form", None)
        forms = {f"{name}_form": kind(auto_id=f"{name}_%s") for name, kind in self.FORMS}
        if sent is not None:
            forms[f"{self.section}_form"] = sent
        following = [after for after in Mentor.MOVES[one.status] if after in Mentor.WAY] if one.is_live else []
        clearances = list(Clearance.objects.visible_to(me).of(one.person).order_by("-until", "pk")) if one.person_id else []
        return super().get_context_data(
            mentor=one, form=sent, section=self.section, acts=policies.can_move(me, one), next=following[0] if following else "",
            way=way_of(one), modules=modules_of(one), references=list(one.references.all()), clearances=clearances,
            half_days=half_days_in_words(one.half_days), doubted=mentoring.is_doubted(one), today=clock.today(), **forms, **context)


class MentorPage(MentorSection):
    """What she said, the steps she took, and the next one."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one = self.subject
        journal.note_reading("mentoring.read_mentor", one, by=request.user, network_id=one.network_id, person=one.person_id)
        return self.render_to_response(self.get_context_data(form=None))


class Interview(MentorSection):
    """She was met."""

    policy = staticmethod(policies.can_interview)
    form_class = InterviewForm
    section = "interview"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.interview(self.subject, on=form.cleaned_data["on"], words=form.cleaned_data["words"], by=self.request.user)
        return self.here(_("The interview is noted."))


class Hear(MentorSection):
    """A reference was heard."""

    policy = staticmethod(policies.can_hear)
    form_class = HeardForm
    section = "hear"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        reference = Reference.objects.filter(mentor=self.subject, number=self.kwargs["number"]).select_related("mentor").first()
        if reference is None:
            raise Http404
        mentoring.hear(reference, recommends=form.cleaned_data["recommends"], on=form.cleaned_data["on"], by=self.request.user)
        return self.here(_("The reference is noted."))


class AddReference(MentorSection):
    """Another reference."""

    policy = staticmethod(policies.can_hear)
    form_class = ReferenceForm
    section = "add"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.add_reference(self.subject, by=self.request.user, **form.cleaned_data)
        return self.here(_("The reference is added."))


class Clear(MentorSection):
    """Her clearance was seen."""

    policy = staticmethod(policies.can_clear)
    form_class = ClearForm
    section = "clear"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.clear(self.subject, by=self.request.user, **form.cleaned_data)
        return self.here(_("The clearance is noted: keep no copy of it."))


class NoteSigned(MentorSection):
    """She signed on paper."""

    policy = staticmethod(policies.can_clear)
    section = "note"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.note_signed(self.subject, on=form.cleaned_data["on"], by=self.request.user)
        return self.here(_("The signed charter is noted."))


class MakeMatchable(OneMentor, View):
    """The last look."""

    policy = staticmethod(policies.can_make_matchable)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.make_matchable(self.subject, by=request.user)
        return self.here(_("She may be matched."))


class DeclineMentor(MentorSection):
    """Not in this programme."""

    policy = staticmethod(policies.can_decline)
    form_class = DeclineForm
    section = "decline"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.decline(self.subject, words=form.cleaned_data["words"], by=self.request.user)
        return self.here(_("A letter tells %(name)s, with your reason.") % {"name": self.subject.full_name})


class OneMentee(OneRow):
    """Base of what is about one mentee of a programme she runs or watches; elsewhere there is nobody."""

    policy = staticmethod(policies.can_read)
    page = "mentoring:mentee"

    def rows(self) -> Any:
        return Mentee.objects.visible_to(self.request.user).whole()


class MenteeSection(OneMentee, FormDoor, FormView):
    """A form of the page; when it does not pass, the whole page comes back with it."""

    template_name = "mentoring/desk/mentee.html"
    form_class: type[Any] = DeclineForm
    section = ""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        one, sent = self.subject, context.pop("form", None)
        forms = {"decline_form": DeclineForm(auto_id="decline_%s"), "birth_form": BirthForm(auto_id="birth_%s"),
                 "care_form": CareForm(auto_id="care_%s", initial={"in_care": one.in_care, "convention_on": one.convention_on})}
        if sent is not None:
            forms[f"{self.section}_form"] = sent
        asked = Authorisation.objects.visible_to(self.request.user).of(one.person).filter(network=one.network_id).order_by(
            "-asked_at").first() if one.person_id else None
        corrected = Entry.objects.of(one).saying(["mentoring.correct_birth"]).order_by("-at", "-pk").first()
        return super().get_context_data(
            mentee=one, form=sent, section=self.section, acts=policies.can_move(self.request.user, one), authorisation=asked,
            half_days=half_days_in_words(one.half_days), corrected=corrected, **forms, **context)


class MenteePage(MenteeSection):
    """What she said, and what she waits for."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one = self.subject
        journal.note_reading("mentoring.read_mentee", one, by=request.user, network_id=one.network_id, person=one.person_id)
        return self.render_to_response(self.get_context_data(form=None))


class DeclineMentee(MenteeSection):
    """Not in this programme."""

    policy = staticmethod(policies.can_decline)
    section = "decline"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.decline(self.subject, words=form.cleaned_data["words"], by=self.request.user)
        return self.here(_("A letter tells %(name)s, with your reason.") % {"name": self.subject.full_name})


class CorrectBirth(MenteeSection):
    """Her birth date is corrected, on proof seen."""

    policy = staticmethod(policies.can_correct_birth)
    form_class = BirthForm
    section = "birth"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        said = form.cleaned_data
        mentoring.correct_birth(self.subject, born_on=said["born_on"], parent_name=said["parent_name"], parent_email=said["parent_email"],
                                by=self.request.user)
        return self.here(_("The birth date is corrected: her page follows from it at once."))


class NoteCare(MenteeSection):
    """A child entrusted to the department."""

    policy = staticmethod(policies.can_note_care)
    form_class = CareForm
    section = "care"
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.note_care(self.subject, by=self.request.user, **form.cleaned_data)
        return self.here(_("It is kept."))
