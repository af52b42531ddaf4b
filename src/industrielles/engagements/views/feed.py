"""The agenda of a role model, read by her own calendar."""
from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import cached_property
from django.views.generic import View

from industrielles.kit.doors import Door, holds_the_link
from industrielles.pool.models import RoleModel

from .. import feeds

NOT_INDEXED = "noindex, nofollow, noarchive"


class Feed(Door, View):
    """Visits agreed and invitations to answer of whoever holds this address; a closed or replaced one is a 404 (trust 41)."""

    policy = staticmethod(holds_the_link)
    needs_person = False
    http_method_names = ("get", "head")

    @cached_property
    def subject(self) -> RoleModel | None:
        return RoleModel.objects.with_feed(self.kwargs["key"]).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            answer = HttpResponse(status=404, content_type="text/plain; charset=utf-8")
            answer["X-Robots-Tag"] = NOT_INDEXED
            return answer

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(self.subject.person.language):
            response = HttpResponse(feeds.agenda_file(self.subject), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="agenda.ics"'
        response["X-Robots-Tag"], response["Cache-Control"] = NOT_INDEXED, "private, no-store"
        return response
