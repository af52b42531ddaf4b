"""Machines and things of the trades."""

from __future__ import annotations

from .shapes import (
    BLUE,
    BRASS,
    BRIGHT_LEAD,
    DEEP_BLUE,
    GREEN,
    INK,
    LEAD,
    MINT,
    MIST,
    PALE_BRASS,
    PALE_GREEN,
    PAPER,
    SKY,
    circle,
    gear,
    path,
    spark,
    stroke,
    svg,
)


def gears() -> str:
    return svg(gear(82, 88, 66, 10, BRASS, 24, BLUE) + gear(158, 156, 44, 8, BRIGHT_LEAD, 15, BLUE), BLUE)


def sparks() -> str:
    rays = spark(104, 96, 78, BRASS, 9) + spark(104, 96, 40, PAPER, 9)
    return svg(rays + spark(36, 160, 20, BRIGHT_LEAD) + spark(170, 34, 16, BRIGHT_LEAD) + spark(168, 168, 10, PALE_BRASS), LEAD)


def chip() -> str:
    pins = "".join(path(BRASS, f"M{x} 30h12v140h-12zM30 {x}h140v12H30z") for x in (62, 94, 126))
    layers = path(INK, "M48 48h104v104H48z") + path(GREEN, "M64 64h72v72H64z") + path(PALE_GREEN, "M80 80h40v40H80z")
    return svg(pins + layers + circle(60, 60, 5, BRASS), MINT)


def robot() -> str:
    base = path(INK, "M24 172h86v28H24z") + path(PAPER, "M46 130h42v42H46z") + circle(67, 124, 25, PAPER)
    arm = stroke(PAPER, 24, "M67 124L96 56l58 14") + circle(67, 124, 11, BRIGHT_LEAD) + circle(96, 56, 11, BRIGHT_LEAD)
    hand = circle(154, 70, 9, INK) + stroke(INK, 9, "M154 82v18m-14 22v-14l14-10 14 10v14")
    return svg(base + arm + hand + spark(154, 146, 16, INK), BRASS)


def wind_turbine() -> str:
    blades = [
        "M99 88c-6-22-4-52 4-76 8 22 10 54 2 76z",
        "M94 90c-16 16-44 28-70 32 14-20 38-38 62-42z",
        "M102 92c22 4 46 18 62 40-24-2-52-14-68-32z",
    ]
    drawn = circle(150, 46, 30, BRASS) + path(PAPER, "M93 92h12l6 108H87z") + "".join(path(PAPER, blade) for blade in blades)
    return svg(drawn + circle(99, 90, 11, BRIGHT_LEAD) + path(GREEN, "M0 176q50-22 100 0t100 0v24H0z"), SKY)


def flask() -> str:
    glass = path(PAPER, "M80 24h40v52l46 88q8 18-14 18H48q-22 0-14-18l46-88z")
    liquid = path(BRIGHT_LEAD, "M58 122h84l22 42q6 12-8 12H44q-14 0-8-12z") + path(INK, "M72 20h56v12H72z")
    return svg(glass + liquid + circle(84, 146, 9, BRASS) + circle(116, 156, 6, PALE_BRASS) + circle(108, 134, 5, BRASS), GREEN)


def cables() -> str:
    lines = stroke(BRASS, 16, "M-10 40C80 40 40 160 210 150") + stroke(BRIGHT_LEAD, 16, "M-10 76C70 76 60 110 100 110S140 40 210 40")
    return svg(
        lines + stroke(PALE_GREEN, 16, "M-10 160C60 160 70 60 120 60s40 40 90 36") + circle(100, 110, 15, PAPER) + circle(100, 110, 6, INK),
        INK,
    )


def steel_rule() -> str:
    ticks = "".join(
        f'<path stroke="{INK}" stroke-width="{4 if k % 5 == 0 else 2.5}" d="M{k * 12 - 8} {132 - k * 12}l{26 if k % 5 == 0 else 15} '
        f'{26 if k % 5 == 0 else 15}"/>'
        for k in range(16)
    )
    return svg(path(PAPER, "M-20 120L140-40l80 80L60 200z") + ticks, BRIGHT_LEAD)


def furnace() -> str:
    walls = path(DEEP_BLUE, "M30 40h140v160H30z") + path(INK, "M52 84a48 48 0 0 1 96 0v70H52z")
    fire = path(BRIGHT_LEAD, "M62 154V88a38 38 0 0 1 76 0v66z")
    fire += path(BRASS, "M76 154c-4-30 14-34 18-60 18 14 12 26 18 32 4-4 4-8 4-12 12 14 12 30 8 40z")
    return svg(walls + fire + path(PALE_BRASS, "M92 154c-2-14 8-18 10-30 10 10 12 20 10 30z") + path(SKY, "M30 30h140v14H30z"), PALE_GREEN)


def jet_engine() -> str:
    blades = "".join(
        f'<path fill="{BLUE if k % 2 else SKY}" d="M100 100L100 18Q142 20 154 42z" transform="rotate({k * 30} 100 100)"/>'
        for k in range(12)
    )
    return svg(
        circle(100, 100, 84, MIST) + blades + circle(100, 100, 26, BRIGHT_LEAD) + stroke(PAPER, 6, "M100 84a16 16 0 1 1-14 10"), DEEP_BLUE
    )


TILES = {
    "engrenage": gears(),
    "etincelles": sparks(),
    "puce": chip(),
    "robot": robot(),
    "eolienne": wind_turbine(),
    "fiole": flask(),
    "cable": cables(),
    "reglet": steel_rule(),
    "four": furnace(),
    "turbine": jet_engine(),
}
