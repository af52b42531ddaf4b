"""Typography of each language: spaces that do not break, numbers, days and hours as people read them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import clock

SPACE, THIN = "\u00a0", "\u202f"  # no-break space, narrow no-break space
FAR = dt.timedelta(days=180)  # a day further than this is told with its year

FRENCH = [  # "(?<!\s)" before "\s+": a thousand spaces are read once, not once from each of them
    (re.compile(r"(?<!\s)\s+(?=[;!?%](?:\W|$))"), THIN),  # oui ! 29 %
    (re.compile(r"(?<!\s)\s+(?=:(?:\s|$))"), SPACE),  # méthode :
    (re.compile(r"«\s+"), f"«{SPACE}"),
    (re.compile(r"(?<!\s)\s+»"), f"{SPACE}»"),
]
WITH_DIGITS = [  # asked only of words with a digit
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), THIN),  # 12 345
    (re.compile(r"\b(\d{1,2}) ?h ?(\d{2})\b"), f"\\1{SPACE}h{SPACE}\\2"),  # 14 h 30
    (re.compile(r"\b(\d{1,2}) ?h\b"), f"\\1{SPACE}h"),
    (re.compile(r"(?<=\d) (?=(?:km|€|min|ans?|élèves?|filles?|garçons?|personnes?|classes?)\b|€)"), SPACE),
    (re.compile(r"\b(\d{1,3})(er|re|de|nd|nde|e)\b"), r"\1<sup>\2</sup>"),  # 4e, 1re, 2de
]
DIGIT = re.compile(r"\d")


def french() -> bool:
    """Whether the reader reads French now."""
    return (get_language() or "fr").startswith("fr")


def rules(words: str) -> list[tuple[re.Pattern[str], str]]:
    """What French typography changes in these words: (pattern, replacement), in this order."""
    return [*FRENCH, *WITH_DIGITS] if DIGIT.search(words) else FRENCH


def typo(text: Any) -> SafeString:
    """The text, escaped, with French typography when the reader reads French; unchanged in English."""
    words = str(conditional_escape(text))
    if french():
        for pattern, replacement in rules(words):
            words = pattern.sub(replacement, words)
    return mark_safe(words)


def number(value: float | Decimal | None, digits: int = 0) -> str:
    """`3412` as “3 412” or “3,412”, with at most `digits` decimals; None (a group too small to be shown) in words."""
    if value is None or value == "":
        return _("too few to show")
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return _decimal(value, pattern, "fr" if french() else "en")


@lru_cache(maxsize=2048)
def _decimal(value: float | Decimal, pattern: str, locale: str) -> str:
    """A list says the same few numbers again and again."""
    return format_decimal(value, format=pattern, locale=locale, decimal_quantization=True)


def percent(value: float | None) -> str:
    """`29` as “29 %” or “29%”; under ten with a decimal when there is one: 1.9 is not 1."""
    if value is None:
        return _("too few to show")
    words = number(value, 1 if abs(value) < 10 else 0)
    return f"{words}{THIN}%" if french() else f"{words}%"


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def day(value: dt.date | dt.datetime | None) -> str:
    """“mardi 9 décembre”, in local time, with the year when it is more than half a year away; “” for None."""
    if not value:
        return ""
    date = _local(value).date() if isinstance(value, dt.datetime) else value
    year = " y" if abs(date - clock.today()) > FAR else ""
    return _day(date, f"EEEE d MMMM{year}", "fr" if french() else "en_GB")


@lru_cache(maxsize=1024)
def _day(date: dt.date, pattern: str, locale: str) -> str:
    """A list says the same few days again and again."""
    words = format_date(date, pattern, locale=locale)
    if locale == "fr" and date.day == 1:
        words = words.replace(" 1 ", " 1er ", 1)
    return words.replace(" ", SPACE)


def month(value: dt.date, style: str = "MMMM y") -> str:
    """“septembre 2026”; style “MMM” gives “sept.”."""
    return format_date(value, style, locale="fr" if french() else "en_GB")


def hour(value: dt.time | dt.datetime | None) -> str:
    """“14 h 30”, “9 h”, or “14:30” in English; “” for None."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime):
        value = _local(value).time()
    if not french():
        return f"{value:%H:%M}"
    return f"{value.hour}{SPACE}h" + (f"{SPACE}{value:%M}" if value.minute else "")


def moment(value: dt.datetime | None) -> str:
    """“mardi 9 décembre à 14 h 30”, in local time; “” for None."""
    if not value:
        return ""
    return _("%(day)s at %(hour)s") % {"day": day(value), "hour": hour(value)}
