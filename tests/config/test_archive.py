"""Backups are whole, made while others write, and put back whole or not at all."""
from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from industrielles.config import archive
from industrielles.kit import clock
from industrielles.kit.models import Slot
from industrielles.kit.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    """An installation with a photo in its files."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    (settings.MEDIA_ROOT / "photos").mkdir(parents=True)
    (settings.MEDIA_ROOT / "photos" / "a.jpg").write_bytes(b"photo")
    return tmp_path


def note(number: int) -> None:
    Slot.objects.create(name="kept", number=number, started_at=clock.now())


def numbers() -> list[int]:
    return sorted(Slot.objects.filter(name="kept").values_list("number", flat=True))


def test_what_was_saved_comes_back_and_what_came_later_goes_aside(home: Path, settings: Any) -> None:
    note(1)
    archive.make(home / "kept.tar")
    note(2)
    (settings.MEDIA_ROOT / "photos" / "a.jpg").write_bytes(b"changed")
    (settings.MEDIA_ROOT / "photos" / "b.jpg").write_bytes(b"later")

    archive.put_back(home / "kept.tar")

    assert numbers() == [1]
    assert sorted(path.name for path in (settings.MEDIA_ROOT / "photos").iterdir()) == ["a.jpg"]
    assert (settings.MEDIA_ROOT / "photos" / "a.jpg").read_bytes() == b"photo"
    aside = next(settings.DATA_DIR.glob("before-restore-*"))
    assert (aside / "media" / "photos" / "b.jpg").exists()
    assert not (settings.DATA_DIR / archive.RESTORING).exists()


def test_a_restored_installation_writes_to_nobody_until_it_is_told_to(home: Path, settings: Any, capsys: Any) -> None:
    archive.make(home / "kept.tar")
    call_command("restore", home / "kept.tar")
    assert (settings.DATA_DIR / archive.MAIL_HELD).exists()
    call_command("restore", "--release-mail")
    assert not (settings.DATA_DIR / archive.MAIL_HELD).exists()


def test_a_backup_made_while_others_write_holds_every_row_acknowledged_before_it(home: Path) -> None:
    stop, written = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            note(len(written) + 1)
            written.append(len(written) + 1)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        acknowledged = []
        for turn in range(3):
            acknowledged.append(len(written))
            archive.make(home / f"{turn}.tar")
    finally:
        stop.set()
        writer.join()
    for turn in range(3):
        archive.put_back(home / f"{turn}.tar")
        assert len(numbers()) >= acknowledged[turn]
        assert numbers() == list(range(1, len(numbers()) + 1))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.8])
def test_an_archive_cut_anywhere_is_refused_and_nothing_changes(home: Path, settings: Any, share: float) -> None:
    note(1)
    whole = home / "kept.tar"
    archive.make(whole)
    cut = home / "cut.tar"
    cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    note(2)
    with pytest.raises(Refused):
        archive.put_back(cut)
    assert numbers() == [1, 2]
    assert not (settings.DATA_DIR / archive.MAIL_HELD).exists()


def remade(whole: Path, change: Any) -> Path:
    """A copy of the archive whose members went through `change(name, content)`."""
    other = whole.with_name("other.tar")
    with tarfile.open(whole) as source, tarfile.open(other, "w") as target:
        for member in source:
            reader = source.extractfile(member)
            assert reader
            name, content = change(member.name, reader.read())
            info = tarfile.TarInfo(name)
            info.size = len(content)
            target.addfile(info, io.BytesIO(content))
    return other


@pytest.mark.parametrize(("change", "words"), [
    (lambda name, content: (name, content[:-1] + b"!" if name == "media/photos/a.jpg" else content), "altéré"),
    (lambda name, content: ("../../evil" if name.endswith("a.jpg") else name, content), "manifest"),
    (lambda name, content: (name, content.replace(b'"format": 1', b'"format": 9') if name == "manifest.json" else content), "format"),
    (lambda name, content: (name, content.replace(b'"migrations": [', b'"migrations": ["kit.9999_later", ')
                            if name == "manifest.json" else content), "kit.9999_later"),
    (lambda name, content: (name, json.dumps({**json.loads(content), "engine": "oracle"}).encode()
                            if name == "manifest.json" else content), "oracle"),
])
def test_an_archive_altered_or_foreign_is_refused(home: Path, change: Any, words: str) -> None:
    archive.make(home / "kept.tar")
    with pytest.raises(Refused, match=words):
        archive.put_back(remade(home / "kept.tar", change))
    assert not (home.parent / "evil").exists()


def test_a_file_that_is_no_archive_is_refused_in_words(home: Path) -> None:
    (home / "letter.txt").write_text("Bonjour")
    with pytest.raises(CommandError):
        call_command("restore", home / "letter.txt")
    with pytest.raises(CommandError, match=r"absent\.tar"):
        call_command("restore", home / "absent.tar")


def test_a_backup_never_overwrites_another(home: Path) -> None:
    archive.make(home / "kept.tar")
    with pytest.raises(Refused):
        archive.make(home / "kept.tar")
    assert (home / "kept.tar").stat().st_mode & 0o777 == 0o600


def test_nothing_starts_after_a_restore_that_was_cut(tmp_path: Path) -> None:
    (tmp_path / archive.RESTORING).touch()
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "INDUSTRIELLES_MODE": "development", "SECRET_KEY": "x" * 50,
                   "DJANGO_SETTINGS_MODULE": "industrielles.config.settings",
                   "DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite3'}"}
    done = subprocess.run([sys.executable, "-c", "import sys; sys.argv=['industrielles','worker','--once']; "
                           "from industrielles.config.cli import main; sys.exit(main())"], env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert "industrielles restore" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_made_while_photos_come_and_go_is_whole(home: Path, settings: Any) -> None:
    stop, photos = threading.Event(), settings.MEDIA_ROOT / "photos"

    def come_and_go() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            (photos / f"{number}.jpg").write_bytes(b"x" * 100_000)
            (photos / f"{number - 1}.jpg").unlink(missing_ok=True)

    other = threading.Thread(target=come_and_go)
    other.start()
    try:
        for turn in range(3):
            archive.make(home / f"{turn}.tar")
    finally:
        stop.set()
        other.join()
    for turn in range(3):
        archive.put_back(home / f"{turn}.tar")
        assert (photos / "a.jpg").read_bytes() == b"photo"


def test_a_restore_that_cannot_begin_leaves_an_installation_that_starts(home: Path, settings: Any, monkeypatch: Any) -> None:
    archive.make(home / "kept.tar")
    note(1)
    if connection.vendor == "sqlite":
        obstacle = Path(f"{connection.settings_dict['NAME']}.new")
        obstacle.mkdir()  # the copy cannot be written, as when the disk is full
    else:
        monkeypatch.setenv("PATH", str(home))  # without PostgreSQL's programs
    with pytest.raises((Refused, OSError)):
        archive.put_back(home / "kept.tar")
    monkeypatch.undo()
    if connection.vendor == "sqlite":
        obstacle.rmdir()
    assert numbers() == [1]
    assert sorted(path.name for path in settings.DATA_DIR.iterdir()) == ["media"]
