"""Backups: one archive with the database, the files people gave and a manifest of checksums; put back whole or not at all.

The archive is a tar: `manifest.json` first (format, version, engine, migrations, SHA-256 of every other member), then `database`,
then `media/…`, then the kept `secret-key` if the installation made its own. It holds personal data: mode 0600, to be encrypted
before it leaves the machine (docs/operate.md).
"""
from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from industrielles import __version__
from industrielles.kit import clock
from industrielles.kit.refusals import Refused

from . import dumps

FORMAT = 1
RESTORING = "RESTORING"  # marker in DATA_DIR: a restore is under way, or was cut; nothing may start
MAIL_HELD = "MAIL_HELD"  # marker in DATA_DIR: letters wait (letters.tasks.deliver)


def make(file: Path) -> dict[str, Any]:
    """Write the archive `file` from the running installation. Returns its manifest. Raises Refused."""
    if file.exists():
        raise Refused(_("%(file)s exists already: give another name.") % {"file": file})
    if not file.parent.is_dir():
        raise Refused(_("The folder %(folder)s does not exist.") % {"folder": file.parent})
    with _workshop(file.parent) as folder:
        _hold(folder / "media")
        dumps.dump(connection, folder / "database")
        _hold(folder / "media")  # those that came meanwhile: every file that the database names is there
        members = {"database": folder / "database", **_files(folder / "media"), **_secret()}
        manifest = {
            "format": FORMAT, "version": __version__, "engine": connection.vendor, "made_at": clock.now().isoformat(timespec="seconds"),
            "migrations": sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations),
            "files": {name: _sha256(path) for name, path in members.items()},
        }
        part = folder / "archive"
        with tarfile.open(part, "w") as tar:
            _add_bytes(tar, "manifest.json", json.dumps(manifest, indent=1).encode())
            for name, path in members.items():
                tar.add(path, arcname=name, recursive=False)
        part.chmod(0o600)
        _sync(part)
        os.replace(part, file)
    _sync(file.parent)
    return manifest


def put_back(file: Path) -> dict[str, Any]:
    """Replace database and files by those of the archive, after checking all of it; letters are held. Returns the manifest.

    Raises Refused, or OSError when the disk is full, before anything is touched: when the archive is cut, altered, of another engine or
    of a newer version. What was there before is kept beside, in `before-restore-…`.
    """
    data = Path(settings.DATA_DIR)
    data.mkdir(parents=True, exist_ok=True)
    markers = [data / name for name in (MAIL_HELD, RESTORING) if not (data / name).exists()]
    with _workshop(data) as folder:
        manifest = _unpack(file, folder)
        _refuse_foreign(manifest)
        dumps.check(connection.vendor, folder / "database")
        aside = data / f"before-restore-{clock.now():%Y%m%dT%H%M%S%f}"
        aside.mkdir(mode=0o700)
        try:
            dumps.prepare(connection, folder / "database", aside)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        connections.close_all()
        for marker in markers:
            marker.touch()
        _sync(data)
        try:
            dumps.swap(connection, folder / "database", aside)
        except Refused:  # by PostgreSQL, which took all of it back
            for marker in markers:
                marker.unlink()
            raise
        _swap(folder / "media", Path(settings.MEDIA_ROOT), aside / "media")
        if (folder / "secret-key").exists():
            _swap(folder / "secret-key", data / "secret-key", aside / "secret-key")
        _sync(data)
        (data / RESTORING).unlink()
    return manifest


def release_mail() -> bool:
    """Let letters go again after a restore. False when they were not held."""
    marker = Path(settings.DATA_DIR) / MAIL_HELD
    held = marker.exists()
    marker.unlink(missing_ok=True)
    return held


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Copy the members into `folder`, each checked against the manifest. Raises Refused."""
    try:
        with tarfile.open(file, "r:") as tar:
            first = tar.next()
            if first is None or first.name != "manifest.json":
                raise Refused(_("%(file)s is not a backup of this program: it has no manifest.") % {"file": file})
            manifest = json.load(_reader(tar, first))
            expected = dict(manifest["files"])
            for member in tar:
                if member is not first and member.name != "manifest.json":
                    _unpack_one(tar, member, folder, expected)
    except FileNotFoundError:
        raise Refused(_("There is no file %(file)s.") % {"file": file}) from None
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as fault:
        raise Refused(_("The archive cannot be read to its end; nothing was changed. (%(fault)s)") % {"fault": fault}) from None
    if expected:
        raise Refused(_("The archive is cut: %(n)s files are missing; nothing was changed.") % {"n": len(expected)})
    return dict(manifest)


def _unpack_one(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, expected: dict[str, str]) -> None:
    name = PurePosixPath(member.name)
    known = expected.pop(member.name, None)
    if known is None or not member.isreg() or name.is_absolute() or ".." in name.parts:
        raise Refused(_("The archive holds “%(name)s”, which its manifest does not announce; nothing was changed.") % {"name": name})
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as copy:
        shutil.copyfileobj(_reader(tar, member), copy)
    if _sha256(target) != known:
        raise Refused(_("“%(name)s” is altered in the archive; nothing was changed.") % {"name": name})
    _sync(target)


def _refuse_foreign(manifest: dict[str, Any]) -> None:
    if manifest.get("format") != FORMAT:
        raise Refused(_("This backup has another format (%(format)s): use the version that made it.") % {"format": manifest.get("format")})
    if manifest["engine"] != connection.vendor:
        raise Refused(_("This backup comes from %(theirs)s and this installation uses %(ours)s.")
                      % {"theirs": manifest["engine"], "ours": connection.vendor})
    ours = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    newer = sorted(set(manifest["migrations"]) - ours)
    if newer:
        raise Refused(_("This backup comes from a newer version (%(version)s, which knows %(migration)s): install that version first.")
                      % {"version": manifest["version"], "migration": newer[0]})


def _hold(place: Path) -> None:
    """Keep the files as they are now in `place`, by a second name where the disk is the same: they may be taken away meanwhile."""
    for name, file in _files(Path(settings.MEDIA_ROOT)).items():
        kept = place.parent / name
        if kept.exists():
            continue
        kept.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # taken away since it was listed: nothing names it any more
            try:
                kept.hardlink_to(file)
            except OSError:
                shutil.copyfile(file, kept)


def _files(root: Path) -> dict[str, Path]:
    """Files below `root` by their name in the archive."""
    return {f"media/{path.relative_to(root).as_posix()}": path for path in sorted(root.rglob("*")) if path.is_file()}


def _secret() -> dict[str, Path]:
    kept = Path(settings.DATA_DIR) / "secret-key"
    return {"secret-key": kept} if kept.exists() else {}


def _swap(new: Path, place: Path, aside: Path) -> None:
    """`new` takes `place`; what was there goes `aside`."""
    if place.exists():
        shutil.move(place, aside)
    if new.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(new, place)


@contextmanager
def _workshop(place: Path) -> Iterator[Path]:
    """A private folder on the same disk, gone afterwards."""
    with tempfile.TemporaryDirectory(dir=place, prefix=".archive-") as name:
        yield Path(name)


def _reader(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Any:
    reader = tar.extractfile(member)
    if reader is None:
        raise ValueError(member.name)
    return reader


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Have the disk keep it now: a file, or the names of a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
