"""What makes two people look like one: the same name, address or telephone, however they were written."""
from __future__ import annotations

import re

from industrielles.places.search import fold


def name_key(first_name: str, last_name: str) -> str:
    """“Éloïse MARTIN-Roux” and “Eloise Martin Roux” alike; the order of the words does not count."""
    return " ".join(sorted(fold(f"{first_name} {last_name}").split()))[:160]


def mail_key(email: str) -> str:
    """`a.b+x@Example.org` and `ab@example.org` alike: capitals, dots and what follows a plus say nothing of who it is."""
    local, _, host = email.strip().lower().rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{host}"[:254] if host else ""


def phone_key(phone: str) -> str:
    """`+33 6 12 34 56 78` and `06.12.34.56.78` alike: the last nine digits; "" for fewer."""
    digits = re.sub(r"\D", "", phone)
    return digits[-9:] if len(digits) >= 9 else ""
