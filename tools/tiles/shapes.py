"""Colours and shapes common to all tiles."""

from __future__ import annotations

import math

BLUE, DEEP_BLUE, SKY, MIST = "#2041A8", "#172C75", "#AFC2F5", "#E8EEFB"  # work jacket
LEAD, BRIGHT_LEAD, PINKISH = "#C63A19", "#F2603A", "#FFD9CB"  # red lead
BRASS, PALE_BRASS, DARK_BRASS = "#F7BC2E", "#FFE9B3", "#D99A0B"
GREEN, PALE_GREEN, MINT = "#2B6B58", "#A9D6C3", "#DDEFE6"  # machine paint
INK, PAPER, STEEL = "#131B36", "#FBFAF5", "#8C96B3"
SKIN = {1: "#F3C9A5", 2: "#D99B6C", 3: "#A86A43", 4: "#6E4029", 5: "#E8B48C"}
SHADE = {1: "#DBA57C", 2: "#BC7C4E", 3: "#874F2F", 4: "#522D1B", 5: "#CE9468"}
HAIR = {"black": "#20192B", "brown": "#4A2B20", "red": "#B4532A", "fair": "#D9A441", "grey": "#B9BECB", "green": "#2B6B58"}


def path(fill: str, d: str) -> str:
    """A filled shape."""
    return f'<path fill="{fill}" d="{d}"/>'


def stroke(colour: str, width: float, d: str) -> str:
    """A line with round ends."""
    return f'<path fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round" d="{d}"/>'


def circle(x: float, y: float, radius: float, fill: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}"/>'


def svg(body: str, background: str, width: int = 200) -> str:
    """A whole tile, 200 high."""
    frame = path(background, f"M0 0h{width}v200H0z")
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 200">{frame}{body}</svg>'


def placed(body: str, x: int, y: int, side: int = 200) -> str:
    """The inside of a tile, placed in a larger drawing."""
    return f'<svg x="{x}" y="{y}" width="{side}" height="{side}" viewBox="0 0 200 200">{body}</svg>'


def _polygon(points: list[tuple[float, float]], fill: str) -> str:
    return path(fill, "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points) + "z")


def gear(x: float, y: float, radius: float, teeth: int, fill: str, hole: float, inside: str) -> str:
    """A toothed wheel."""
    profile = ((-0.30, 0.8), (-0.17, 1), (0.17, 1), (0.30, 0.8))
    turns = [(2 * math.pi * (tooth + shift) / teeth, radius * share) for tooth in range(teeth) for shift, share in profile]
    wheel = _polygon([(x + far * math.cos(turn), y + far * math.sin(turn)) for turn, far in turns], fill)
    return wheel + circle(x, y, hole, inside)


def spark(x: float, y: float, radius: float, fill: str = BRASS, rays: int = 8) -> str:
    """The spark of a weld, our sign."""
    turns = [(math.pi * ray / rays - math.pi / 2, radius if ray % 2 == 0 else radius * 0.36) for ray in range(rays * 2)]
    return _polygon([(x + far * math.cos(turn), y + far * math.sin(turn)) for turn, far in turns], fill)
