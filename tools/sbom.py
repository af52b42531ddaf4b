"""What the product is made of, drawn from its two locks: an inventory in CycloneDX 1.5, for whoever looks for a known weakness.

    python tools/sbom.py              prints it
    python tools/sbom.py FILE.json    writes it

Each package with its version and the digests that its installation checks (uv.lock, package-lock.json). The same locks give the same bytes.
"""
from __future__ import annotations

import base64
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ALGORITHMS = {"sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512"}


def python_packages(lock: str) -> list[dict[str, Any]]:
    """What uv installs; each archive it may choose has its digest."""
    found = []
    for one in tomllib.loads(lock)["package"]:
        if "registry" not in one["source"]:
            continue  # the product itself
        archives = [*one.get("wheels", ()), *([one["sdist"]] if "sdist" in one else [])]
        digests = sorted({archive["hash"].partition(":")[2] for archive in archives})
        found.append(_component(f"pkg:pypi/{one['name']}@{one['version']}", one["name"], one["version"], "sha256", digests))
    return found


def node_packages(lock: str) -> list[dict[str, Any]]:
    """What npm installs, once for each version."""
    found = {}
    for place, one in json.loads(lock)["packages"].items():
        if not place or one.get("link"):
            continue
        name = place.rpartition("node_modules/")[2]
        algorithm, _, digest = one.get("integrity", "").partition("-")
        digests = [base64.b64decode(digest).hex()] if digest else []
        purl = f"pkg:npm/{name.replace('@', '%40')}@{one['version']}"
        found[purl] = _component(purl, name, one["version"], algorithm, digests)
    return list(found.values())


def _component(purl: str, name: str, version: str, algorithm: str, digests: list[str]) -> dict[str, Any]:
    hashes = [{"alg": ALGORITHMS[algorithm], "content": digest} for digest in digests]
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "hashes": hashes}


def inventory(root: Path = ROOT) -> dict[str, Any]:
    """The whole."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    components = [*python_packages((root / "uv.lock").read_text("utf-8")), *node_packages((root / "package-lock.json").read_text("utf-8"))]
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": {"type": "application", "name": project["name"], "version": project["version"]}},
        "components": sorted(components, key=lambda one: one["purl"])}


def main() -> int:
    written = json.dumps(inventory(), indent=1) + "\n"
    if sys.argv[1:]:
        Path(sys.argv[1]).write_text(written, "utf-8")
    else:
        sys.stdout.write(written)
    return 0


if __name__ == "__main__":
    sys.exit(main())
