"""The figures of a programme: a page, and each of its tables as a file."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from industrielles.kit import clock
from industrielles.ledger.disclosure import PUBLIC
from industrielles.network.models import Network

from ..figures import BEGINNING, ProgrammeFigures
from ..forms.figures import PeriodForm
from .desk import OneProgramme


class OfProgramme(OneProgramme):
    """Base: the figures of this programme, of the days asked; of its whole life when none are, or when they make no sense."""

    @cached_property
    def period(self) -> tuple[dt.date, dt.date]:
        chosen = PeriodForm(self.request.GET).chosen()
        today, made = clock.today(), timezone.localtime(self.subject.made_at).date()
        first, last = max(chosen.get("first", min(made, today)), BEGINNING), min(chosen.get("last", today), today)
        return (first, last) if first <= last else (min(made, today), today)

    @cached_property
    def figures(self) -> ProgrammeFigures:
        return ProgrammeFigures(self.subject, *self.period)


class Figures(OfProgramme, TemplateView):
    """How many, how long, where, how it goes, how it ends."""

    template_name = "mentoring/desk/figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first, last = self.period
        reads = Network.objects.counted_for(self.request.user).filter(pk=self.subject.network_id).exists()
        return super().get_context_data(
            figures=self.figures, tables=self.figures.tables(), by_month=self.figures.by_month(), first=first, last=last, threshold=PUBLIC,
            form=PeriodForm(initial={"first": first, "last": last}), query=f"?first={first}&last={last}", reads=reads, **kwargs)


class FiguresFile(OfProgramme, View):
    """One table as a CSV file."""

    def get(self, request: HttpRequest, code: str, name: str) -> HttpResponse:
        tables = self.figures.tables()
        if name not in tables:
            raise Http404
        response = HttpResponse(tables[name].as_csv(), content_type="text/csv; charset=utf-8")
        first, last = self.period
        response["Content-Disposition"] = f'attachment; filename="mentorat-{name}-{first}-{last}.csv"'
        return response
