"""Doors of places: suggestions under a field, and where the reference data come from."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from industrielles.kit import clock
from industrielles.kit.doors import Door, anyone

from . import calendar
from .models import Academy, Commune, Holiday, School, Source

SHOWN = 8  # what fits a telephone under the field


class Suggest(Door, TemplateView):
    """The options of a list under a field, for what has been typed so far. Open to all: it is open data."""

    policy = staticmethod(anyone)
    http_method_names = ["get", "head"]
    parameter = "q"

    def known(self) -> Any:
        """What may be suggested."""
        raise NotImplementedError

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        text = self.request.GET.get(self.parameter) or self.request.GET.get("q", "")
        return super().get_context_data(found=self.known().best(text, SHOWN), **context)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        response["Cache-Control"] = "private, max-age=300"
        return response


class SuggestSchools(Suggest):
    template_name = "places/_schools.html"
    parameter = "school"

    def known(self) -> Any:
        return School.objects.open()


class SuggestCommunes(Suggest):
    template_name = "places/_communes.html"

    def known(self) -> Any:
        return Commune.objects.select_related("department")


class Sources(Door, TemplateView):
    """Where the reference data come from, under which licence and of when; which school calendars are known."""

    policy = staticmethod(anyone)
    template_name = "places/sources.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        year = calendar.school_year(clock.today())
        known = set(Holiday.objects.filter(school_year=year).values_list("zone", flat=True))
        unknown = [academy for academy in Academy.objects.all() if academy.zone not in known]
        return super().get_context_data(sources=Source.objects.all(), school_year=year, unknown=unknown, **context)
