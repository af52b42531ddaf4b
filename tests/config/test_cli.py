"""The command: help, words for faults, exit codes."""
from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from industrielles.config import cli
from industrielles.config.examination import WATCH, WELL, WRONG, examine
from industrielles.config.management.commands.run import listening
from industrielles.config.speech import terminal_language
from industrielles.kit import clock
from industrielles.kit.models import Beat


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of a new installation in a folder of its own."""
    ours = {"DATA_DIR": str(tmp_path), "INDUSTRIELLES_MODE": "development", "DJANGO_SETTINGS_MODULE": "industrielles.config.settings",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite3'}", "LANG": "fr_FR.UTF-8", "LC_ALL": ""}
    return {**{name: value for name, value in os.environ.items() if name not in ("SECRET_KEY", "BASE_URL", "EMAIL_URL")}, **ours}


def industrielles(environment: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "industrielles.config.cli", *options], env=environment, capture_output=True, text=True,
                          timeout=120, check=False)


def test_help_names_every_subcommand(capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(sys, "argv", ["industrielles"])
    assert cli.main() == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in cli.COMMANDS)


def test_an_unknown_subcommand_is_said_with_those_that_exist(capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(sys, "argv", ["industrielles", "dance"])
    assert cli.main() == 2
    assert "dance" in capsys.readouterr().err


@pytest.mark.parametrize("subcommand", cli.COMMANDS)
def test_every_subcommand_explains_itself(subcommand: str, capsys: Any) -> None:
    with pytest.raises(SystemExit) as end:
        cli.execute(cli.COMMANDS[subcommand][0], ["--help"])
    assert end.value.code == 0
    assert "usage:" in capsys.readouterr().out


def test_settings_missing_in_production_are_named(home: dict[str, str]) -> None:
    home = {**home, "INDUSTRIELLES_MODE": "production"}
    del home["DATABASE_URL"]
    done = industrielles(home, "doctor")
    assert done.returncode == 1
    assert "SECRET_KEY, BASE_URL, DATABASE_URL, EMAIL_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_said_in_words(home: dict[str, str]) -> None:
    done = industrielles({**home, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}, "worker", "--once")
    assert done.returncode == 1
    assert "ne répond pas" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("subcommand", "limit"), [("migrate", "0"), ("worker", None)])
def test_only_pages_and_letters_are_hurried(monkeypatch: Any, subcommand: str, limit: str | None) -> None:
    monkeypatch.delenv("STATEMENT_TIMEOUT", raising=False)
    monkeypatch.setattr(sys, "argv", ["industrielles", subcommand, "--help"])
    with pytest.raises(SystemExit):
        cli.main()
    told = os.environ.pop("STATEMENT_TIMEOUT", None)
    assert told == limit


def test_a_port_already_used_is_said_with_another_to_try() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"--port {port + 1}"):
            listening("localhost", port)


@pytest.mark.parametrize(("said", "language"), [("en_GB.UTF-8", "en"), ("fr_FR.UTF-8", "fr"), ("C", "fr"), ("", "fr")])
def test_the_terminal_is_spoken_to_in_its_language(monkeypatch: Any, said: str, language: str) -> None:
    monkeypatch.setenv("LC_ALL", said)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.delenv("LANG", raising=False)
    assert terminal_language() == language


@pytest.mark.django_db
def test_doctor_finds_a_sound_installation_well(capsys: Any) -> None:
    Beat.objects.create(worker="here:1", beat_at=clock.now())
    call_command("doctor", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["well"]
    assert {finding["state"] for finding in told["findings"]} <= {WELL, WATCH}


@pytest.mark.django_db
def test_doctor_says_what_is_wrong_and_goes_on(settings: Any, capsys: Any) -> None:
    settings.CHECKUPS = ["tests.config.test_cli.complain", "tests.config.test_cli.crash"]
    with pytest.raises(SystemExit):
        call_command("doctor")
    told = capsys.readouterr().out
    assert "✗ Une ligne de trop." in told
    assert "ZeroDivisionError" in told


@pytest.mark.django_db
def test_doctor_says_a_missing_guard_once(capsys: Any) -> None:
    drop = "DROP TRIGGER ledger_entry_append_only" + ("" if connection.vendor == "sqlite" else " ON ledger_entry")
    with connection.cursor() as cursor:
        cursor.execute(drop)
    with pytest.raises(SystemExit):
        call_command("doctor")
    assert capsys.readouterr().out.count("ledger_entry_append_only") == 1


def complain() -> list[str]:
    return ["Une ligne de trop."]


def crash() -> list[str]:
    raise ZeroDivisionError


@pytest.mark.django_db
def test_doctor_tells_that_letters_are_held_and_that_nobody_works(held_mail: Path) -> None:
    states = {finding.about: finding.state for finding in examine() if finding.state != WELL}
    assert states["letters_leave"] == WATCH
    assert states["worker_is_alive"] == WATCH
    assert WRONG not in states.values()


@pytest.fixture
def running(home: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`industrielles run` on a free port, already serving."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "industrielles.config.cli", "run", "--no-demo", "--port", str(port)], env=home,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    yield process, port
    process.kill()
    process.wait()
    assert process.stdout
    process.stdout.close()


def answer(port: int, path: str) -> int | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return int(response.status)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code
    except OSError:
        return None


def wait_for(port: int, path: str, status: int, seconds: float) -> int | None:
    """The last status seen at this address, waiting for the one that is hoped for."""
    end, seen = time.monotonic() + seconds, None
    while time.monotonic() < end and (seen := answer(port, path)) != status:
        time.sleep(0.2)
    return seen


def test_run_sets_up_serves_works_and_stops_at_ctrl_c(running: tuple[subprocess.Popen[str], int], home: dict[str, str]) -> None:
    process, port = running
    assert wait_for(port, "/healthz", 200, 300) == 200  # seconds: a busy machine takes its time
    assert wait_for(port, "/readyz", 200, 15) == 200
    assert wait_for(port, "/", 200, 15) == 200
    process.send_signal(signal.SIGINT)
    told, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"http://localhost:{port}" in told
    assert "Traceback" not in told
    assert industrielles(home, "doctor").returncode == 0


def test_a_port_that_is_none_is_said_in_words():
    with pytest.raises(CommandError, match="65535"):
        listening("localhost", 8000000)
