"""Numbers by which the State knows an organisation."""
from __future__ import annotations

import re

from industrielles.places.directory import is_uai

SIREN = 9


def is_siren(text: str) -> bool:
    """Nine digits whose Luhn sum is a multiple of ten (INSEE; ISO/IEC 7812-1), and not nine noughts."""
    if not re.fullmatch(r"[0-9]{9}", text) or not int(text):
        return False
    doubled = (int(figure) * (1 + place % 2) for place, figure in enumerate(reversed(text)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def read(text: str) -> tuple[str, str]:
    """(siren, uai) of what somebody typed: a SIREN, a SIRET (its first nine digits), a UAI; ("", "") for nothing. Raises ValueError."""
    typed = re.sub(r"[\s.\u00a0\u202f-]", "", text).upper()
    if not typed:
        return "", ""
    if is_uai(typed):
        return "", typed
    if len(typed) in (SIREN, 14) and typed.isdigit() and is_siren(typed[:SIREN]):
        return typed[:SIREN], ""
    raise ValueError(text)
