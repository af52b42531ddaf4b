"""What `doctor` looks at: each question gives findings, well, to be watched or wrong, with words that say what to do."""
from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.kit import clock, guards, jobs
from industrielles.letters.models import Letter

from . import archive
from .health import unapplied

WELL, WATCH, WRONG = "well", "watch", "wrong"
SOUND_SQLITE = (3, 51, 3)  # before it, a rare race of two checkpoints and a commit can corrupt a WAL database (sqlite.org/changes.html)
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "foreign_keys": 1}


@dataclass(frozen=True)
class Finding:
    """One answer: which question, how bad, in words."""

    about: str
    state: str
    words: str


def examine() -> list[Finding]:
    """Every question, in order; a question that fails is itself a finding, the others are still asked."""
    found: list[Finding] = []
    for question in QUESTIONS:
        about = question.__name__
        try:
            for state, words in question():
                found.append(Finding(about, state, str(words)))  # one by one: what was said before a fault is kept
        except Exception as fault:  # whatever is broken, doctor must go on and say it
            found.append(Finding(about, WRONG, f"{type(fault).__name__}: {fault}"))
    return found


Answers = Iterator[tuple[str, Any]]


def settings_are_complete() -> Answers:
    yield WELL, _("Mode %(mode)s, address %(address)s, data in %(data)s.") % {
        "mode": settings.MODE, "address": settings.BASE_URL, "data": settings.DATA_DIR}
    if settings.PRODUCTION and settings.EMAIL_BACKEND.rsplit(".", 2)[-2] in ("dummy", "console", "locmem"):
        yield WRONG, _("EMAIL_URL names no mail server: no letter leaves.")


def database_is_sound() -> Answers:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            yield from _sqlite_is_sound(cursor)
        else:
            cursor.execute("SHOW server_version")
            yield WELL, f"PostgreSQL {cursor.fetchone()[0]}"
            cursor.execute("SHOW lock_timeout")
            if cursor.fetchone()[0] == "0":
                yield WATCH, _("No lock_timeout: a blocked statement would wait for ever.")


def _sqlite_is_sound(cursor: Any) -> Answers:
    yield WELL, f"SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < SOUND_SQLITE:
        yield WATCH, _("This version of SQLite has a rare fault that can damage a database (repaired in 3.51.3): "
                       "back up every day; use PostgreSQL in production.")
    for name, expected in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}")
        value = cursor.fetchone()[0]
        if value != expected:
            yield WRONG, _("PRAGMA %(name)s is %(value)s instead of %(expected)s.") % {"name": name, "value": value, "expected": expected}
    cursor.execute("PRAGMA quick_check")
    verdict = cursor.fetchone()[0]
    if verdict != "ok":
        yield WRONG, _("The database is damaged (%(verdict)s): restore the last backup.") % {"verdict": verdict}


def migrations_are_applied() -> Answers:
    left = unapplied()
    if left:
        yield WRONG, _("Migrations are not applied (%(names)s): industrielles migrate") % {"names": ", ".join(left[:5])}
    else:
        yield WELL, _("Migrations are applied.")


def guards_are_in_place() -> Answers:
    absent = guards.missing(connection)
    if absent:
        yield WRONG, _("Rules that the database must keep are missing: %(names)s.") % {"names": ", ".join(absent)}
    else:
        yield WELL, _("The database keeps its %(n)s guards.") % {"n": len(guards.DECLARED)}


def disk_has_room() -> Answers:
    place = Path(settings.DATA_DIR)
    usage = shutil.disk_usage(place)
    share = 100 * usage.free // usage.total
    yield (WELL if share >= 10 else WRONG), _("%(share)s %% of the disk of %(place)s is free.") % {"share": share, "place": place}


def worker_is_alive() -> Answers:
    if jobs.alive():
        yield WELL, _("A worker is at work.")
    else:
        last = jobs.last_beat()
        seen = f"{last:%Y-%m-%d %H:%M} UTC" if last else _("never")
        yield WATCH, _("No worker is at work (last seen: %(seen)s): industrielles run, or industrielles worker") % {"seen": seen}


def letters_leave() -> Answers:
    if (Path(settings.DATA_DIR) / archive.MAIL_HELD).exists():
        yield WATCH, _("Letters are held since a restore. When you are sure: industrielles restore --release-mail")
    now = clock.now()
    late = Letter.objects.filter(status=Letter.Status.QUEUED, due_at__lt=now - dt.timedelta(hours=1)).count()
    failed = Letter.objects.filter(status=Letter.Status.FAILED, queued_at__gt=now - dt.timedelta(days=7)).count()
    if late:
        yield WATCH, ngettext("%(n)s letter has been waiting for more than an hour: is the mail server reached?",
                              "%(n)s letters have been waiting for more than an hour: is the mail server reached?", late) % {"n": late}
    if failed:
        yield WATCH, ngettext("%(n)s letter could not be delivered in the last seven days.",
                              "%(n)s letters could not be delivered in the last seven days.", failed) % {"n": failed}
    if not late and not failed:
        yield WELL, _("Letters leave on time.")


def pdf_can_be_made() -> Answers:
    try:
        import weasyprint  # noqa: F401  loads Pango, or says it cannot
    except OSError:
        yield WATCH, _("PDF forms cannot be made: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")
    else:
        yield WELL, _("PDF forms can be made.")


def rooms_are_in_order() -> Answers:
    for path in settings.CHECKUPS:
        check: Callable[[], list[str]] = import_string(path)
        wrong = check()
        if wrong:
            yield from ((WRONG, words) for words in wrong)
        else:
            yield WELL, _("%(room)s: in order.") % {"room": path.split(".")[1]}


QUESTIONS: list[Callable[[], Answers]] = [
    settings_are_complete, database_is_sound, migrations_are_applied, guards_are_in_place, disk_has_room, worker_is_alive, letters_leave,
    pdf_can_be_made, rooms_are_in_order,
]


def answers(state: str, found: list[Finding]) -> int:
    """How many findings are in this state."""
    return sum(1 for finding in found if finding.state == state)
