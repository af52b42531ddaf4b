"""Questions about places: what lies near, what bears this name."""
from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Self

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from . import distance
from .search import fold, nearly, words

FEWEST_LETTERS = 2  # one letter names half of France
HOMONYMS = 30  # rows looked at for one that bears these very words: fewer take one Saint-Paul for the only one
SHORTEST, LONGEST, SAMPLE = 4, 4, 400  # letters of a word whose error is forgiven; words of the text; rows looked at for it
RADII = (5, 12, 25, 50, 100, 200, 500, 1200, 20_100)  # kilometres, rising until enough is found


class Near(QuerySet[Any]):
    """Mixin of the QuerySet of every Located model: circles, by ranges of cells and the squared chord."""

    def near(self, latitude: float, longitude: float, km: float) -> Self:
        """Rows within `km` kilometres of the place, the circle included. Annotates `chord` (distance.kilometres_of_chord says km)."""
        ranges = distance.ranges(latitude, longitude, km)
        cells = reduce(or_, (Q(cell__range=pair) for pair in ranges))
        # One part in a billion more: who lives exactly on the circle is inside, whatever the rounding.
        return self.with_chord(latitude, longitude).filter(cells, chord__lte=distance.squared_chord(km) * (1 + 1e-9))

    def with_chord(self, latitude: float, longitude: float) -> Self:
        """Each row with `chord`, the squared straight line to the place on the unit sphere: grows with the distance."""
        parts: list[Combinable] = []
        for name, value in zip("xyz", distance.unit(latitude, longitude), strict=True):
            away = F(name) - Value(value)
            parts.append(away * away)
        return self.annotate(chord=parts[0] + parts[1] + parts[2])

    def nearest(self, latitude: float, longitude: float, count: int = 20, *, within: float = RADII[-1]) -> list:
        """The `count` rows nearest to the place, nearest first, none further than `within` km; the radius rises until they are found."""
        found: list = []
        for km in (*(r for r in RADII if r < within), within):
            found = list(self.near(latitude, longitude, km).order_by("chord", "pk")[:count])
            if len(found) >= count:
                break
        return found


class Named(QuerySet[Any]):
    """Mixin of what is found by typing a few words: every word must be there, in any order, accents and capitals aside."""

    def naming(self, text: str) -> Self:
        """Rows whose `search_text` holds every word of `text`; none for less than two letters."""
        found = words(text)
        if len("".join(found)) < FEWEST_LETTERS:
            return self.none()
        return self.filter(*(Q(search_text__contains=word) for word in found))

    def search(self, text: str) -> Self:
        """The same, best first."""
        raise NotImplementedError

    def best(self, text: str, count: int) -> list[Any]:
        """The `count` best; when nothing bears these words, those that bear them but for one typing error in one word."""
        found = list(self.search(text)[:count])
        corrected = "" if found else self.corrected(text)
        return list(self.search(corrected)[:count]) if corrected else found

    def corrected(self, text: str) -> str:
        """The text with one word replaced by a known one that an error separates from it, the others as they are; "" when none.

        A word with one error still begins or ends as it should, or has its two middle letters swapped: one question finds the rows.
        """
        typed = words(text)
        doubtful = {n: [*typed[:n], *typed[n + 1 :]] for n, word in enumerate(typed) if len(word) >= SHORTEST and word.isalpha()}
        if not doubtful or len(typed) > LONGEST:
            return ""
        alike = (Q(_half_right(typed[n]), *(Q(search_text__contains=word) for word in others)) for n, others in doubtful.items())
        for row in self.filter(reduce(or_, alike)).order_by().values_list("search_text", flat=True)[:SAMPLE]:
            for n, others in doubtful.items():
                known = next((word for word in row.split() if nearly(typed[n], word)), "")
                if known and all(word in row for word in others):
                    return " ".join([*typed[:n], known, *typed[n + 1 :]])
        return ""

    def meant(self, text: str, code: str = "") -> Any:
        """The row that a form means: of the code chosen in the list, else the only one that the text names; None when that is unclear."""
        chosen = self.filter(pk=code.strip().upper()).first() if code.strip() else None
        if chosen:
            return chosen
        typed, best = words(text), list(self.search(text)[:HOMONYMS])
        exact = [row for row in best if typed in (words(row.name), words(str(row)))]
        return best[0] if len(best) == 1 else exact[0] if len(exact) == 1 else None


def _half_right(word: str) -> Q:
    """Rows with a word that begins or ends like this one, or whose two middle letters come the other way round."""
    half = len(word) // 2
    swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
    return reduce(or_, (Q(search_text__contains=part) for part in (f" {word[:half]}", f"{word[half:]} ", f" {swapped} ")))


def _closeness(text: str) -> Case:
    """0: the name begins with what is typed; 1: it holds it in whole words; 2: at the beginning of a word; 3: elsewhere."""
    found = words(text) or [""]
    phrase = " ".join(found)
    starts = Q(*(Q(search_text__contains=f" {word}") for word in found))
    return Case(
        When(search_text__startswith=f" {phrase} ", then=Value(0)),
        When(search_text__contains=f" {phrase} ", then=Value(1)),
        When(search_text__startswith=f" {phrase}", then=Value(2)),
        When(starts, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )


class Communes(Near, Named):  # type: ignore[override]
    def search(self, text: str) -> Self:
        """Communes by name, postcode or code, best first: the name itself, then the most people."""
        found = self.naming(text).annotate(closeness=_closeness(text))
        return found.order_by("closeness", F("population").desc(nulls_last=True), "name", "pk")


class Schools(Near, Named):  # type: ignore[override]
    def open(self) -> Self:
        """Schools that the directory does not say closed; those announced as closing are still open."""
        return self.filter(closed_on=None)

    def search(self, text: str) -> Self:
        """Schools by UAI, name, town or postcode, best first: the UAI itself, then whole words, open before closed."""
        uai = fold(text).replace(" ", "").upper()
        if len(uai) == 8 and self.filter(pk=uai).exists():
            return self.filter(pk=uai).annotate(closeness=Value(0)).order_by("pk")
        found = self.naming(text).annotate(closeness=_closeness(text))
        return found.order_by("closeness", F("closed_on").desc(nulls_first=True), "town", "name", "pk")
