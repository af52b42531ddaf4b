"""Programmes that are open, and the two ways in: short pages, everything read back, saved as she goes; of a child nothing is kept."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import clock
from industrielles.kit.doors import Door, FormDoor, anyone
from industrielles.kit.forms import Form
from industrielles.safeguarding.ages import age

from .. import receiving
from .. import verbs as mentoring
from ..forms.group import GroupForm
from ..forms.mentee import STEPS as MENTEE_STEPS
from ..forms.mentor import STEPS as MENTOR_STEPS
from ..models import Mentee, Mentor, Programme
from .drafts import Draft

MOST = 60  # programmes on a page
SIDES = {"mentoree": ("mentee", MENTEE_STEPS), "mentore": ("mentor", MENTOR_STEPS)}


class Programmes(Door, TemplateView):
    """What mentoring is, and the programmes open today; for one age, when somebody comes from another programme."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "mentoring/programmes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("age", "")
        years = int(asked) if asked.isdecimal() and len(asked) < 3 else None
        found = Programme.objects.open() if years is None else Programme.objects.for_age(years)
        return super().get_context_data(programmes=list(found.prefetch_related("departments")[:MOST]), years=years, **kwargs)


class OfProgramme(Door):
    """Base: one programme that anybody may read of."""

    policy = staticmethod(anyone)
    needs_person = False
    request: Any

    @cached_property
    def programme(self) -> Programme:
        found = Programme.objects.public().filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(programme=self.programme, **kwargs)  # type: ignore[misc]


class Presented(OfProgramme, TemplateView):
    """One programme: for whom, how, what is asked, the ways in."""

    template_name = "mentoring/presented.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.programme
        return super().get_context_data(phases=list(one.phases.all()), departments=list(one.departments.all()), **kwargs)


