"""Names and other lines, as the eye reads them."""
from __future__ import annotations

import json
import unicodedata

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from industrielles.joining import reading
from industrielles.kit.forms import Dressed, Form
from industrielles.kit.lines import BLANKS, JOINERS, one_line

HIDDEN = ("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
          "\u2066\u2067\u2068\u2069\ufeff\u00ad\u061c\u0000\u0007\u001b\u007f")
BREAKS = "\n\r\t\x0b\x0c\x1c\x85\u2028\u2029\u00a0\u202f\u3000"
names = st.text(st.one_of(st.characters(), st.sampled_from([*HIDDEN, *BREAKS, *BLANKS, "é", "\u0301", "'", "’", "-", " "])), max_size=40)


class Person(Form):
    name = forms.CharField(label="Nom", max_length=8)
    words = forms.CharField(label="Un mot", required=False, widget=forms.Textarea)


@given(names)
def test_a_line_holds_nothing_that_is_not_seen(text: str) -> None:
    kept = one_line(text)
    assert kept == unicodedata.normalize("NFC", kept) == " ".join(kept.split(" ")).strip()
    assert "  " not in kept and not BLANKS & set(kept)
    assert all(letter == " " or not letter.isspace() for letter in kept)
    assert all(letter in JOINERS or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in kept)
    kept.encode()  # no half of a character


@given(names)
def test_twice_is_once(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Pd"], include_characters="'’"), min_size=1).filter(
    lambda text: not BLANKS & set(text)))
def test_letters_of_any_alphabet_apostrophes_and_hyphens_stay(text: str) -> None:
    assert one_line(text) == unicodedata.normalize("NFC", text)


@given(st.sampled_from(HIDDEN), st.integers(0, 4))
def test_what_hides_in_a_latin_name_changes_nothing(hidden: str, place: int) -> None:
    assert one_line("Lé’a"[:place] + hidden + "Lé’a"[place:]) == "Lé’a"


@pytest.mark.parametrize(("typed", "kept"), [
    ("  Anne-Lise   O’Neill ", "Anne-Lise O’Neill"), ("Zoe\u0301", "Zoé"), ("Léa\r\nBcc: x", "Léa Bcc: x"), ("\u202eeniram", "eniram"),
    ("Ma\u200brie", "Marie"), ("\u200b\u2060\ufeff", ""), ("\u3164\u2800", ""), ("e\u200b\u0301", "é"), ("نازنین", "نازنین"),
    ("علی\u200cرضا", "علی\u200cرضا"), ("क्\u200dष", "क्\u200dष"), ("\u200cعلی\u200c", "علی"), ("Łukasz Ñandú Đỗ", "Łukasz Ñandú Đỗ"),
    ("李\u3000小龍", "李 小龍"), ("L’atelier 👩\u200d🏭", "L’atelier 👩\u200d🏭"),
    ("\ud800x", "x"), ("\ufe0f \u034f\u0301", ""), ("", "")])
def test_names(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_every_form_keeps_a_line_to_what_is_seen_and_leaves_the_lines_of_a_paragraph() -> None:
    form = Person({"name": "\u202eZoe\u0301\u200b\n B\u2066. ", "words": "un\ndeux"})
    assert form.is_valid() and form.cleaned_data == {"name": "Zoé B.", "words": "un\ndeux"}


def test_a_name_of_nothing_seen_is_missing_and_only_what_is_seen_is_counted() -> None:
    assert Person({"name": "\u200b\u202e\n"}).errors["name"] == ["Remplissez «\u00a0Nom\u00a0»"]
    assert Person({"name": "\u200b" * 9 + "Marianne"}).is_valid()
    assert not Person({"name": "Marianne-Lou"}).is_valid()


def test_one_form_does_not_read_for_another() -> None:
    assert [Person({"name": name}).errors for name in ("Léa", "")] == [{}, {"name": ["Remplissez «\u00a0Nom\u00a0»"]}]


def test_every_form_of_the_house_is_one_of_the_kit() -> None:
    seen: list[type] = []
    waiting: list[type] = [forms.BaseForm]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            seen.append(kind)
    bare = [kind for kind in seen if kind.__module__.startswith("industrielles.") and not issubclass(kind, Dressed)]
    assert seen and not bare


def test_a_spreadsheet_is_read_as_the_eye_reads_it() -> None:
    read = reading.read("Prénom;Courriel\n\u202eZoe\u0301\u200b;e@x.fr\n".encode())
    assert json.loads(json.dumps(read))["rows"] == [[2, ["Zoé", "e@x.fr"], ""]]
