"""Women at work, made of skin, hair, clothes and gear. Safety is right: mask down when welding, goggles on at the bench."""

from __future__ import annotations

from .shapes import (
    BLUE,
    BRASS,
    BRIGHT_LEAD,
    DARK_BRASS,
    DEEP_BLUE,
    GREEN,
    HAIR,
    INK,
    LEAD,
    MINT,
    MIST,
    PALE_BRASS,
    PALE_GREEN,
    PAPER,
    PINKISH,
    SHADE,
    SKIN,
    SKY,
    circle,
    path,
    spark,
    stroke,
    svg,
)

NIGHT = "#2B3560"
CLOTHES = {  # body, collar
    "blue": (BLUE, DEEP_BLUE),
    "orange": (BRIGHT_LEAD, LEAD),
    "coat": (PAPER, MIST),
    "yellow": (BRASS, DARK_BRASS),
    "green": (GREEN, "#1D4D3F"),
    "night": (INK, NIGHT),
}
BEHIND = {
    "long": ["M56 88c0-34 18-54 44-54s44 20 44 54v70H56z"],
    "bob": ["M54 86c0-34 20-54 46-54s46 20 46 54v44H54z"],
    "bun": ["M81 28a19 19 0 1 1 38 0a19 19 0 1 1-38 0z", "M62 92c0-36 16-52 38-52s38 16 38 52z"],
    "afro": ["M42 74a58 58 0 1 1 116 0a58 58 0 1 1-116 0z"],
    "tail": ["M128 52c34-6 44 26 34 62-4 15-16 20-20 8 6-24 2-42-14-52z"],
    "hijab": ["M48 92c0-38 22-60 52-60s52 22 52 60c0 28-4 44 6 64H42c10-20 6-36 6-64z"],
}
FRONT = {
    "long": "M62 92c-2-36 14-56 40-56s40 20 36 56c-6-16-10-28-18-34-14 14-40 12-58 34z",
    "bob": "M60 90c-2-36 14-54 40-54s42 18 40 54l-6-22H70z",
    "afro": "M60 90c-4-36 14-54 40-54s44 18 40 54c-4-10-6-16-12-20-18-8-38-8-56 0-6 4-8 10-12 20z",
    "bun": "M64 88c0-32 14-48 36-48s36 16 36 48c-8-18-20-28-36-28s-28 10-36 28z",
    "tail": "M64 90c-2-34 14-52 38-52 22 0 36 18 34 48-16-4-28-12-36-24-8 12-20 22-36 28z",
    "braids": "M62 92c-2-34 14-54 38-54s40 20 38 54c-6-20-18-32-38-34-20 2-32 14-38 34z",
    "short": "M63 86c-4-32 12-52 38-52 28 0 42 20 36 52-4-12-8-20-14-24-12 6-44 2-52 6-4 4-6 10-8 18z",
    "hijab": "M58 100c-4-40 14-64 42-64s46 24 42 64c-2-28-14-46-42-46s-40 18-42 46z",
}


def _helmet(shell: str, brim: str, ridge: str) -> str:
    return (
        path(shell, "M56 68c0-30 18-46 44-46s44 16 44 46z")
        + path(brim, "M48 66h104q6 0 6 6t-6 6H48q-6 0-6-6t6-6z")
        + path(ridge, "M92 22h16v44H92z")
    )


GOGGLES = (
    f'<path fill="{SKY}" fill-opacity=".75" stroke="{INK}" stroke-width="4" stroke-linejoin="round" '
    'd="M70 78h60q4 0 4 6v6q0 14-15 14-11 0-15-10h-8q-4 10-15 10-15 0-15-14v-6q0-6 4-6z"/>'
)
GOGGLES_UP = (
    path(BRIGHT_LEAD, "M60 58q40-16 80 0v8q-40-16-80 0z") + f'<path fill="{PALE_BRASS}" stroke="{INK}" stroke-width="3.5" '
    'd="M72 46h24q4 0 4 5t4 0q0-5 4-5h20q6 0 6 8 0 10-14 10-10 0-14-8h-8q-4 8-14 8-16 0-16-10 0-8 4-8z"/>'
)
GEAR = {
    "helmet": _helmet(BRASS, DARK_BRASS, "#FFD979"),
    "white helmet": _helmet(PAPER, SKY, MIST),
    "mask up": path(INK, "M52 60c0-28 18-46 48-46s48 18 48 46l-8 16H60z")
    + path(NIGHT, "M60 76l6-20h68l6 20z")
    + path(BRASS, "M72 28h56v22H72z")
    + path(BRIGHT_LEAD, "M72 28h30l-14 22H72z"),
    "mask down": path(INK, "M52 62c0-30 18-48 48-48s48 18 48 48v44c0 22-22 38-48 38S52 128 52 106z")
    + path(BRASS, "M66 70h68v30H66z")
    + path(PAPER, "M92 70h42v30H78z")
    + path(BRIGHT_LEAD, "M66 70h14L66 94z"),
    "goggles": GOGGLES,
    "goggles up": GOGGLES_UP,
    "ear muffs": stroke(BRIGHT_LEAD, 8, "M62 90c-6-44 14-62 38-62s44 18 38 62")
    + "".join(f'<rect x="{x}" y="78" width="20" height="32" rx="8" fill="{LEAD}"/>' for x in (50, 130)),
    "headset": stroke(INK, 6, "M63 92c-6-44 14-60 37-60s43 16 37 60")
    + f'<rect x="54" y="80" width="16" height="26" rx="7" fill="{INK}"/>'
    + stroke(INK, 4, "M62 104q4 20 24 18")
    + circle(88, 121, 5, BRIGHT_LEAD),
    "": "",
}


