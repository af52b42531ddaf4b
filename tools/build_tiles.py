"""Write every tile, the two scenes and the mosaics of the home page."""

from __future__ import annotations

from pathlib import Path

from tools.tiles import objects, portraits, scenes
from tools.tiles.shapes import placed

TILES = {**portraits.TILES, **objects.TILES}
DESK = [
    ["soudeuse", "engrenage", "regleuse", "puce"],
    ["robot", "verriere", "etincelles", "chimiste"],
    ["fibre", "eolienne", "grutiere", "four"],
]
PHONE = [["soudeuse", "engrenage", "regleuse"], ["etincelles", "chimiste", "robot"]]


def build(target: Path) -> None:
    """Write one file per tile into `target`."""
    for name, drawing in TILES.items():
        (target / f"{name}.svg").write_text(drawing)
    (target / "mos-classe.svg").write_text(scenes.classroom())
    (target / "mos-atelier.svg").write_text(scenes.workshop())
    (target / "mosaique.svg").write_text(mosaic(DESK))
    (target / "mosaique-m.svg").write_text(mosaic(PHONE))


def mosaic(rows: list[list[str]]) -> str:
    """Tiles side by side, 200 units each."""
    body = "".join(
        placed(TILES[name].split(">", 1)[1].rsplit("</svg>", 1)[0], x * 200, y * 200, 201)  # one unit over, so that no seam shows
        for y, row in enumerate(rows)
        for x, name in enumerate(row)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows[0]) * 200} {len(rows) * 200}">{body}</svg>'
