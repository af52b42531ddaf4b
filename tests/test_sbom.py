"""The inventory of what the product is made of says what the locks say, digests included, and nothing else."""
from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
spec = importlib.util.spec_from_file_location("sbom", ROOT / "tools" / "sbom.py")
assert spec and spec.loader
sbom: Any = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sbom)


@pytest.fixture(scope="module")
def components() -> dict[str, Any]:
    return {one["purl"]: one for one in sbom.inventory()["components"]}


def test_every_locked_package_is_there_with_its_digests_and_no_other(components: dict[str, Any]) -> None:
    uv = re.findall(r'^name = "(.+)"\nversion = "(.+)"\nsource = \{ registry', (ROOT / "uv.lock").read_text("utf-8"), re.M)
    npm = {(place.rpartition("node_modules/")[2], one["version"])
           for place, one in json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"].items() if place}
    assert len(uv) > 40 < len(npm)
    assert {(one["name"], one["version"]) for one in components.values()} == {*uv, *npm}
    assert not [purl for purl, one in components.items() if not one["hashes"]]
    assert {hash_["alg"] for one in components.values() for hash_ in one["hashes"]} == {"SHA-256", "SHA-512"}
    assert any(purl.startswith("pkg:npm/%40etalab/decoupage-administratif@") for purl in components)


def test_what_is_installed_from_the_locks_is_in_it(components: dict[str, Any]) -> None:
    from importlib.metadata import version

    for name in ("django", "weasyprint", "fido2"):
        assert f"pkg:pypi/{name}@{version(name)}" in components


def test_the_same_locks_give_the_same_bytes_and_one_digest_changed_shows(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "uv.lock", "package-lock.json"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    assert sbom.inventory(tmp_path) == sbom.inventory()
    lock = (tmp_path / "uv.lock").read_text("utf-8")
    digest = re.findall(r"sha256:([0-9a-f]{64})", lock)[0]
    (tmp_path / "uv.lock").write_text(lock.replace(digest, "0" * 64))
    assert sbom.inventory(tmp_path) != sbom.inventory()
