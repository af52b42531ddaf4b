"""One sprite of the drawn signs we use (lucide, ISC licence)."""

from __future__ import annotations

import re
from pathlib import Path

NAMES = """
arrow-left arrow-right arrow-up-right bell book-open bus calendar camera check chevron-down chevron-left chevron-right
circle-alert circle-check circle-help clock copy download eye factory file-text globe graduation-cap hand-heart handshake history
house info list log-in log-out mail map map-pin message-circle moon pause pencil phone play plus printer qr-code route school
search send settings sliders-horizontal sparkles star sun trash-2 triangle-alert undo-2 upload user user-plus user-round-check
users video wifi wifi-off x
"""
STROKE = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'


def build(source: Path, target: Path) -> None:
    """Write the sprite. Raises FileNotFoundError for a name that the package has not."""
    target.write_text('<svg xmlns="http://www.w3.org/2000/svg">' + "".join(_symbol(source, name) for name in NAMES.split()) + "</svg>")


def _symbol(source: Path, name: str) -> str:
    svg = (source / f"{name}.svg").read_text()
    body = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    body = re.sub(r"\s+", " ", body).replace("> <", "><").strip()
    return f'<symbol id="{name}" {STROKE}>{body}</symbol>'
