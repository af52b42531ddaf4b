"""Members in a file: the columns that may be taken, and a CSV or an Excel file in which nothing is a formula (trust 21)."""
from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.kit.cells import harmless
from industrielles.network.models import Membership
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent
from industrielles.pool.models import Contribution, RoleModel

from . import queries
from .search import year_start

COLUMNS: dict[str, Any] = {  # in this order; the last two are asked for one by one
    "name": gettext_lazy("Name"), "network": gettext_lazy("Network"), "roles": gettext_lazy("Roles"),
    "organisation": gettext_lazy("Organisation"), "joined": gettext_lazy("Member since"), "job": gettext_lazy("Job"),
    "branch": gettext_lazy("Branch"), "department": gettext_lazy("Department"), "visits": gettext_lazy("Visits this school year"),
    "last": gettext_lazy("Last visit"), "email": gettext_lazy("E-mail address"), "phone": gettext_lazy("Telephone"),
}
ORDINARY = ("name", "network", "roles", "organisation", "joined", "job", "branch", "department", "visits", "last")
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True)
class Row:
    """A member, and what the file says of her."""

    member: Any
    cells: list[Any]


def read(memberships: Any, columns: list[str]) -> Iterator[Row]:
    """The rows of these memberships. A telephone is there for those who agreed to be called, and for nobody else."""
    found = queries.with_activity(memberships, year_start()).with_roles().select_related("organisation")
    found = found.order_by("person__last_name", "person__first_name", "pk")
    hers_of: dict[int, Any] = {}
    sources: tuple[Any, ...] = (Contribution.objects.all(), RoleModel.objects.current())  # a profile says it last, and better
    for rows in sources:
        known = rows.filter(membership__in=memberships.order_by().values("pk")).select_related("branch", "department")
        hers_of |= {one.membership_id: one for one in known}
    called = set(Consent.objects.to(Purpose.CONTACT).values_list("person", "network_id")) if "phone" in columns else set()
    for member in found:
        hers = hers_of.get(member.pk)
        may_call = {(member.person_id, 0), (member.person_id, member.network_id)} & called
        yield Row(member, [_cell(member, hers, one, bool(may_call)) for one in columns])


def _cell(member: Membership, hers: Any, column: str, may_call: bool) -> Any:
    person = member.person
    return {
        "name": lambda: member.shown_name, "network": lambda: member.network.name, "email": lambda: person.email or "",
        "phone": lambda: person.phone if may_call else "", "joined": lambda: member.started_on,
        "roles": lambda: ", ".join(str(one.get_role_display()) for one in member.roles),
        "organisation": lambda: member.organisation.name if member.organisation else "",
        "job": lambda: hers.job if hers else "", "branch": lambda: str(hers.branch or "") if hers else "",
        "department": lambda: str(hers.department or "") if hers else "", "visits": lambda: member.visits or 0,  # type: ignore[attr-defined]
        "last": lambda: timezone.localdate(member.last_visit) if member.last_visit else None,  # type: ignore[attr-defined]
    }[column]()


def written(format: str, columns: list[str], rows: list[list[Any]]) -> bytes:
    """The file: its first line says what each column is."""
    heads = [str(COLUMNS[one]) for one in columns]
    return xlsx(heads, rows) if format == "xlsx" else csv_of(heads, rows)


def csv_of(heads: list[str], rows: list[list[Any]]) -> bytes:
    """CSV as Excel opens it in French: UTF-8 with its mark, semicolons; what could begin a formula is preceded by an apostrophe."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([[harmless(one) for one in row] for row in [heads, *rows]])
    return out.getvalue().encode("utf-8-sig")


def xlsx(heads: list[str], rows: list[list[Any]]) -> bytes:
    """An Excel file: every text is a text, whatever it begins with."""
    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, plain) as book:
        sheet, bold = book.add_worksheet(_("Members")[:31]), book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        for y, row in enumerate([heads, *rows]):
            for x, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(y, x, dt.datetime.combine(value, dt.time()), day)
                elif isinstance(value, int):
                    sheet.write_number(y, x, value)
                elif value:
                    sheet.write_string(y, x, str(value)[:32_000], bold if y == 0 else None)
        sheet.set_column(0, max(len(heads) - 1, 0), 22)
    return out.getvalue()
