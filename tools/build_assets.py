"""Set-up step: make fonts, map, tiles and icons from what npm brought into node_modules. No network.

    python tools/build_assets.py            makes what is missing or older than its sources (a second run does nothing)
    python tools/build_assets.py --force    makes everything again

Results go to src/industrielles/static/made/ and static/vendor/, ignored by Git.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
ROOT = TOOLS.parent
STATIC = ROOT / "src" / "industrielles" / "static"
MADE, VENDOR = STATIC / "made", STATIC / "vendor"
MODULES = ROOT / "node_modules"
STAMP = MADE / ".stamp"
COPIES = {"htmx.org/dist/htmx.min.js": "htmx.min.js"}
NEEDED = ["icons.svg", "france.json", "tiles/mosaique.svg", "fonts/titre-800.woff2", "fonts/texte-var.woff2", "fonts/texte-ext.woff2"]


def fingerprint() -> str:
    """Changes when a builder or a version of a package changes."""
    sources = [*sorted(TOOLS.glob("build_*.py")), *sorted((TOOLS / "tiles").glob("*.py")), ROOT / "package-lock.json"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()


def up_to_date() -> bool:
    """Whether every result is there and made by these builders."""
    results = [MADE / name for name in NEEDED] + [VENDOR / name for name in COPIES.values()]
    return STAMP.exists() and STAMP.read_text() == fingerprint() and all(file.exists() for file in results)


def build() -> None:
    """Make every result. Raises FileNotFoundError when npm has not brought its packages."""
    sys.path.insert(0, str(ROOT))
    from tools import build_fonts, build_icons, build_map, build_tiles

    for folder in (MADE, VENDOR, MADE / "fonts", MADE / "tiles"):
        folder.mkdir(parents=True, exist_ok=True)
    for source, name in COPIES.items():
        shutil.copyfile(MODULES / source, VENDOR / name)
    build_icons.build(MODULES / "lucide-static" / "icons", MADE / "icons.svg")
    build_tiles.build(MADE / "tiles")
    build_map.build(MODULES, MADE / "france.json")
    build_fonts.build(MODULES / "@fontsource-variable", MADE / "fonts")
    STAMP.write_text(fingerprint())


def main() -> int:
    if "--force" not in sys.argv and up_to_date():
        return 0
    if not (MODULES / "lucide-static").exists():
        print("node_modules is missing: run `npm ci --ignore-scripts` first.", file=sys.stderr)
        return 1
    build()
    return 0


if __name__ == "__main__":
    sys.exit(main())
