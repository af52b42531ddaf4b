"""One line of text, a name first of all, as the eye reads it."""
from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"  # what keeps two letters of Persian or of Hindi apart or together; elsewhere they only hide
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters that draw nothing: a name made of them looks empty
UNSEEN = ("Cc", "Cf", "Cs")  # controls, marks of direction and of width, halves of a character
SPELT = "[\u0600-\u18af\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]"  # joined: Arabic, those of India, Khmer, Mongolian, emoji
STRAY = re.compile(f"(?<!{SPELT})[{JOINERS}]|[{JOINERS}](?!{SPELT})")


def one_line(text: str) -> str:
    """The text on one line, in composed letters (NFC) and single spaces, without what nobody sees: controls, ends of lines, overrides of
    direction (U+202A–202E, U+2066–2069), characters of no width. Letters of any alphabet, apostrophes and hyphens stay; twice is once."""
    if not text.isprintable() or not BLANKS.isdisjoint(text) or not unicodedata.is_normalized("NFC", text):  # hardly ever
        text = STRAY.sub("", "".join(_seen(letter) for letter in unicodedata.normalize("NFC", text)))
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    return line if any(unicodedata.category(letter)[0] not in "MCZ" for letter in line) else ""  # accents alone stand on nothing


def _seen(letter: str) -> str:
    if letter.isspace() or letter in BLANKS:
        return " "
    return "" if letter not in JOINERS and unicodedata.category(letter) in UNSEEN else letter
