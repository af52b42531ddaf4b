"""The trial: a school year on real shapes, the same figures whatever interrupts it."""

import datetime as dt
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

from industrielles.engagements.models import Engagement
from industrielles.rehearsal import account, classes, crowd
from industrielles.rehearsal.progress import Progress
from tests.factories.ledger import EntryFactory
from tests.rehearsal import extract

pytestmark = pytest.mark.once


@pytest.fixture
def folder(tmp_path, db):
    return extract.make(tmp_path)


def test_trial_plays_the_year_and_its_figures_are_those_of_the_ledger(folder, settings, tmp_path, capsys):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    call_command("trial", str(folder), "--role-models", "8")
    said = capsys.readouterr().out
    assert "classes-seconde-extrait.csv, line 32: the headcount “0” is not a number from 1 to 400" in said
    assert "equal what was played" in said
    assert Engagement.objects.count() == 31  # ten schools of three classes, and the class of an unknown school
    assert Engagement.objects.filter(status="held").count() > 5
    assert not Engagement.objects.filter(status__in=("requested", "proposed", "confirmed")).exists()
    assert Engagement.objects.get(school=None).school_name == "0599999A"


def test_account_finds_a_figure_that_is_wrong(folder, settings, tmp_path):
    """Positive control: an entry nobody played is found."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    play = call_trial(folder)
    assert account.faults(play) == []
    held = Engagement.objects.filter(status="held").first()
    from industrielles.engagements import facts
    from industrielles.ledger import verbs as ledger
    from industrielles.ledger.facts import Amount

    ledger.record(
        facts.PEOPLE_REACHED,
        [Amount(5, "pupils", "woman")],
        on=dt.date(2026, 1, 9),
        source=held.school,
        organisers=[held.network_id],
        method="estimate",
    )
    assert any("people woman" in fault for fault in account.faults(play))


def call_trial(folder):
    """The play behind the command, small."""
    from industrielles.rehearsal.management.commands.trial import Command

    kept = {}
    command = Command()
    finish, command.finish = command.finish, lambda play, seconds: kept.setdefault("play", play)
    command.handle(folder=folder, role_models=6, seed=5)
    assert finish
    return kept["play"]


def test_trial_refuses_a_database_with_figures_of_its_own(folder, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "other"
    settings.DATA_DIR.mkdir()
    EntryFactory()
    with pytest.raises(CommandError, match="empty one"):
        call_command("trial", str(folder))


def test_progress_is_of_one_play_only(tmp_path):
    file = tmp_path / "trial.json"
    Progress({"seed": 1}, day=3).keep(file)
    assert Progress.of(file, {"seed": 1}).day == 3
    with pytest.raises(ValueError, match="another trial"):
        Progress.of(file, {"seed": 2})


def test_the_crowd_decides_the_same_twice():
    assert crowd.drawn(1, "a").random() == crowd.drawn(1, "a").random()
    assert crowd.drawn(1, "a").random() != crowd.drawn(2, "a").random()
    assert crowd.expected_headcount(1, "k", 30) == crowd.expected_headcount(1, "k", 30)


@pytest.mark.parametrize("headcount", [1, 2, 30, 400])
def test_the_crowd_never_counts_more_girls_and_boys_than_people(headcount):
    for key in range(50):
        told = crowd.expected_headcount(1, key, headcount)
        assert 1 <= told.people <= headcount and told.girls + told.boys <= told.people
        assert crowd.miscounted(told) != told


class TestKilled:
    """`kill -9` at any point: started again, the trial ends with the figures of one that was left alone."""

    def start(self, folder, home):
        return subprocess.Popen(
            [sys.executable, "-m", "django", "trial", str(folder), "--role-models", "6"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={
                **os.environ,
                "DATA_DIR": str(home),
                "DJANGO_SETTINGS_MODULE": "industrielles.config.settings",
                "DATABASE_URL": f"sqlite:///{home}/trial.sqlite3",
            },
        )

    def prepared(self, home):
        home.mkdir()
        env = {
            **os.environ,
            "DATA_DIR": str(home),
            "DJANGO_SETTINGS_MODULE": "industrielles.config.settings",
            "DATABASE_URL": f"sqlite:///{home}/trial.sqlite3",
        }
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True, env=env)
        return home

    def figures(self, process):
        said = process.communicate(timeout=400)[0]
        assert process.returncode == 0, said
        return [
            line
            for line in said.splitlines()
            if line.split("  ")[0].strip() in ("classes met", "people met", "requests unmet", "requests confirmed by their teacher")
        ]

    def test_killed_four_times_it_counts_the_same(self, tmp_path, db):
        folder = extract.make(tmp_path, classes_each=1)
        home, chance, kills = self.prepared(tmp_path / "killed"), random.Random(11), 0
        alone = self.figures(self.start(folder, shutil.copytree(home, tmp_path / "alone")))
        while kills < 4:
            process = self.start(folder, home)
            progress = home / "trial.json"
            before = json.loads(progress.read_text())["day"] if progress.exists() else -1
            limit = time.monotonic() + 120
            while time.monotonic() < limit and process.poll() is None:
                day = json.loads(progress.read_text())["day"] if progress.exists() else -1
                if day >= max(before, 0) + 15:
                    break
                time.sleep(0.01)
            if process.poll() is not None:
                process.communicate()
                break
            time.sleep(chance.random() / 5)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            kills += 1
        assert kills == 4
        assert self.figures(self.start(folder, home)) == alone


def test_classes_of_the_real_data_are_read_when_they_are_here():
    from pathlib import Path

    real = Path(__file__).resolve().parents[3] / "shared" / "data"
    if not real.exists():
        pytest.skip(f"the open data are not in {real.name}/: nothing to read")
    found, refused = classes.read(classes.files(real)[1])
    assert (len(found), len(refused)) == (3477, 127)
