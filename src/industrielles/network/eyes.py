"""Seeing the pages of somebody with her eyes: a middleware, after authentication and the second step of who really signed in.

While it lasts `request.user` is the person seen, `request.helper` who sees, `request.look` the row. Nothing can be sent; pages about
access, data, letters and files stay closed; signed addresses, which act for whoever holds them, are blanked.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from industrielles.kit import clock

from . import policies
from .models import Look, Membership

KEY = "look"  # in the session of who sees: the code of the row
BACK = "network:come_back"
# What is seen: her own pages and the public ones. A new page stays closed until it is named here.
OPEN = re.compile(
    r"website:(?!display)|places:|dashboards:figures$|network:(faces|face|logo|colours)$|engagements:(near|my_visits)$|"
    r"pool:(directory|portrait|photo|profile|describe|preview|networks|territory)$")
# A signed token, or a random one of 128 bits and more, as a part of an address.
TOKEN = re.compile(rb"[\w=-]+:[\w-]{4,8}:[\w-]{27,}|(?<=/)(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{20,}(?=[/\"'?])")


class Eyes:
    """Lets a helper see with the eyes of somebody else, and change nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.helper = request.look = None
        response = self.get_response(request)
        if request.look is not None and not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = TOKEN.sub(b"-", response.content)
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or KEY not in request.session:
            return None
        look = running(request)
        if look is None:
            del request.session[KEY]
            messages.info(request, _("You see your own pages again."))
            return None
        name = request.resolver_match.view_name
        if name == BACK:
            return None
        request.helper, request.user, request.look = request.user, look.person, look
        if request.method not in ("GET", "HEAD"):
            return render(request, "network/closed_in_look.html", {"sent": True}, status=405)
        if not OPEN.match(name):
            return render(request, "network/closed_in_look.html", {"sent": False}, status=403)
        return None


def running(request: HttpRequest) -> Look | None:
    """The look of this session, if it still runs and is still within the right of who sees: roles are read at each request."""
    found = Look.objects.by(request.user).running(clock.now()).filter(code=request.session[KEY])
    look = found.select_related("person", "network").first()
    if look is None:
        return None
    membership = Membership.objects.of(look.person).filter(network=look.network_id).select_related("person").first()
    return look if policies.can_look(request.user, membership) else None
