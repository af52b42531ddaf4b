from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrielles.kit.refusals import Refused
from industrielles.places import directory

from .conftest import DIRECTORY


def altered(tmp_path: Path, change: object) -> Path:
    """A copy of the extract, its bytes changed by a function."""
    file = tmp_path / "altered.csv"
    file.write_bytes(change(DIRECTORY.read_bytes()))  # type: ignore[operator]
    return file


@pytest.mark.parametrize("uai", ["0932030B", "0772228D", "9741186W", "0911948Y"])
def test_uai_of_the_directory_are_right(uai: str) -> None:
    assert directory.is_uai(uai)


@given(st.integers(0, 9_999_999), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_uai_has_one_letter_and_no_other(number: int, letter: str) -> None:
    digits = f"{number:07}"
    assert directory.is_uai(digits + letter) == (letter == directory.uai_letter(digits))


@given(st.integers(0, 9_999_999), st.integers(0, 6), st.integers(1, 9))
def test_uai_with_one_digit_mistyped_is_seen(number: int, place: int, step: int) -> None:
    digits = f"{number:07}"
    wrong = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1:]
    assert not directory.is_uai(wrong + directory.uai_letter(digits))


@given(st.text(max_size=12))
def test_is_uai_never_fails(text: str) -> None:
    assert directory.is_uai(text) in (True, False)


def test_read_takes_the_file_as_published() -> None:
    reading = directory.read(DIRECTORY)
    assert (reading.lines, len(reading.rows), reading.refusals) == (12, 11, [])


def test_read_keeps_a_quoted_separator() -> None:
    names = [rows[0]["nom_etablissement"] for rows in directory.read(DIRECTORY).rows.values()]
    assert 'Lycée "Les Horizons" ; site Nord' in names


def test_read_takes_line_ends_inside_quotes(tmp_path: Path) -> None:
    file = altered(tmp_path, lambda raw: raw.replace("Lycée qui ferme".encode(), '"Lycée\r\nqui ferme"'.encode()))
    reading = directory.read(file)
    assert [rows[0]["nom_etablissement"] for rows in reading.rows.values()].count("Lycée qui ferme") == 1


def test_read_refuses_only_the_line_whose_quotation_mark_is_never_closed(tmp_path: Path) -> None:
    file = altered(tmp_path, lambda raw: raw.replace("Lycée polyvalent Ada".encode(), '"Lycée polyvalent Ada'.encode()))
    reading = directory.read(file)
    assert [(refusal.line, refusal.reason) for refusal in reading.refusals] == [(2, "un guillemet n’est pas refermé")]
    assert len(reading.rows) == 10


def test_read_skips_empty_lines_and_refuses_text_after_a_closed_quotation_mark(tmp_path: Path) -> None:
    file = altered(tmp_path, lambda raw: raw.replace("Lycée polyvalent Ada".encode(), b'"Ada" deux').replace(b"\r\n0", b"\r\n\r\n0", 3))
    reading = directory.read(file)
    assert [(refusal.line, refusal.reason) for refusal in reading.refusals] == [(3, "un guillemet n’est pas refermé")]
    assert (reading.lines, len(reading.rows)) == (12, 10)


def test_read_refuses_a_wrong_letter_with_the_right_one(tmp_path: Path) -> None:
    uai = f"0590001{directory.uai_letter('0590001')}"
    reading = directory.read(altered(tmp_path, lambda raw: raw.replace(uai.encode(), b"0590001A")))
    assert [(r.line, r.uai, r.reason) for r in reading.refusals] == [(2, "0590001A", f"la lettre de cet UAI devrait être {uai[7]}")]


def test_read_refuses_an_empty_name(tmp_path: Path) -> None:
    reading = directory.read(altered(tmp_path, lambda raw: raw.replace("Lycée polyvalent Ada Lovelace".encode(), b"")))
    assert [r.reason for r in reading.refusals] == ["le nom est vide"]


def test_read_tolerates_columns_it_does_not_know_and_their_case(tmp_path: Path) -> None:
    def change(raw: bytes) -> bytes:
        lines = raw.decode("utf-8-sig").lower().replace("\r\n", ";neuf\n").encode()
        return lines.replace(b";neuf", b";colonne_nouvelle", 1)
    assert len(directory.read(altered(tmp_path, change)).rows) == 11


def test_read_names_the_missing_columns(tmp_path: Path) -> None:
    file = altered(tmp_path, lambda raw: raw.replace(b"Code_departement", b"Departement").replace(b";etat;", b";statut;"))
    with pytest.raises(Refused, match="code_departement, etat"):
        directory.read(file)


@pytest.mark.parametrize("keep", [0.3, 0.5, 0.77, 0.9])
def test_read_refuses_a_file_cut_in_the_middle_of_a_line(tmp_path: Path, keep: float) -> None:
    file = altered(tmp_path, lambda raw: raw[: int(len(raw) * keep)])
    lines = file.read_bytes().count(b"\n") + 1
    with pytest.raises(Refused, match=f"coupé au milieu de la ligne {lines}"):
        directory.read(file)


def test_read_takes_a_whole_file_cut_inside_a_character_for_a_cut_one(tmp_path: Path) -> None:
    file = altered(tmp_path, lambda raw: raw[: raw.rindex("é".encode()) + 1])
    with pytest.raises(Refused, match="coupé"):
        directory.read(file)


def test_read_takes_a_last_line_without_end(tmp_path: Path) -> None:
    assert len(directory.read(altered(tmp_path, lambda raw: raw.rstrip())).rows) == 11


def test_read_says_which_line_is_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="La ligne 2 n’est pas en UTF-8"):
        directory.read(altered(tmp_path, lambda raw: raw.decode("utf-8-sig").encode("latin-1")))


def test_read_refuses_utf16(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="UTF-16"):
        directory.read(altered(tmp_path, lambda raw: raw.decode("utf-8-sig").encode("utf-16")))


def test_read_refuses_an_absent_file_and_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="ne peut pas être lu"):
        directory.read(tmp_path / "absent.csv")
    with pytest.raises(Refused, match="est vide"):
        directory.read(altered(tmp_path, lambda raw: b""))


def test_main_site_is_the_same_whatever_the_order() -> None:
    rows = next(rows for rows in directory.read(DIRECTORY).rows.values() if len(rows) > 1)
    assert directory.main_site(rows)["nom_etablissement"] == directory.main_site(rows[::-1])["nom_etablissement"] == "Lycée Marie Curie"


@given(st.binary(max_size=400))
def test_read_refuses_whatever_is_not_the_directory_in_words(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "any.csv"
    file.write_bytes(raw)
    with pytest.raises(Refused):
        directory.read(file)
