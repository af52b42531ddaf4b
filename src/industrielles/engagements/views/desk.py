"""The coordinator's desk: the same requests in columns, as a list, in a calendar, as a file, and what she has to decide today."""
from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from industrielles.engagements import verbs as engagements
from industrielles.kit import clock
from industrielles.kit.doors import Door
from industrielles.letters.links import absolute
from industrielles.network.models import Network
from industrielles.network.policies import runs_some
from industrielles.places.models import Department

from .. import decisions, stages, tables
from ..forms.desk import DeskFilters
from ..models import Engagement, Lending

PAGE = 25
FAR = 50  # years; no request is further away


class Desk(Door):
    """What the three views have in common: the networks she runs, the filter, the requests that pass it."""

    policy = staticmethod(runs_some)
    request: HttpRequest

    @cached_property
    def subject(self) -> list[Network]:
        """The networks she runs."""
        return list(Network.objects.run_by(self.request.user))

    @cached_property
    def keys(self) -> set[int]:
        return {network.pk for network in self.subject}

    @cached_property
    def everything(self) -> Any:
        return Engagement.objects.visible_to(self.request.user)

    @cached_property
    def filters(self) -> DeskFilters:
        departments = Department.objects.filter(pk__in=self.everything.order_by().values("department"))
        return DeskFilters(self.request.GET, departments=departments, networks=self.subject)

    @cached_property
    def found(self) -> Any:
        return self.filters.narrow(self.everything)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(  # type: ignore[misc]
            filters=self.filters, networks=self.subject, ask_address=absolute(reverse("engagements:ask")), **kwargs)


class Board(Desk, TemplateView):
    """Columns by state, and the decisions of today above them."""

    template_name = "engagements/desk/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = tables.board(self.found, self.keys)
        lendings = Lending.objects.asked_of(self.subject)
        todo = decisions.today([card for column in columns for card in column.cards], lendings)
        late = sum(card.is_urgent for column in columns for card in column.cards if column.stage in (stages.DISPATCH, stages.PROPOSED))
        return super().get_context_data(
            view_name="desk", columns=columns, decisions=todo, late=late, total=sum(column.count for column in columns), **kwargs)


class DeskList(Desk, TemplateView):
    """The same requests, one a line, page by page."""

    template_name = "engagements/desk/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.rows(), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(view_name="desk_list", page=page, cards=tables.cards(page.object_list, self.keys), **kwargs)

    def rows(self) -> Any:
        stage = self.filters.chosen().get("stage", "")
        if stage == stages.PAST:
            return tables.with_details(self.found.finished()).order_by("-starts_at", "-pk")
        found = tables.with_details(stages.in_progress(self.found))
        return (found.filter(stage=stage) if stage else found).order_by("confirmed_at", "pk")


class DeskCalendar(Desk, TemplateView):
    """The same requests on the days of a month."""

    template_name = "engagements/desk/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first = self.month()
        before, after = first - dt.timedelta(days=1), first + dt.timedelta(days=32)
        weeks = tables.month_of(self.found, first, self.keys)
        return super().get_context_data(
            view_name="desk_calendar", first=first, before=f"{before:%Y-%m}", after=f"{after:%Y-%m}", weeks=weeks,
            nothing=not any(day.visits or day.wishes for week in weeks for day in week if not day.outside), **kwargs)

    def month(self) -> dt.date:
        """The first day of the month asked for ("2026-12"), of the present one when that makes no sense."""
        present = clock.today().replace(day=1)
        try:
            asked = dt.datetime.strptime(self.request.GET.get("month", ""), "%Y-%m").date()  # noqa: DTZ007 - a month, no moment
        except ValueError:
            return present
        return asked if abs(asked.year - present.year) <= FAR else present


class Export(Desk, View):
    """The list as a file, noted in the journal: a POST, because it leaves a trace."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        table = tables.as_file(self.found, self.keys)
        engagements.export(self.subject, rows=len(table.rows), by=request.user)
        response = HttpResponse(table.as_csv(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="demandes-{clock.today():%Y-%m-%d}.csv"'
        return response
