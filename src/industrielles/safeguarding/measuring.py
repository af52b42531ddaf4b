"""How well the detector does on three corpora: `corpus.tsv`, by those who wrote its patterns; `corpus_other_hand.tsv` and
`corpus_third_hand.tsv`, each by somebody who had not read them. Half of each may be looked at to mend, half never."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .detector import findings

CORPUS = Path(__file__).parent / "corpus.tsv"
OTHER_HAND = Path(__file__).parent / "corpus_other_hand.tsv"
THIRD_HAND = Path(__file__).parent / "corpus_third_hand.tsv"
CLEAN = "clean"
RECALL, WRONGLY = 95.0, 5.0  # per cent: goals


@dataclass(frozen=True)
class Phrase:
    """`kind`: of detector.Kind, or "clean"; `held_out`: not looked at while tuning."""

    language: str
    kind: str
    text: str
    held_out: bool


@dataclass(frozen=True)
class Part:
    """Half of a corpus. `least` held and `most` held wrongly, in per cent, a little under what was measured last: less is a step back."""

    name: str
    phrases: list[Phrase]
    least: float
    most: float
    open: bool  # its phrases may be looked at


@dataclass(frozen=True)
class Line:
    """Of `total` phrases of a kind in a language, `held` are held back; `right` of them for this very kind."""

    language: str
    kind: str
    total: int
    held: int
    right: int

    @property
    def rate(self) -> float:
        """Held, in per cent: recall, or false positives when the kind is clean."""
        return 100 * self.held / self.total if self.total else 0.0


def phrases(file: Path = CORPUS) -> list[Phrase]:
    """The corpus, in its order: half ("tuned" or "held"), language, kind, words."""
    found = []
    for line in file.read_text("utf-8").splitlines():
        half, language, kind, text = line.split("\t")
        found.append(Phrase(language, kind, text, half == "held"))
    return found


def parts() -> list[Part]:
    """The three corpora, each in two."""
    ours, others, third = phrases(CORPUS), phrases(OTHER_HAND), phrases(THIRD_HAND)
    return [
        Part("réglage / tuned", [one for one in ours if not one.held_out], 99, 2, True),
        Part("tenue à l’écart / held out", [one for one in ours if one.held_out], 98, 4, False),
        Part("autre main, ouverte / other hand, open", [one for one in others if not one.held_out], 99, 1, True),
        Part("autre main, fermée / other hand, closed", [one for one in others if one.held_out], 96, 4, False),
        Part("troisième main, ouverte / third hand, open", [one for one in third if not one.held_out], 99, 3, True),
        Part("troisième main, fermée / third hand, closed", [one for one in third if one.held_out], 95, 2, False),
    ]


def measure(chosen: Iterable[Phrase]) -> list[Line]:
    """One line for each kind and language."""
    counts: dict[tuple[str, str], list[int]] = {}
    for one in chosen:
        found = {each.kind.value for each in findings(one.text)}
        count = counts.setdefault((one.kind, one.language), [0, 0, 0])
        count[0] += 1
        count[1] += bool(found)
        count[2] += one.kind in found
    return [Line(language, kind, *count) for (kind, language), count in sorted(counts.items())]


def summed(lines: Iterable[Line], *, clean: bool) -> Line:
    """All kinds and languages together: what must be held, or what must not."""
    chosen = [line for line in lines if (line.kind == CLEAN) == clean]
    return Line("", CLEAN if clean else "", sum(one.total for one in chosen), sum(one.held for one in chosen),
                sum(one.right for one in chosen))


def misses(chosen: Iterable[Phrase]) -> list[Phrase]:
    """What should be held and is not; what is held and should not."""
    return [one for one in chosen if bool(findings(one.text)) == (one.kind == CLEAN)]
