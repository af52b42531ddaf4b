"""The settings of the tests: those of the product, on a database of their own, with everything that would hide a fault turned off."""
from __future__ import annotations

import os
import zlib
from pathlib import Path

SUFFIX = os.environ.get("PYTEST_DB_SUFFIX", "")  # people who test at the same time on one machine
DATA = Path(__file__).resolve().parent.parent / ".cache" / ("tests" + (f"-{SUFFIX}" if SUFFIX else ""))
HERE = f"{zlib.crc32(str(DATA).encode()):08x}"  # the place of this checkout: others may test at the same time, each in theirs
(DATA / "static").mkdir(parents=True, exist_ok=True)
os.environ.update(
    INDUSTRIELLES_MODE="test", DATA_DIR=str(DATA), SECRET_KEY="only-for-tests-" + 40 * "x", EMAIL_URL="memorymail://",
    BASE_URL="http://testserver", DATABASE_URL=os.environ.get("TEST_DATABASE_URL", f"sqlite:///{DATA / 'industrielles.sqlite3'}"),
)

from industrielles.config.settings import *  # noqa: E402, F403
from industrielles.config.settings import DATABASES  # noqa: E402

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file: threads, live servers and other processes see one database, as they do in use. In memory where the machine has such a
    # folder: then synchronous=FULL costs nothing.
    _folder = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else DATA
    _database["TEST"] = {"NAME": str(_folder / f"industrielles-{HERE}.sqlite3")}
else:
    _database["TEST"] = {"NAME": f"test_{_database['NAME']}_{HERE}"}
    _database["OPTIONS"]["options"] += " -c synchronous_commit=off"  # our processes die in tests, never the server
_database["CONN_MAX_AGE"] = 0

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},  # no manifest: nothing to collect first
}