class Apply(OfProgramme, FormDoor, FormView):
    """One page of an application. The last reads everything back and sends it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.side, steps = SIDES[kwargs["side"]]
        self.step: int = kwargs["step"]
        if not 1 <= self.step <= len(steps):
            raise Http404
        if not self.programme.takes_applications:
            return redirect("mentoring:presented", self.programme.code)
        self.draft = Draft(request.session, self.side, steps, self.programme)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def filled(self) -> list[Form]:
        """The earlier pages, as far as they are right."""
        return self.draft.forms()

    def get_template_names(self) -> list[str]:
        return ["mentoring/apply_mentor.html" if self.side == "mentor" else "mentoring/apply_mentee.html"]

    def get_form_class(self) -> type[Form]:
        return self.draft.steps[self.step - 1][1]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self.draft.options(self.step, self.filled)

    def get_initial(self) -> dict[str, Any]:
        if self.step == self.draft.last:
            return {"key": self.draft.key}
        kept = {name: value for name, value in self.draft.answers(self.step).items() if value}
        me = self.request.user
        known = {"first_name": me.first_name, "last_name": me.last_name, "email": me.email, "phone": me.phone} if (
            me.is_authenticated and self.side == "mentor" and self.step == 1) else {}
        return known | kept

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.go(len(self.filled) + 1) if self.step > len(self.filled) + 1 else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.step == self.draft.last:
            return self.send_or_return()
        if self.step > len(self.filled) + 1:
            return self.go(len(self.filled) + 1)
        if self.side == "mentee" and self.step == 1 and (away := self.turned_away()):
            return away
        self.draft.keep(self.step, request.POST)
        return super().post(request, *args, **kwargs)

    def turned_away(self) -> HttpResponse | None:
        """Under 14, or not of the age of this programme: another page, and nothing kept."""
        try:
            born_on = dt.date.fromisoformat(self.request.POST.get("born_on", ""))
        except ValueError:
            return None
        if not 0 <= age(born_on, clock.today()) <= 110:
            return None
        refusal = receiving.refusal(self.programme, born_on)
        if not refusal:
            return None
        self.draft.forget()
        if refusal == receiving.CHILD:
            return redirect("mentoring:too_young")
        return redirect(f"{reverse('mentoring:programmes')}?{urlencode({'age': age(born_on, clock.today())})}")

    def send_or_return(self) -> HttpResponse:
        """The last page: send a whole draft; a draft already sent shows what was said then; an unfinished one goes on."""
        if self.draft.sent.get("key") == self.request.POST.get("key"):
            return self.thanks()
        if len(self.filled) < self.draft.last - 1:
            return self.go(len(self.filled) + 1)
        return super().post(self.request)

    def form_valid(self, form: Form) -> HttpResponse:
        return self.send() if self.step == self.draft.last else self.go(len(self.draft.forms()) + 1)

    def send(self) -> HttpResponse:
        asked: dict[str, Any] = {}
        for form in self.filled:
            asked |= form.asked()  # type: ignore[attr-defined]
        common = {"request_key": uuid.UUID(self.draft.key), "language": (get_language() or "fr")[:2]}
        if self.side == "mentor":
            mentor = mentoring.apply_as_mentor(self.programme, **asked, **common)
            self.draft.close(email=mentor.email, parent="")
        else:
            mentee = mentoring.apply_as_mentee(self.programme, group=self.draft.group(), **asked, **common)
            self.draft.close(email=mentee.email, parent=mentee.parent_email if mentee.needs_a_parent_first else "")
        return self.thanks()

    def thanks(self) -> HttpResponse:
        return redirect("mentoring:sent", self.programme.code, self.kwargs["side"])

    def go(self, step: int) -> HttpResponse:
        return redirect("mentoring:apply", self.programme.code, self.kwargs["side"], step)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        draft, steps = self.draft, self.draft.steps
        context |= {"side": self.kwargs["side"], "step": self.step, "last": draft.last - 1, "title": steps[self.step - 1][0],
                    "titles": [title for title, _form in steps[:-1]], "begun": draft.begun, "check": self.step == draft.last,
                    "group": draft.group()}
        if self.step == draft.last:
            context["recap"] = [(label, words, n) for n, form in enumerate(self.filled, start=1) for label, words in form.rows()]  # type: ignore[attr-defined]
        return context


class ForgetDraft(OfProgramme, View):
    """On a device others use: nothing of the draft stays."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        side, steps = SIDES[kwargs["side"]]
        Draft(request.session, side, steps, self.programme).forget()
        return redirect("mentoring:presented", self.programme.code)


class Sent(OfProgramme, TemplateView):
    """Sent: open the letter; and what happens then."""

    def get_template_names(self) -> list[str]:
        return ["mentoring/sent_mentor.html" if self.kwargs["side"] == "mentore" else "mentoring/sent_mentee.html"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        side, steps = SIDES[kwargs["side"]]
        self.said = Draft(request.session, side, steps, self.programme).sent
        if self.said.get("programme") != self.programme.code:
            return redirect("mentoring:presented", self.programme.code)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        life = Mentee.LIFE if self.kwargs["side"] == "mentoree" else Mentor.LIFE
        return super().get_context_data(email=self.said["email"], parent=self.said["parent"], days=life.days, **kwargs)


class TooYoung(Door, TemplateView):
    """Under 14: what is possible now, and whom to call; nothing was kept."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "mentoring/too_young.html"


class ApplyAsGroup(OfProgramme, FormDoor, FormView):
    """The referent of a school asks for places."""

    template_name = "mentoring/group.html"
    form_class = GroupForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.programme.takes_applications:
            return redirect("mentoring:presented", self.programme.code)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"key": uuid.uuid4()}

    def form_valid(self, form: GroupForm) -> HttpResponse:
        mentoring.apply_as_group(self.programme, language=(get_language() or "fr")[:2], **form.asked())
        return self.render_to_response(self.get_context_data(form=form, sent=form.cleaned_data["contact_email"]))
