"""A cohort played again: the same for the same seed, whatever the keys and the rows of before; one that was stopped leaves nothing."""
import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from industrielles.kit import clock
from industrielles.ledger.models import Entry
from industrielles.letters.models import Letter
from industrielles.mentoring.models import Match, Meeting, Pair
from industrielles.network.models import Network
from industrielles.rehearsal import outcome, stage
from industrielles.rehearsal.cast import Somebody
from industrielles.rehearsal.management.commands.cohort import kept_apart
from tests.rehearsal.test_cohort import cohort

TWO = [f"{side}__email" for side in ("mentee", "mentor")]
LAST = clock.today() - dt.timedelta(days=40)
SMALL = ("--mentees", "4", "--mentors", "3", "--seed", "3", "--until", f"{LAST:%Y-%m-%d}")


def lived(seed):
    """All that a small cohort comes to: what is printed, who was proposed to whom, who met, what was counted; none of it stays."""
    with transaction.atomic():
        play = cohort(mentees=6, mentors=5, seed=seed)
        play.play()
        rows = {
            "printed": [(line.label, line.value) for line in outcome.account(play)],
            "matches": Match.objects.values_list(*TWO, "points", "status", "way", "made_at", "confirmed_at", "ended_at", "refused_by"),
            "pairs": Pair.objects.values_list(*TWO, "first_met_on", "ends_on", "ended_at", "closed_at", "closure__kind"),
            "meetings": Meeting.objects.values_list("pair__mentee__email", "starts_at", "minutes", "felt_by_mentee", "felt_by_mentor"),
            "counted": Entry.objects.values_list("fact", "on", "quantity", "department", "audience", "gender"),
            "letters": Letter.objects.values_list("address", "template", "queued_at", "due_at"),
        }
        found = {what: sorted(map(repr, told)) for what, told in rows.items()}
        transaction.set_rollback(True)
    return found


def keys_begin_later():
    """As in a database that has lived. PostgreSQL: keys that were given are never given again, whatever was kept."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                if table.startswith(("mentoring_", "people_", "network_", "ledger_")):
                    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 997)", [table])


@pytest.mark.once
@pytest.mark.django_db
def test_the_same_seed_is_the_same_cohort_whatever_the_keys_of_its_rows():
    first = lived(1)
    assert first["pairs"] and first["meetings"]
    keys_begin_later()
    again = lived(1)
    assert [what for what in first if again[what] != first[what]] == []
    other = lived(2)
    assert [what for what in first if other[what] == first[what]] == []


@pytest.mark.django_db
def test_a_cohort_is_played_in_an_empty_database_only():
    stage.umbrella("Collectif", Somebody("Claire", "Fontaine", "nationale@exemple.invalid"))
    with pytest.raises(CommandError, match="empty"):
        call_command("cohort")
    assert Network.objects.count() == 1


@pytest.mark.django_db
def test_a_cohort_is_not_lived_beyond_today():
    with pytest.raises(CommandError, match="has come"):
        call_command("cohort", "--until", f"{clock.today() + dt.timedelta(days=1):%Y-%m-%d}")


@pytest.mark.django_db(transaction=True)
def test_one_cohort_at_a_time_is_played_in_a_database():
    other, sqlite = connection.copy(), connection.vendor == "sqlite"
    try:
        with connection.cursor() as mine, other.cursor() as theirs:
            if sqlite:
                mine.execute("PRAGMA busy_timeout = 1")  # milliseconds: one waits 20 seconds elsewhere
            theirs.execute("BEGIN IMMEDIATE" if sqlite else "SELECT pg_advisory_lock(hashtextextended('industrielles cohort', 0))")
            with pytest.raises(CommandError, match="is being played"):
                call_command("cohort")
            theirs.execute("ROLLBACK" if sqlite else "SELECT pg_advisory_unlock(hashtextextended('industrielles cohort', 0))")
            with kept_apart():
                pass
            if sqlite:
                mine.execute("PRAGMA busy_timeout = 20000")
    finally:
        other.close()


def started(home):
    """The command, in a database of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "industrielles.config.cli", "cohort", *SMALL], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "DATA_DIR": str(home), "DATABASE_URL": f"sqlite:///{home}/cohort.sqlite3",
             "DJANGO_SETTINGS_MODULE": "industrielles.config.settings", "LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR.UTF-8"})


def figures(said):
    """What is printed, but for the machine and its time."""
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith(("time ", "memory ", "Played "))]
    assert any("mentees who applied                            4, in" in line for line in lines), said
    assert "The ledger equals what was played" in lines[-1]
    return lines


@pytest.mark.once
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the database is copied as a file")
@pytest.mark.django_db(transaction=True)
def test_a_cohort_keeps_nothing_and_killed_it_begins_anew_with_the_same_figures(tmp_path, capsys):
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "cohort.sqlite3")])
    call_command("cohort", *SMALL)
    alone = figures(capsys.readouterr().out)
    assert not Network.objects.exists() and not Pair.objects.exists()
    killed = started(tmp_path)
    assert killed.stdout
    for line in killed.stdout:
        if "ont candidaté" in line or "have applied" in line:
            break
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    with sqlite3.connect(tmp_path / "cohort.sqlite3") as left:
        assert left.execute("SELECT (SELECT count(*) FROM network_network), (SELECT count(*) FROM places_commune)").fetchone() == (0, 0)
    left.close()
    said = started(tmp_path).communicate()[0]
    assert "leaves this database empty, and the next one begins anew" in said
    assert figures(said) == alone
