from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from industrielles.places import importing
from industrielles.places.importing import import_schools
from industrielles.places.models import ImportRun, School, Source
from tests.factories.places import SchoolFactory

from .conftest import DIRECTORY, REAL
from .test_directory import altered

Capture = Any


def school(name: str) -> School:
    return School.objects.get(name__contains=name)


def rows() -> list[dict[str, Any]]:
    return list(School.objects.order_by("pk").values())


def counts(run: ImportRun) -> tuple[int, int, int, int, int]:
    return run.added, run.changed, run.unchanged, run.closed, run.refused


def test_import_adds_every_school_once(ground: Any) -> None:
    run = import_schools(DIRECTORY)
    assert counts(run) == (11, 0, 0, 0, 0)
    assert School.objects.count() == 11


def test_import_again_changes_nothing(ground: Any) -> None:
    import_schools(DIRECTORY)
    before = rows()
    assert counts(import_schools(DIRECTORY)) == (0, 0, 11, 0, 0)
    assert rows() == before


def test_import_in_another_order_changes_nothing(ground: Any, tmp_path: Path) -> None:
    import_schools(DIRECTORY)
    def turned(raw: bytes) -> bytes:
        head, *lines = raw.splitlines(keepends=True)
        return head + b"".join(reversed(lines))
    assert counts(import_schools(altered(tmp_path, turned))) == (0, 0, 11, 0, 0)


def test_import_makes_one_school_of_several_sites(ground: Any) -> None:
    import_schools(DIRECTORY)
    curie = school("Marie Curie")
    assert (curie.sites, curie.town, curie.has_general, curie.has_technological) == (2, "Lille", True, True)
    assert curie in School.objects.search("curie roubaix")


def test_import_places_a_school_without_coordinates_at_its_commune(ground: Any) -> None:
    import_schools(DIRECTORY)
    found = school("sans coordonnées")
    assert (found.placed_by, found.latitude) == (School.PlacedBy.COMMUNE, ground["59350"].latitude)


def test_import_does_not_believe_coordinates_far_from_the_commune(ground: Any) -> None:
    run = import_schools(DIRECTORY)
    assert (school("fausses").placed_by, run.report["notes"]["doubted_coordinates"]) == (School.PlacedBy.COMMUNE, 1)


def test_import_leaves_a_school_nowhere_rather_than_anywhere(ground: Any) -> None:
    import_schools(DIRECTORY)
    lagon = school("lagon")
    assert (lagon.is_located, lagon.placed_by, lagon.department_id, lagon.academy_id) == (False, "", "988", "40")


def test_import_finds_the_arrondissement_of_a_city_without_one(ground: Any) -> None:
    import_schools(DIRECTORY)
    assert (school("treizième").commune_id, school("treizième").sector) == ("75113", "private")


def test_import_keeps_closing_schools_open_and_closed_ones_closed(ground: Any) -> None:
    import_schools(DIRECTORY)
    assert (school("qui ferme").closing, school("qui ferme").is_open) == (True, True)
    assert school("Lycée fermé").closed_on == dt.date(2026, 9, 1)
    assert school("Lycée fermé") not in School.objects.open()


def test_import_counts_what_changed_and_what_closed(ground: Any, tmp_path: Path) -> None:
    import_schools(DIRECTORY)
    file = altered(tmp_path, lambda raw: raw.replace(b"Ada Lovelace", b"Ada Byron").replace(b"A FERMER", "FERMÉ".encode()))
    assert counts(import_schools(file)) == (0, 1, 9, 1, 0)


def test_import_never_moves_the_day_of_a_closing(ground: Any, tmp_path: Path) -> None:
    import_schools(DIRECTORY)
    import_schools(altered(tmp_path, lambda raw: raw.replace(b"2026-09-01", b"2026-10-01")))
    assert school("Lycée fermé").closed_on == dt.date(2026, 9, 1)


