"""Joining: five short steps, everything read back, nothing lost on the way; who is under 18 leaves nothing behind."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.generic import TemplateView

from industrielles.kit.doors import Door, anyone
from industrielles.kit.drafts import ForgetDoor, SentDoor, StepDoor

from .. import verbs as joining
from ..forms.fields import CHILD, YOUNG
from ..forms.steps import LAST, STEPS
from ..models import Application
from .drafts import Draft


class Join(Door, TemplateView):
    """What we ask, what one receives, and the way in."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "joining/join.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = Draft(self.request.session)
        wanted = draft.wanted(self.request.GET.get("reseau", "")[:50]) if self.request.GET.get("reseau") else None
        begin = reverse("joining:step", args=[min(len(draft.forms()) + 1, LAST) if draft.begun else 1])
        if wanted:
            begin = f"{reverse('joining:step', args=[1])}?{urlencode({'reseau': wanted.slug})}"
        return super().get_context_data(begin=begin, begun=draft.begun, wanted=wanted, **kwargs)


class Step(StepDoor):
    """One step. The last reads everything back and sends it."""

    policy = staticmethod(anyone)
    template_name = "joining/step.html"
    kind, address, after = Draft, "joining:step", "joining:sent"

    @property
    def came_from(self) -> dict[str, str]:
        """The network or the invitation that the address names."""
        asked = self.request.GET
        return {"network": asked.get("reseau", "")[:50], "link": asked.get("lien", "")[:200]}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.step < self.last and self.is_ahead:
            return self.go(len(self.filled) + 1)
        if self.step == 1 and request.POST.get("age") in (YOUNG, CHILD):
            self.draft.forget()
            return redirect(f"{reverse('joining:young')}?{urlencode({'age': request.POST['age']})}")
        return super().post(request, *args, **kwargs)

    def send(self, asked: dict[str, Any]) -> str:
        email, via = asked.pop("email"), Application.Via.LINK if asked["link"] else Application.Via.FORM
        joining.apply(email, request_key=self.draft.key, language=(get_language() or "fr")[:2], via=via, **asked)
        return str(email)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        came, titles = self.came_from, [title for title, _form in STEPS[:-1]]
        return super().get_context_data(
            last=LAST - 1, titles=titles, check=self.step == LAST, link=self.draft.link(came["link"]),
            wanted=self.draft.wanted(came["network"]), **kwargs)


class ForgetDraft(ForgetDoor):
    """On a computer others use: nothing of the draft stays."""

    policy = staticmethod(anyone)
    kind, address = Draft, "joining:step"


class Sent(SentDoor, TemplateView):
    """Sent: open the letter; and what happens then."""

    policy = staticmethod(anyone)
    template_name = "joining/sent.html"
    kind, address = Draft, "joining:join"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(email=self.request.session["joined"]["email"], days=Application.LIFE.days, **kwargs)


class Young(Door, TemplateView):
    """Under 18: what is possible now, kindly; nothing was kept."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "joining/young.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(child=self.request.GET.get("age") == CHILD, **kwargs)


