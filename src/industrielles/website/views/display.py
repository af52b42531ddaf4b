"""The theme a visitor chose, kept in her browser and nowhere else."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import FormView

from industrielles.kit.doors import FormDoor, anyone

from ..context import COOKIE
from ..forms import DisplayForm

YEAR = 365 * 24 * 3600


class Display(FormDoor, FormView):
    """Light, dark, or as the device says: a cookie that the server reads, so that no page flashes."""

    policy = staticmethod(anyone)
    template_name = "website/display.html"
    form_class = DisplayForm

    def get_initial(self) -> dict[str, Any]:
        return {"theme": self.request.COOKIES.get(COOKIE, ""), "next": self.request.GET.get("next", "")}

    def form_valid(self, form: DisplayForm) -> HttpResponse:
        response = HttpResponseRedirect(self._back(form.cleaned_data["next"]))
        if form.cleaned_data["theme"]:
            response.set_cookie(
                COOKIE, form.cleaned_data["theme"], max_age=YEAR, httponly=True, samesite="Lax", secure=self.request.is_secure()
            )
        else:
            response.delete_cookie(COOKIE, samesite="Lax")
        return response

    def _back(self, address: str) -> str:
        """The page she came from, when it is one of ours."""
        ours = url_has_allowed_host_and_scheme(address, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure())
        return address if ours else reverse("website:home")
