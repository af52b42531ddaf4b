"""What an invented crowd decides: every decision is drawn from the seed and from what it is about, so that a play killed and started
again decides the same. Shares are guesses, written here in one place; a real network replaces them by its own."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass

CONFIRMS = 0.96  # teachers who follow the link of the first mail
ANSWERS_A_DAY = 0.40  # role models who answer on a given working day
NEVER_ANSWERS = 0.07
ANSWERS = (("accept", 0.64), ("decline", 0.20), ("counter", 0.11), ("pass on", 0.05))
DATE_AGREED = 0.80  # teachers who take the date proposed instead
RELEASES = 0.03  # accepted visits she cannot make in the end
CANCELS = 0.025  # visits their teacher cancels
POSTPONES = 0.02
NOT_HELD = 0.03
LENDS = 0.75  # networks that agree to lend someone
TELLS = (("role model", 0.68), ("teacher", 0.20), ("both", 0.09), ("nobody", 0.03))
COUNTS_DIFFER = 0.5  # of the visits both have told
CORRECTS = 0.04  # reports corrected by the one who told


def drawn(seed: int, *about: object) -> random.Random:
    """A source of chance that depends on the seed and on what is decided, and on nothing else."""
    words = "|".join(str(part) for part in (seed, *about))
    return random.Random(int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big"))


def one_of(choice: random.Random, shares: tuple[tuple[str, float], ...]) -> str:
    """One of the words, by its share."""
    return choice.choices([word for word, _ in shares], [share for _, share in shares])[0]


@dataclass(frozen=True)
class Told:
    """People met at a visit, as the crowd tells it."""

    people: int
    girls: int
    boys: int


def expected_headcount(seed: int, key: object, headcount: int) -> Told:
    """Who was there: a few pupils are ill, about half are girls, some teachers do not state gender."""
    choice = drawn(seed, key, "there")
    people = max(1, headcount - min(choice.randrange(4), headcount - 1))
    girls = min(people, sum(choice.random() < 0.52 for _ in range(people)))
    if choice.random() < 0.08:
        return Told(people, 0, 0)
    return Told(people, girls, people - girls)


def miscounted(told: Told) -> Told:
    """The same visit, told by somebody who counted two pupils fewer (or one more when they were few)."""
    if told.people > 4 and told.boys >= 2:
        return Told(told.people - 2, told.girls, told.boys - 2)
    return Told(told.people + 1, told.girls, told.boys)
