"""Settings: what is missing, unsafe or mistyped does not start; what is kept is kept whole."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PRODUCTION = {
    "INDUSTRIELLES_MODE": "production", "SECRET_KEY": "k" * 60, "BASE_URL": "https://example.org", "EMAIL_URL": "smtp://127.0.0.1:25",
    "DATABASE_URL": "postgres://nobody@127.0.0.1/nothing?sslmode=verify-full",
}
SHOW = """
import json
from industrielles.config import settings as s
print(json.dumps({"mode": s.MODE, "options": s.DATABASES["default"]["OPTIONS"], "key": s.SECRET_KEY, "hosts": s.ALLOWED_HOSTS,
                  "age": s.DATABASES["default"]["CONN_MAX_AGE"]}))
"""


def start(place: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {"PATH": os.environ["PATH"], "DATA_DIR": str(place), **environment}
    return subprocess.run([sys.executable, "-c", SHOW], env=ours, capture_output=True, text=True, check=False)


def test_production_starts_with_its_settings_and_keeps_what_the_database_address_asks(tmp_path: Path) -> None:
    done = start(tmp_path, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["hosts"] == ["example.org"]
    assert told["options"]["sslmode"] == "verify-full"
    assert "lock_timeout" in told["options"]["options"]


@pytest.mark.parametrize(("name", "value"), [
    ("SECRET_KEY", ""), ("BASE_URL", ""), ("DATABASE_URL", ""), ("EMAIL_URL", ""), ("SECRET_KEY", "short"),
    ("BASE_URL", "http://example.org"), ("DEBUG", "1"), ("INDUSTRIELLES_MODE", "prod"), ("INDUSTRIELLES_MODE", "development"),
])
def test_what_is_empty_unsafe_or_mistyped_does_not_start(tmp_path: Path, name: str, value: str) -> None:
    done = start(tmp_path, **{**PRODUCTION, name: value})
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured")
    assert name in last
    assert not (tmp_path / "secret-key").exists()


def test_a_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    keys = {json.loads(start(tmp_path / "data").stdout)["key"] for _ in range(2)}
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["secret-key"]
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_pages_that_are_read(tmp_path: Path) -> None:
    """SQLite cannot be opened on a full disk (its -shm file cannot be made), what is open can be read: connections stay open."""
    assert json.loads(start(tmp_path).stdout)["age"] is None
