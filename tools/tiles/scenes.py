"""Two wide scenes: a class that listens, a workshop that welds."""

from __future__ import annotations

from .portraits import figure
from .shapes import (
    BLUE,
    BRASS,
    BRIGHT_LEAD,
    DEEP_BLUE,
    GREEN,
    HAIR,
    INK,
    PALE_BRASS,
    PALE_GREEN,
    PAPER,
    SKIN,
    SKY,
    STEEL,
    circle,
    path,
    placed,
    spark,
    stroke,
    svg,
)


def _back(x: int, y: int, hair: str, clothes: str, cut: str) -> str:
    """A pupil seen from behind; (x, y) is the middle of her or his head."""
    shoulders = path(clothes, f"M{x - 44} 200c0-30 16-44 32-46h24c16 2 32 16 32 46z")
    head = f'<ellipse cx="{x}" cy="{y}" rx="27" ry="32" fill="{hair}"/>'
    if cut == "afro":
        return shoulders + circle(x, y - 2, 40, hair)
    if cut == "bun":
        return shoulders + circle(x, y - 40, 13, hair) + head
    if cut == "tail":
        return shoulders + head + path(hair, f"M{x - 8} {y - 10}h16l6 64q-14 10-28 0z") + path(BRASS, f"M{x - 10} {y - 6}h20v7h-20z")
    return shoulders + path(hair, f"M{x - 32} {y}c0-26 14-38 32-38s32 12 32 38c0 20 4 36 10 50h-84c6-14 10-30 10-50z")


def classroom() -> str:
    board = path(DEEP_BLUE, "M28 22h196v112H28z") + stroke(SKY, 3, "M60 110V60h34M60 110h60l22-38M142 72l26 38h30")
    board += circle(60, 60, 7, BRASS) + circle(142, 72, 7, BRIGHT_LEAD) + circle(198, 110, 7, PALE_GREEN)
    board += stroke(PAPER, 3, "M60 38h138M60 32v12M198 32v12")
    speaker = placed(figure(4, "black", "braids", "blue", "white helmet"), 212, 0, 190)
    arm = stroke(BLUE, 26, "M256 180L214 108") + circle(210, 100, 13, SKIN[4])
    pupils = _back(44, 150, HAIR["brown"], BRIGHT_LEAD, "tail") + _back(124, 166, HAIR["black"], GREEN, "afro")
    pupils += _back(206, 172, HAIR["fair"], PAPER, "bun") + _back(366, 172, HAIR["green"], BRASS, "hijab")
    return svg(board + speaker + arm + pupils, PALE_BRASS, 400)


def workshop() -> str:
    light = (
        circle(300, 112, 84, DEEP_BLUE)
        + spark(300, 112, 74, BRIGHT_LEAD, 11)
        + spark(300, 112, 46, BRASS, 11)
        + spark(300, 112, 20, PAPER, 9)
    )
    welder = placed(figure(2, "brown", "tail", "blue", "mask down"), 10, -6, 206)
    torch = stroke(DEEP_BLUE, 32, "M150 176L212 146") + stroke(BRASS, 34, "M196 150l26-10") + stroke(INK, 13, "M226 140l38-16")
    bench = path(INK, "M250 176h150v24H250z") + path(STEEL, "M262 150h60v26h-60zM334 128h66v48h-66z")
    return svg(light + welder + torch + stroke(STEEL, 7, "M258 126l28-10") + bench, SKY, 400)