def figure(skin: int, hair: str, cut: str, clothes: str, gear: str = "") -> str:
    """A person from the waist up, without background."""
    colour = HAIR[hair]
    behind = "".join(path(colour, d) for d in BEHIND.get(cut, []))
    if cut == "braids":
        behind = "".join(
            f'<path d="M{x} 92q{bend} 30 {end} 66" fill="none" stroke="{colour}" stroke-width="13" stroke-linecap="round" '
            f'stroke-dasharray="1 12"/>'
            for x, bend, end in ((63, -6, -2), (137, 6, 2))
        )
    front = path(colour, FRONT[cut]) if cut in FRONT else ""
    if cut == "braids":
        front += f'<path d="M100 38v20" stroke="{SKIN[skin]}" stroke-width="2"/>'
    return behind + _body(skin, clothes, cut) + _scarf(colour, cut) + _head(skin, cut) + front + GEAR[gear]


def _body(skin: int, clothes: str, cut: str) -> str:
    body, collar = CLOTHES[clothes]
    drawn = path(body, "M18 200c0-36 26-52 60-56h44c34 4 60 20 60 56z")
    if cut != "hijab":
        drawn += path(SHADE[skin], "M84 118h32v26c0 10-7 16-16 16s-16-6-16-16z")
    if clothes == "coat":
        return drawn + path(SKY, "M84 146l16 54 16-54 8 6-14 48H90l-14-48z")
    if clothes in ("orange", "yellow"):
        stripes = path(MIST, "M56 149l9-3 6 54H60zM144 149l-9-3-6 54h11z")
        return drawn + stripes + path(collar, "M84 143l16 18 16-18 6 4-22 26-22-26z")
    return drawn + path(collar, "M78 145l22 22 22-22 8 4-24 30h-12l-24-30z") + path(collar, "M98 178h4v22h-4z")


def _scarf(colour: str, cut: str) -> str:
    if cut != "hijab":
        return ""
    return path(colour, "M62 112c2 34 18 50 38 50s36-16 38-50l12 30c-10 26-28 36-50 36s-40-10-50-36z")


def _head(skin: int, cut: str) -> str:
    ink, lips = ("#160B06", "#2B130A") if skin == 4 else (INK, "#8C3A22")
    ears = "" if cut == "hijab" else circle(64, 94, 8, SHADE[skin]) + circle(136, 94, 8, SHADE[skin])
    eyes = "".join(f'<ellipse cx="{x}" cy="92" rx="3.6" ry="4.4" fill="{ink}"/>' for x in (87, 113))
    return (
        ears
        + path(SKIN[skin], "M66 82c0-26 14-40 34-40s34 14 34 40v14c0 24-16 40-34 40S66 120 66 96z")
        + stroke(ink, 3, "M80 82q6-5 12-1M108 81q6-4 12 1")
        + eyes
        + stroke(SHADE[skin], 3.2, "M101 95l-4 11h6")
        + stroke(lips, 3.6, "M88 116q12 10 24 0")
    )


SUN = circle(168, 40, 54, BRASS) + circle(168, 40, 30, PALE_BRASS)
FIBRES = stroke(BRASS, 6, "M0 30q60 0 60 60T120 150") + stroke(BRIGHT_LEAD, 6, "M0 14q86 0 86 60")
SPARKS = spark(34, 44, 26) + spark(170, 30, 15, BRIGHT_LEAD) + spark(176, 112, 10, PALE_BRASS)
TOWERS = path(SKY, "M0 120h40v80H0zM150 80h50v120h-50z")

PORTRAITS = {  # trade: background, what stands behind her, herself
    "soudeuse": (DEEP_BLUE, SPARKS, figure(2, "black", "tail", "blue", "mask up")),
    "regleuse": (BRASS, "", figure(4, "black", "afro", "blue", "goggles")),
    "automaticienne": (PALE_GREEN, "", figure(1, "red", "bob", "night", "headset")),
    "verriere": (BRIGHT_LEAD, SUN, figure(5, "grey", "short", "coat", "goggles up")),
    "chimiste": (SKY, "", figure(3, "green", "hijab", "coat", "goggles")),
    "grutiere": (MINT, "", figure(2, "brown", "long", "orange", "helmet")),
    "fibre": (BLUE, FIBRES, figure(4, "black", "braids", "yellow", "white helmet")),
    "lyceenne": (PALE_BRASS, "", figure(3, "black", "bun", "green")),
    "lyceenne2": (PINKISH, "", figure(1, "fair", "long", "blue")),
    "mecanicienne": (GREEN, "", figure(5, "brown", "tail", "orange", "ear muffs")),
    "dirigeante": (MIST, TOWERS, figure(4, "grey", "short", "night")),
    "roboticienne": (PINKISH, "", figure(1, "black", "bob", "blue", "goggles up")),
    "electricienne": (PALE_BRASS, "", figure(3, "brown", "bun", "yellow", "helmet")),
    "conductrice": (SKY, "", figure(1, "red", "long", "orange", "ear muffs")),
}
TILES = {name: svg(behind + woman, background) for name, (background, behind, woman) in PORTRAITS.items()}
