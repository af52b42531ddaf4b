"""Asking for a visit: five short steps, no account, nothing lost on the way."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from industrielles.kit.doors import Door, anyone
from industrielles.kit.drafts import ForgetDoor, SentDoor, StepDoor
from industrielles.kit.forms import Form
from industrielles.pool.models import RoleModel

from .. import queries
from .. import verbs as engagements
from . import speakers
from .drafts import LAST, Draft


class Ask(Door, TemplateView):
    """What is asked for, a class visit first; or where one left off; or the visit of somebody in particular."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "engagements/ask_kind.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted, draft = request.GET.get("avec", ""), Draft(request.session)
        if not wanted and not draft.begun:
            return self.render_to_response(self.get_context_data(kinds=speakers.kinds()))
        done = 0 if wanted else len(draft.forms())
        path = reverse("engagements:ask_step", args=[done + 1])
        return redirect(f"{path}?avec={wanted}" if wanted.isalnum() else path)


class AskStep(StepDoor):
    """One step. The last reads everything back and sends it."""

    policy = staticmethod(anyone)
    template_name = "engagements/ask.html"
    kind, address, after = Draft, "engagements:ask_step", "engagements:asked"

    @cached_property
    def wanted(self) -> RoleModel | None:
        """The role model whose page she came from."""
        code = self.request.GET.get("avec", "") or self.draft.wanted
        return RoleModel.objects.published().select_related("person").filter(code=code).first() if code else None

    @property
    def came_from(self) -> dict[str, str]:
        return {"with": self.wanted.code} if self.wanted else {}

    def form_valid(self, form: Form) -> HttpResponse:
        return self.go(3) if self.step == 3 and self.remark(form) else super().form_valid(form)

    def remark(self, form: Any) -> bool:
        """Whether there is something to say about these dates that was not said yet."""
        days = ",".join(day.isoformat() for day in form.days)
        if self.draft.data["remarked"] == days or not self.remarks(form.days):
            return False
        self.draft.keep(3, self.request.POST, remarked=days)
        return True

    def remarks(self, days: list[dt.date]) -> list[str]:
        """Holidays and Sundays among these days, in words."""
        if not self.filled:
            return []
        part = self.filled[0].asked()  # type: ignore[attr-defined]
        academy = (part["school"].academy if part["school"] else None) or part["department"].academy
        return queries.remarks(days, part["department"], academy)

    def send(self, asked: dict[str, Any]) -> str:
        if self.wanted:
            who = {"name": self.wanted.public_name, "job": self.wanted.job, "code": self.wanted.code}
            wish = _("Would like to meet %(name)s, %(job)s (%(code)s).") % who
            asked["aims"] = f"{asked['aims']}\n\n{wish}".strip()[:1000]
        engagements.ask(request_key=self.draft.key, language=get_language() or "fr", **asked)
        return str(asked["contact_email"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(wanted=self.wanted, **kwargs)
        if self.step in (3, LAST) and len(self.filled) >= 3:
            context["remarks"] = self.remarks(self.filled[2].days)  # type: ignore[attr-defined]
        return context


class ForgetDraft(ForgetDoor):
    """On a computer others use: nothing of the draft stays."""

    policy = staticmethod(anyone)
    kind, address = Draft, "engagements:ask_step"


class Asked(SentDoor, TemplateView):
    """Sent: what to do now (open the letter), and what happens then."""

    policy = staticmethod(anyone)
    template_name = "engagements/asked.html"
    kind, address = Draft, "engagements:ask"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.session["asked"]
        return super().get_context_data(email=asked["email"], of_class=asked.get("kind") is None, **kwargs)
