"""The lists and searches of coordination against a bare Django view that asks the same questions, on the demo as wide as France.

    industrielles demo --scale large            (once, with DATA_DIR or DATABASE_URL as below)
    python benchmarks/desk_lists.py             (DATA_DIR for SQLite, DATABASE_URL for PostgreSQL)

The rival is a bare Django view: it knows who asks (Django's session and authentication), calls the same view for its rows, and writes
them in a bare table: no door, no menu, no filters, no style. Goals: fewer than 25 queries for each page, and at most twice the rival's
time, turn by turn. Nothing is written but the sessions.
"""
from __future__ import annotations

import os
import statistics
import sys
import time
from typing import Any

REPEATS, MOST_QUERIES, GOAL = 41, 25, 2.0
# What it is called; its address; what its view calls its rows; what a bare table shows of a row.
PAGES = (
    ("members", "/coordination/membres/", "members", ("person.full_name", "person.email", "profile.job", "network.name", "started_on")),
    ("members, by name", "/coordination/membres/?search=martin", "members", ("person.full_name", "network.name")),
    ("members, silent", "/coordination/membres/?activity=silent-6&sort=last", "members", ("person.full_name", "network.name")),
    ("team", "/coordination/equipe/", "members", ("person.full_name", "person.email", "network.name", "started_on")),
    ("newcomers", "/coordination/accueil/", "rows", ("0.first_name", "0.status", "1")),
    ("board", "/coordination/", "columns", ("stage", "count", "cards")),
    ("requests, a list", "/coordination/liste/", "cards", ("engagement.school_name", "engagement.status", "engagement.confirmed_at")),
    ("organisations", "/coordination/organismes/", "organisations", ("name", "kind", "town", "network_id")),
    ("journal", "/coordination/journal/", "acts", ("0", "1", "2")),
    ("coverage", "/coordination/couverture/", "rows", ("0.name", "1", "2")),
    ("ambassadors", "/coordination/ambassadrices/", "rows", ("0.person.full_name", "0.status", "1")),
    ("networks", "/coordination/reseaux/", "networks", ("name", "kind", "coordinators")),
    ("ledger entries", "/chiffres/ecritures/", "page", ("on", "fact", "quantity", "department")),
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "industrielles.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from industrielles.network.models import Grant, Membership
    from industrielles.network.roles import Role

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # nothing is collected here
    coordinator = Grant.objects.current().filter(role=Role.UMBRELLA_COORDINATOR).order_by("pk").first()
    if coordinator is None:
        sys.exit("This database has no collective: first run industrielles demo --scale large.")
    regional = Grant.objects.current().filter(role=Role.COORDINATOR, network__slug="ile-de-france").order_by("pk").first() or coordinator
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    print(f"{connection.vendor}, {Membership.objects.count():,} memberships; p50 of {REPEATS} turns, in milliseconds")
    worst = 0.0
    for who, grant in (("the umbrella", coordinator), ("a region", regional)):
        print(f"-- who coordinates {who}")
        for page in PAGES:
            worst = max(worst, compare(grant.membership.person, *page))
    print(f"worst ratio {worst:.2f}; goal {GOAL}")
    sys.exit(worst > GOAL)


def signed_in(person: Any) -> Any:
    """A client whose session has passed the second step."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    session = client.session
    session.update({"second_step": 2**40, "since": 2**40, "seen": 2**40})
    session.save()
    return client


def compare(person: Any, name: str, address: str, rows: str, columns: tuple[str, ...]) -> float:
    """Time both; says how many queries ours asks; returns how many times as long ours takes (0 for a page this person does not have)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(person)
    bare = behind_session(client, address, rows_of(address, rows, columns))
    first = client.get(address)
    if first.status_code != 200:
        print(f"{name:20} {first.status_code}")
        return 0.0
    assert bare().status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
        queries = len(asked)
    ratio, words = told(*timed(lambda: client.get(address), bare))
    few = "" if queries < MOST_QUERIES else f"   MORE THAN {MOST_QUERIES} QUERIES"
    print(f"{name:20} {words}   {queries:2} queries{few}", flush=True)
    return ratio


def rows_of(address: str, rows: str, columns: tuple[str, ...]) -> Any:
    """The bare view: the rows of the same view, in a table."""
    from django.http import HttpResponse
    from django.template import engines
    from django.urls import resolve

    view_class = resolve(address.partition("?")[0]).func.view_class  # type: ignore[attr-defined]
    cells = "".join(f"<td>{{{{ row.{one} }}}}" for one in columns)
    table = engines["django"].from_string(
        f"<!doctype html><title>Rows</title><table>{{% for row in rows %}}<tr>{cells}</tr>{{% endfor %}}</table>")

    def view(request: Any) -> Any:
        one = view_class()
        one.setup(request)
        return HttpResponse(table.render({"rows": one.get_context_data()[rows]}))

    return view


def behind_session(client: Any, address: str, view: Any) -> Any:
    """This view behind what any view needs to know who asks: Django's session and authentication. It asks once what ours asks once."""
    from django.contrib.auth.middleware import AuthenticationMiddleware
    from django.contrib.sessions.middleware import SessionMiddleware
    from django.test import RequestFactory

    from industrielles.kit.once import Once

    handler = SessionMiddleware(AuthenticationMiddleware(Once(view)))
    browser = RequestFactory()
    browser.cookies = client.cookies
    return lambda: handler(browser.get(address))


def timed(*actions: Any) -> list[list[float]]:
    """Milliseconds of each, taken turn by turn, so that a busy moment of the machine falls on both."""
    times: list[list[float]] = [[] for _action in actions]
    for _n in range(REPEATS):
        for action, its in zip(actions, times, strict=True):
            start = time.perf_counter()
            action()
            its.append((time.perf_counter() - start) * 1000)
    return times


def told(ours: list[float], bare: list[float]) -> tuple[float, str]:
    """How many times as long ours takes, in the middle of all turns, and the line that says so."""
    ratio = statistics.median(here / there for here, there in zip(ours, bare, strict=True))
    quickest = f"quickest {min(ours):6.1f} and {min(bare):6.1f}"
    return ratio, f"ours {statistics.median(ours):6.1f}   bare view {statistics.median(bare):6.1f}   ratio {ratio:4.2f}   {quickest}"


if __name__ == "__main__":
    main()
