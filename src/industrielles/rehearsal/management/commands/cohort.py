"""`industrielles cohort`: mentoring from applications to certificates, played and told; nothing of it stays."""
from __future__ import annotations

import datetime as dt
import platform
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection, transaction

from industrielles.kit import clock
from industrielles.network.models import Network
from industrielles.network.roles import Role
from industrielles.places import ground
from industrielles.places.models import Commune
from industrielles.pool import branches
from industrielles.pool.models import Branch
from industrielles.rehearsal import outcome, stage
from industrielles.rehearsal.cast import Somebody
from industrielles.rehearsal.cohort import Cohort
from industrielles.rehearsal.days import PARIS

NOON = dt.time(12)
BUSY = "Another cohort is being played in this database: wait for its end, or set DATA_DIR or DATABASE_URL."


class Command(BaseCommand):
    help = "Plays the whole life of a cohort of mentoring, week by week, in an empty database; prints what it came to, and keeps nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mentees", type=int, default=300)
        parser.add_argument("--mentors", type=int, default=250)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--until", type=dt.date.fromisoformat, help="the last day played, as 2026-11-21 (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        until = options["until"] or clock.today()
        if until > clock.today():
            raise CommandError("A cohort is lived up to today at most: choose a day that has come.")
        with kept_apart(), clock.at(dt.datetime.combine(until, NOON, PARIS).astimezone(dt.UTC)):
            if Network.objects.exists():
                raise CommandError("A cohort is played in an empty database: set DATA_DIR or DATABASE_URL.")
            self.stdout.write("All in one transaction that is not kept: stopped at any moment, it leaves this database empty, and the next "
                              "one begins anew.")
            found = self.tell(self.stage(**{name: options[name] for name in ("mentees", "mentors", "seed")}))
        for fault in found:
            self.stderr.write(f"fault: {fault}")
        if found:
            raise CommandError(f"{len(found)} fault(s) found.")
        self.stdout.write("The ledger equals what was played; on no day a minor without a parent’s yes, a mentor without a clearance, a "
                          "place taken twice; the check-ups find nothing wrong.")

    def stage(self, **wanted: int) -> Cohort:
        """Places, branches, the umbrella with who coordinates and who watches over its mentoring."""
        if not Commune.objects.exists():
            ground.load_ground()
        branches.load(Branch)
        top, by = stage.umbrella("IndustriElles", Somebody("Claire", "Fontaine", "nationale@exemple.invalid"))
        watcher = stage.meet(Somebody("Mireille", "Wattel", "referente@exemple.invalid"), by=by)
        stage.give(watcher, top, Role.REFERENT, by=by)
        return Cohort(top, by, watcher, clock.today(), say=self.stdout.write, **wanted)

    def tell(self, play: Cohort) -> list[str]:
        """Play it, print its figures; returns what is wrong."""
        begun, worked = time.monotonic(), time.process_time()
        play.play()
        cost = outcome.cost(play, time.monotonic() - begun, time.process_time() - worked)
        self.stdout.write(f"\nPlayed {play.begins} to {play.today}, seed {play.seed}, {connection.vendor}, on "
                          f"{platform.node() or 'this machine'} ({platform.machine()}, Python {platform.python_version()})\n")
        for line in [*outcome.account(play), *cost]:
            self.stdout.write(f"{line.label:<46} {line.value}")
        return outcome.faults(play)


@contextmanager
def kept_apart() -> Iterator[None]:
    """A transaction that keeps nothing, in which one cohort at most is played in this database. Raises CommandError while another is."""
    with ExitStack() as whole:
        try:
            whole.enter_context(transaction.atomic())
        except OperationalError as fault:
            raise (CommandError(BUSY) if "locked" in str(fault) else fault) from fault
        if connection.vendor == "postgresql" and not taken():
            raise CommandError(BUSY)
        yield
        transaction.set_rollback(True)


def taken() -> bool:
    """Whether this transaction is the one that plays (PostgreSQL: an advisory lock; SQLite: the transaction itself holds the database)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('industrielles cohort', 0))")
        return bool(cursor.fetchone()[0])
