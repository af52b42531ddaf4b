"""The second step, asked for once more where an open browser must not be enough: security, erasure, files that hold people."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from industrielles.kit import clock

from . import policies
from .middleware import NEXT, PASSED

RECENT = 900  # seconds after which the second step is asked again


def is_recent(request: HttpRequest) -> bool:
    """Whether she has passed her second step within the quarter of an hour."""
    return clock.now().timestamp() - request.session.get(PASSED, 0) < RECENT


class Again:
    """Mixin of doors, before any other. `asks_again`: who has a second step passes it once more when that was a while ago. What she was
    sending is not taken: she comes back to `again_at`, the name of a page, or to this one."""

    asks_again = True
    again_at = ""
    request: Any

    def must_show_herself(self, request: HttpRequest) -> bool:
        """Whether the second step is to be passed before this."""
        return request.user.is_authenticated and not is_recent(request) and policies.has_second_step(request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.asks_again and self.must_show_herself(request):
            return self.show_herself(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]

    def show_herself(self, request: HttpRequest) -> HttpResponse:
        """Lead to the second step, then back."""
        request.session[NEXT] = reverse(self.again_at) if self.again_at else request.path
        messages.info(request, _("Before this is done, show once more that it is you."))
        return HttpResponseRedirect(reverse("people:step"))
