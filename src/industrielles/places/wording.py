"""A department inside a sentence: “dans le Nord”, “en Gironde”, “à Paris”; “in the Nord”, “in Gironde”, “in Paris”."""
from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

# Names with “le”, “la” and “les” have that article in the official geographic code too (INSEE, TNCC 2, 3, 4). Whether another, feminine or
# beginning with a vowel, is said with “en” or with its article is usage, and the code does not tell it.
USAGE = """
le|14 15 18 25 29 30 32 39 41 45 46 47 56 59 62 63 67 68 69 81 82 83 84 90 94 95
la|23 26 42 50 51 55 58 72 80 86
l’|01 02 03 10 11 27 34 36 60 61 89
les|04 05 06 08 13 22 40 64 65 66 78 79 88 92 984
en|07 09 12 16 17 19 21 24 28 2A 2B 31 33 35 37 38 43 44 48 49 52 53 54 57 70 71 73 74 76 77 85 87 91 93 971 972 973 987 988
à|75 974 975 976 977 978 986
"""
WORDS = {
    "le": pgettext_lazy("le", "in the %(department)s"), "la": pgettext_lazy("la", "in the %(department)s"),
    "l’": pgettext_lazy("l’", "in the %(department)s"), "les": pgettext_lazy("les", "in the %(department)s"),
    "en": pgettext_lazy("en", "in %(department)s"), "à": pgettext_lazy("à", "in %(department)s"),
}
WAYS = {code: way for way, codes in (line.split("|") for line in USAGE.strip().splitlines()) for code in codes.split()}


def within(code: str, name: str) -> str:
    """Where something is, by the code and the name of its department, to be written in the middle of a sentence."""
    way = WAYS.get(code)
    return (str(WORDS[way]) if way else _("in this department: %(department)s")) % {"department": name}
