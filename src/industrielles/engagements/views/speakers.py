"""Asking for somebody who speaks, on one page; the same typed by a coordinator for somebody who telephones."""
from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView

from industrielles.engagements import verbs as engagements
from industrielles.kit.doors import FormDoor, anyone
from industrielles.network.models import Network
from industrielles.network.policies import runs_some

from ..forms.speakers import SLUGS, SpeakerForm, TypedSpeakerForm
from ..models import Engagement

Kind = Engagement.Kind


def kinds() -> list[tuple[str, str, str]]:
    """(slug, name, what it is) of what may be asked for beside a class visit."""
    words = {
        Kind.ROUND_TABLE: _("Several women of industry around a table: up to six speakers, from the workshop to the head of a company."),
        Kind.CONFERENCE: _("One voice, or several, before an audience."),
        Kind.INTERVIEW: _("For a newspaper, a radio, a programme, a podcast."),
        Kind.DISCOVERY: _("A half-day to discover trades, with young people or adults who look for work."),
        Kind.COMPANY_VISIT: _("A woman of industry opens the doors of her company."),
    }
    return [(SLUGS[kind], str(kind.label), words[kind]) for kind in SLUGS]


class OfAKind:
    """Mixin: the kind named in the address. Raises Http404 for another word."""

    kwargs: dict[str, Any]

    @cached_property
    def kind(self) -> Kind:
        found = next((kind for kind, slug in SLUGS.items() if slug == self.kwargs["kind"]), None)
        if found is None:
            raise Http404
        return found

    def get_initial(self) -> dict[str, Any]:
        return {"key": uuid.uuid4()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"kind": self.kind}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(kind=self.kind, kind_words=self.kind.label, **kwargs)  # type: ignore[misc]
        form = context["form"]
        context["parts"] = [(title, [(name, form[name] if name in form.fields else None) for name in names]) for title, names in form.parts]
        return context


class AskSpeaker(OfAKind, FormDoor, FormView):
    """Everything on one page; sent, a letter asks to confirm. Sent twice, it is one request."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "engagements/ask_speaker.html"
    form_class = SpeakerForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = request.session.get("asked", {})
        if sent and sent["key"] == request.POST.get("key"):
            return redirect("engagements:asked")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SpeakerForm) -> HttpResponse:
        engagements.ask_speaker(language=get_language() or "fr", **form.asked())
        self.request.session["asked"] = {
            "key": str(form.cleaned_data["key"]), "email": form.cleaned_data["contact_email"], "kind": str(self.kind)}
        return redirect("engagements:asked")


class TypeSpeaker(OfAKind, FormDoor, FormView):
    """Typed for an organiser or a journalist who telephones: confirmed at once, and awaiting somebody."""

    policy = staticmethod(runs_some)
    template_name = "engagements/desk/new_speaker.html"
    form_class = TypedSpeakerForm

    @cached_property
    def subject(self) -> list[Network]:
        return list(Network.objects.run_by(self.request.user).open())  # type: ignore[attr-defined]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"networks": self.subject}

    def form_valid(self, form: TypedSpeakerForm) -> HttpResponse:
        engagement = engagements.ask_speaker(language=get_language() or "fr", by=self.request.user, **form.asked())
        messages.success(self.request, _("The request is there. Who could go?"))
        return redirect("engagements:request", engagement.code)
