"""Doors to the preview of letters: what would reach a reader, seen on the machine of whoever develops."""
from __future__ import annotations

from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView, View

from industrielles.kit.doors import Door

from . import policies
from .models import Letter
from .writing import page


class Preview(Door):
    """A door that exists in development only."""

    policy = staticmethod(policies.can_preview)
    needs_person = False


class OneLetter(Preview):
    """About one letter."""

    @cached_property
    def subject(self) -> Letter:
        if not policies.can_preview(None):
            raise Http404
        return get_object_or_404(Letter, code=self.kwargs["code"])


class Letters(Preview, ListView):
    """The latest letters; `?to=` those to one address."""

    template_name = "letters/letters.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        to = self.request.GET.get("to", "")
        letters = Letter.objects.addressed_to(to) if to else Letter.objects.all()
        return letters.order_by("-queued_at", "-pk")  # a demo writes its past in any order


class LetterView(OneLetter, TemplateView):
    """One letter: its envelope and its text."""

    template_name = "letters/letter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(letter=self.subject, **kwargs)


@method_decorator(csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [NONE]}), name="dispatch")
class Page(OneLetter, View):
    """The HTML of one letter, alone, as a mail reader shows it: nothing loads, nothing runs."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return HttpResponse(page(self.subject))
