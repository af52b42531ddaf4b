"""Signed links: only whole, for their purpose, in time."""
from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from industrielles.kit import links


def test_a_link_says_its_row_and_version() -> None:
    assert links.read("follow", links.sign("follow", "ABC", 3)) == ("ABC", 3)


def test_a_link_is_for_one_purpose() -> None:
    with pytest.raises(links.BadLink):
        links.read("answer", links.sign("follow", "ABC"))


def test_a_link_too_old_says_so_and_of_what() -> None:
    with time_machine.travel("2026-11-01", tick=False):
        token = links.sign("follow", "ABC")
    with time_machine.travel("2026-11-20", tick=False):
        assert links.read("follow", token, max_age=dt.timedelta(days=30)) == ("ABC", 1)
        with pytest.raises(links.BadLink) as found:
            links.read("follow", token, max_age=dt.timedelta(days=10))
    assert (found.value.expired, found.value.code) == (True, "ABC")


@given(st.text())
def test_whatever_else_is_a_bad_link_and_nothing_worse(token: str) -> None:
    with pytest.raises(links.BadLink):
        links.read("follow", token)


@given(st.integers(0, 60), st.characters())
def test_a_link_of_which_one_letter_is_changed_is_bad(place: int, letter: str) -> None:
    token = links.sign("follow", "ABCDEFGH2345")
    place %= len(token)
    changed = token[:place] + letter + token[place + 1:]
    if changed != token:
        with pytest.raises(links.BadLink):
            links.read("follow", changed)
