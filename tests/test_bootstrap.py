"""The two commands: what is missing is said in words, what is done is not done again."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import bootstrap


@pytest.fixture
def place(tmp_path: Path, monkeypatch: Any) -> Path:
    """A checkout with one source."""
    (tmp_path / "lock").write_text("1")
    monkeypatch.setattr(bootstrap, "HERE", tmp_path)
    return tmp_path


def test_a_step_runs_once_and_again_when_its_sources_change(place: Path) -> None:
    count = [sys.executable, "-c", "open('ran', 'a').write('x')"]
    for _ in range(3):
        bootstrap.once(place / "stamp", ["lock"], "", count)
    assert (place / "ran").read_text() == "x"
    (place / "lock").write_text("2")
    bootstrap.once(place / "stamp", ["lock"], "", count)
    assert (place / "ran").read_text() == "xx"


def test_a_step_that_failed_is_said_and_runs_again(place: Path, capsys: Any) -> None:
    for _ in range(2):
        with pytest.raises(SystemExit):
            bootstrap.once(place / "stamp", ["lock"], "", [sys.executable, "-c", "open('ran', 'a').write('x'); raise SystemExit(1)"])
    assert (place / "ran").read_text() == "xx"
    assert "PyPI" in capsys.readouterr().err


def test_what_is_missing_is_said_with_how_to_get_it(monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit):
        bootstrap.need_node()
    assert "apt-get install nodejs npm" in capsys.readouterr().err
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit):
        bootstrap.need_python()
    assert "Python 3.11" in capsys.readouterr().err


@pytest.mark.parametrize(("language", "words"), [("fr_FR.UTF-8", "Une étape…"), ("", "Une étape…"), ("en_GB.UTF-8", "The step…")])
def test_the_set_up_speaks_the_language_of_the_terminal(language: str, words: str) -> None:
    ask = "import bootstrap as b; b.FRENCH and b.FRENCH.update({'The step': 'Une étape'}); b.step('The step', ['true'])"
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", ask], cwd=Path(bootstrap.__file__).parent, capture_output=True, text=True,
                          check=True, encoding="utf-8", env={"PATH": os.environ["PATH"], "LC_ALL": language})
    assert done.stdout.strip() == words


def test_a_database_named_for_tests_is_used(monkeypatch: Any) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://somewhere/else")
    assert bootstrap.postgresql() == "postgres://somewhere/else"


def test_without_an_order_the_orders_are_listed() -> None:
    done = subprocess.run([sys.executable, bootstrap.__file__], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "bootstrap.py run" in done.stdout


def test_what_a_step_made_is_made_again_when_it_was_taken_away(place: Path) -> None:
    made = place / "made"
    make = [sys.executable, "-c", "import os; os.makedirs('made', exist_ok=True)"]
    bootstrap.once(made / "stamp", ["lock"], "", make)
    shutil.rmtree(made)
    bootstrap.once(made / "stamp", ["lock"], "", make)
    assert made.exists()


def test_an_environment_cut_while_it_was_made_is_completed(tmp_path: Path, monkeypatch: Any) -> None:
    """`python -m venv` was killed before it brought pip."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path)], check=True)
    asked: list[list[object]] = []
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "BIN", tmp_path / "bin")
    monkeypatch.setattr(bootstrap, "step", lambda words, command: asked.append(command))
    monkeypatch.setattr(bootstrap, "once", lambda *step: None)
    bootstrap.setup(dev=False)
    assert asked[0][-3:] == ["-m", "venv", tmp_path]
    assert bootstrap.UV in asked[1]


def test_a_check_begun_beside_others_is_told_whole_at_its_end(capfd: Any) -> None:
    ask = "import os; print(os.environ['WHO']); raise SystemExit({})"
    ends = [bootstrap.begin(f"number {code}", [sys.executable, "-c", ask.format(code)], WHO=f"it is {code}") for code in (0, 3)]
    assert capfd.readouterr().out == ""
    assert [end() for end in ends] == [0, 1]
    assert capfd.readouterr().out.split("\n") == [
        "", "== number 0", "it is 0", "", "", "== number 3", "it is 3", "", "== number 3: FAILED", ""]
