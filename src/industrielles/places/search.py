"""Text made comparable: what is typed on a telephone finds what an administration printed in capitals with accents."""
from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
SAINTS = {"st": "saint", "ste": "sainte"}
MOST_WORDS = 6  # more words than this find nothing more
MOST_LETTERS = 80


def fold(text: str) -> str:
    """`text` in lower case without accents, everything but letters and digits turned into single spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(LIGATURES)
    letters = unicodedata.normalize("NFKD", plain)
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in letters if not unicodedata.combining(c))))


def indexed(*parts: str) -> str:
    """The `search_text` of a row: its parts folded, words between single spaces, and at both ends: whole words can be found."""
    return f" {' '.join(SAINTS.get(word, word) for word in fold(' '.join(parts)).split())} "


def nearly(one: str, other: str) -> bool:
    """Whether one typing error separates two words: a letter too many, missing, wrong, or two swapped."""
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def words(text: str) -> list[str]:
    """What is looked for, word by word, at most six. The last word may be unfinished: "st" then is not yet "saint"."""
    found = fold(text[:MOST_LETTERS]).split()[:MOST_WORDS]
    return [SAINTS.get(word, word) for word in found[:-1]] + found[-1:]
