"""Asking for a visit: five short steps, no account, nothing lost on the way."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.kit.doors import Door, FormDoor, anyone
from industrielles.kit.forms import Form
from industrielles.pool.models import RoleModel

from .. import queries
from .. import verbs as engagements
from ..forms.ask import STEPS
from .drafts import LAST, Draft


class Ask(Door, View):
    """The beginning, or where one left off."""

    policy = staticmethod(anyone)
    needs_person = False

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("avec", "")
        done = 0 if wanted else len(Draft(request.session).forms())
        path = reverse("engagements:ask_step", args=[done + 1])
        return redirect(f"{path}?avec={wanted}" if wanted.isalnum() else path)


class AskStep(FormDoor, FormView):
    """One step. The last reads everything back and sends it."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "engagements/ask.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.step: int = kwargs["step"]
        if not 1 <= self.step <= LAST:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def draft(self) -> Draft:
        return Draft(self.request.session)

    @cached_property
    def filled(self) -> list[Form]:
        """The earlier steps, as far as they are right."""
        return self.draft.forms()

    @cached_property
    def wanted(self) -> RoleModel | None:
        """The role model whose page she came from."""
        code = self.request.GET.get("avec", "") or self.draft.wanted
        return RoleModel.objects.published().select_related("person").filter(code=code).first() if code else None

    def get_form_class(self) -> type[Form]:
        return STEPS[self.step - 1][1]

    def get_initial(self) -> dict[str, Any]:
        return {"key": self.draft.key} if self.step == LAST else {k: v for k, v in self.draft.answers(self.step).items() if v}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.step > len(self.filled) + 1:
            return self.go(len(self.filled) + 1)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.step == LAST:
            return self.send_or_return()
        self.draft.keep(self.step, request.POST, **({"with": self.wanted.code} if self.wanted else {}))
        return super().post(request, *args, **kwargs)

    def send_or_return(self) -> HttpResponse:
        """The last step: send a whole draft; a draft already sent shows what was said then; an unfinished one goes on."""
        sent = self.request.session.get("asked", {})
        if sent and sent["key"] == self.request.POST.get("key"):
            return redirect("engagements:asked")
        if len(self.filled) < LAST - 1:
            return self.go(len(self.filled) + 1)
        return super().post(self.request)

    def form_valid(self, form: Form) -> HttpResponse:
        if self.step == LAST:
            return self.send()
        if self.step == 3 and self.remark(form):
            return self.go(3)
        return self.go(len(self.draft.forms()) + 1)

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

    def send(self) -> HttpResponse:
        asked: dict[str, Any] = {}
        for form in self.filled:
            asked |= form.asked()  # type: ignore[attr-defined]
        if self.wanted:
            who = {"name": self.wanted.public_name, "job": self.wanted.job, "code": self.wanted.code}
            wish = _("Would like to meet %(name)s, %(job)s (%(code)s).") % who
            asked["aims"] = f"{asked['aims']}\n\n{wish}".strip()[:1000]
        engagements.ask(request_key=self.draft.key, language=get_language() or "fr", **asked)
        self.draft.close(self.draft.key, asked["contact_email"])
        return redirect("engagements:asked")

    def go(self, step: int) -> HttpResponse:
        return redirect("engagements:ask_step", step)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context |= {
            "step": self.step, "last": LAST, "title": STEPS[self.step - 1][0], "titles": [title for title, _form in STEPS],
            "wanted": self.wanted, "begun": self.draft.begun,
        }
        if self.step == LAST:
            context["recap"] = [(label, words, n) for n, form in enumerate(self.filled, start=1) for label, words in form.rows()]  # type: ignore[attr-defined]
        if self.step in (3, LAST) and len(self.filled) >= 3:
            context["remarks"] = self.remarks(self.filled[2].days)  # type: ignore[attr-defined]
        return context


class ForgetDraft(Door, View):
    """On a computer others use: nothing of the draft stays."""

    policy = staticmethod(anyone)
    needs_person = False
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        request.session.pop("ask", None)
        return redirect("engagements:ask_step", 1)


class Asked(Door, TemplateView):
    """Sent: what to do now (open the letter), and what happens then."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "engagements/asked.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.session.get("asked"):
            return redirect("engagements:ask")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(email=self.request.session["asked"]["email"], **kwargs)