def test_import_refuses_an_unknown_department_with_its_line(ground: Any, tmp_path: Path) -> None:
    run = import_schools(altered(tmp_path, lambda raw: raw.replace(b";988;40;", b";999;40;")))
    assert [(r["line"], r["reason"]) for r in run.report["refusals"]] == [(12, "le département 999 n’est pas connu")]


def test_import_leaves_absent_schools_alone_unless_the_file_is_complete(ground: Any) -> None:
    absent = SchoolFactory(commune=ground["59350"])
    college = SchoolFactory(commune=ground["59350"], kind=School.Kind.COLLEGE)
    import_schools(DIRECTORY)
    absent.refresh_from_db()
    assert absent.is_open
    assert import_schools(DIRECTORY, complete=True).closed == 1
    absent.refresh_from_db()
    college.refresh_from_db()
    assert (absent.is_open, college.is_open) == (False, True)


def test_import_doubts_a_complete_file_that_would_close_many(ground: Any) -> None:
    SchoolFactory.create_batch(10, commune=ground["59350"])
    run = import_schools(DIRECTORY, complete=True)
    assert run.closed == 0
    assert "10 établissements sur 20 manquent" in run.report["warning"]


def test_import_does_not_close_a_school_whose_line_is_refused(ground: Any, tmp_path: Path) -> None:
    import_schools(DIRECTORY)
    file = altered(tmp_path, lambda raw: raw.replace("Lycée polyvalent Ada Lovelace".encode(), b""))
    assert import_schools(file, complete=True).closed == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("slices", [1, 2, 3])
def test_import_interrupted_and_started_again_ends_as_if_it_had_never_stopped(
    ground: Any, monkeypatch: pytest.MonkeyPatch, slices: int,
) -> None:
    monkeypatch.setattr(importing, "SLICE", 3)
    keep: Callable[..., None] = importing._keep
    kept: list[int] = []

    def dying(*args: Any) -> None:
        if len(kept) == slices:
            raise OperationalError("database or disk is full")
        keep(*args)
        kept.append(1)

    monkeypatch.setattr(importing, "_keep", dying)
    with pytest.raises(CommandError, match="database or disk is full"):
        call_command("import_schools", str(DIRECTORY))
    assert School.objects.count() == 3 * slices
    assert ImportRun.objects.latest().ended_at is None
    monkeypatch.setattr(importing, "_keep", keep)
    assert counts(import_schools(DIRECTORY)) == (11 - 3 * slices, 0, 3 * slices, 0, 0)
    interrupted = rows()
    School.objects.all().delete()
    import_schools(DIRECTORY)
    assert rows() == interrupted


def test_import_of_a_cut_file_writes_nothing(ground: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="rien n’a été importé"):
        call_command("import_schools", str(altered(tmp_path, lambda raw: raw[:4000])))
    assert (School.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_import_says_where_the_schools_come_from(ground: Any) -> None:
    import_schools(DIRECTORY)
    source = Source.objects.get(pk="schools")
    assert (source.licence, source.vintage, source.rows) == ("Licence Ouverte 2.0", "2026-09-01", 11)


def test_import_schools_prints_its_report_in_words_and_as_json(ground: Any, capsys: Capture, tmp_path: Path) -> None:
    file = altered(tmp_path, lambda raw: raw.replace(b";988;40;", b";999;40;"))
    call_command("import_schools", str(file))
    words = capsys.readouterr().out
    assert "Lignes lues : 12. Établissements ajoutés : 10" in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "ligne 12 (" in words
    call_command("import_schools", str(file), "--json")
    report = json.loads(capsys.readouterr().out)
    assert (report["added"], report["unchanged"], report["refused"], report["refusals"][0]["line"]) == (0, 10, 1, 12)


@pytest.mark.skipif(not REAL.exists(), reason=f"the real directory is not at {REAL}")
def test_import_takes_the_real_directory_twice(db: Any) -> None:
    run = import_schools(REAL)
    assert (run.rows, run.added, run.refused, run.report["notes"]["several_sites"]) == (5704, 5665, 0, 36)
    assert counts(import_schools(REAL)) == (0, 0, 5665, 0, 0)
    assert School.objects.filter(closing=True).count() == 3
