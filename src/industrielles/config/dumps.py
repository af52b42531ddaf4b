"""A database as one file: SQLite's own backup, PostgreSQL's pg_dump; put back by a swap, or in one transaction."""
from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused


def dump(connection: Any, file: Path) -> None:
    """One moment of the database into `file`, while others write. A copy of a live SQLite file would lack committed rows (WAL)."""
    if connection.vendor == "sqlite":
        try:
            with closing(sqlite3.connect(_sqlite_path(connection))) as source, closing(sqlite3.connect(file)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as fault:
            raise Refused(_("The database cannot be copied: %(fault)s") % {"fault": fault}) from fault
        check("sqlite", file)
    else:
        _program(connection, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(file))


def check(vendor: str, file: Path) -> None:
    """Raises Refused when the dump itself is damaged."""
    if vendor != "sqlite":
        if file.read_bytes()[:5] != b"PGDMP":
            raise Refused(_("The database in the archive is not a dump of PostgreSQL."))
        return
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as fault:
        verdict = str(fault)
    if verdict != "ok":
        raise Refused(_("The database in the archive is damaged: %(verdict)s") % {"verdict": verdict})


def prepare(connection: Any, file: Path, aside: Path) -> None:
    """Everything that can fail without harm before `swap`: SQLite copied beside its place, PostgreSQL saved `aside` and turned to SQL."""
    if connection.vendor == "sqlite":
        fresh = _fresh(connection)
        try:
            shutil.copyfile(file, fresh)
            with fresh.open("rb") as copy:
                os.fsync(copy.fileno())
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
    else:
        dump(connection, aside / "database")
        _program(connection, "pg_restore", "--no-owner", "--no-privileges", "--file", str(_script(file)), str(file), database=False)


def swap(connection: Any, file: Path, aside: Path) -> None:
    """Replace the database by what was prepared: SQLite by renaming (the former goes `aside`), PostgreSQL in one transaction.

    Raises Refused when PostgreSQL refuses it: nothing has changed then.
    """
    if connection.vendor == "sqlite":
        place = _sqlite_path(connection)
        for end in ("", "-wal", "-shm"):
            former = Path(f"{place}{end}")
            if former.exists():
                shutil.move(former, aside / former.name)
        os.replace(_fresh(connection), place)
    else:
        _program(connection, "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set", "ON_ERROR_STOP=1",
                 "--command", "DROP SCHEMA public CASCADE", "--command", "CREATE SCHEMA public", "--file", str(_script(file)))


def _fresh(connection: Any) -> Path:
    """Beside the database, which may be on another disk than the archive."""
    place = _sqlite_path(connection)
    return place.with_name(f"{place.name}.new")


def _script(file: Path) -> Path:
    return file.with_suffix(".sql")


def _sqlite_path(connection: Any) -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _program(connection: Any, name: str, *options: str, database: bool = True) -> None:
    """Run one of PostgreSQL's own programs on our database. Raises Refused with its words."""
    if shutil.which(name) is None:
        raise Refused(_("The program %(name)s is missing: apt-get install postgresql-client") % {"name": name})
    settings = connection.settings_dict
    environment = {
        "PGHOST": settings["HOST"], "PGPORT": str(settings["PORT"] or ""), "PGUSER": settings["USER"], "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"] if database else "", "PGOPTIONS": "-c lock_timeout=10s -c client_min_messages=warning",
        **{f"PG{name.upper()}": str(settings["OPTIONS"].get(name, "")) for name in ("sslmode", "sslrootcert", "sslcert", "sslkey")},
    }
    known = {key: value for key, value in environment.items() if value}
    done = subprocess.run([name, *options], env={**os.environ, **known}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(_("%(name)s said: %(words)s") % {"name": name, "words": done.stderr.strip()[-500:]})
