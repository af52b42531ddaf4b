"""Letters that look like others: what somebody types to pass unseen, read as it is meant."""
from __future__ import annotations

import unicodedata

# Cyrillic, Greek and other letters that one takes for a Latin one (Unicode's confusables, those of one letter).
_TWINS = str.maketrans({
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ғ": "f", "ԍ": "g", "һ": "h", "і": "i", "ї": "i", "ј": "j", "к": "k", "ӏ": "l",
    "м": "m", "н": "h", "п": "n", "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "υ": "u", "ѵ": "v", "ԝ": "w", "х": "x",
    "у": "y", "з": "3", "α": "a", "β": "b", "ϲ": "c", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "σ": "o",
    "τ": "t", "χ": "x", "γ": "y", "ζ": "z", "ω": "w", "ı": "i", "ɩ": "i", "ɑ": "a", "ɡ": "g", "ø": "o", "ł": "l", "đ": "d", "ɪ": "i",
    "ɴ": "n", "ᴏ": "o", "ᴀ": "a", "ᴇ": "e", "ᴛ": "t", "ꜱ": "s", "ʀ": "r", "ʟ": "l", "ᴍ": "m", "ᴘ": "p", "ɢ": "g", "ʜ": "h", "ᴜ": "u",
    "ŧ": "t", "ħ": "h", "ĸ": "k", "ƒ": "f", "æ": "ae", "œ": "oe", "ß": "ss",
})
_UNSEEN = {"Cf", "Mn", "Me", "Cc"}  # joiners, accents, marks laid over letters, controls


def folded_letter(letter: str) -> str:
    """One character as it is read: lower case, without accent, Latin; "" for what is not seen; a space for a blank."""
    if letter in "\n\r\t":
        return " "
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    wide = unicodedata.normalize("NFKD", letter)
    plain = "".join(one for one in wide if unicodedata.category(one) not in _UNSEEN).lower().translate(_TWINS)
    plain = "".join(one for one in unicodedata.normalize("NFKD", plain) if unicodedata.category(one) not in _UNSEEN)
    return " " if plain and plain.isspace() else plain


def folded(text: str) -> str:
    """A text as it is read: lower case, without accents, all Latin, without what is not seen."""
    if text.isascii() and text.isprintable():
        return text.lower()  # nothing hides in it; most addresses are such, and thousands are compared at once
    return "".join(map(folded_letter, text))


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The same, and for each character of it where it stands in the text it came from."""
    found: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for one in folded_letter(letter):
            found.append(one)
            places.append(place)
    return "".join(found), places
