"""The class files of a trial: read as published, refused line by line."""

import pytest

from industrielles.rehearsal import classes

HEAD = "academie;uai;division;effectif\n"


def folder_with(tmp_path, text, name="classes-seconde-essai.csv"):
    (tmp_path / "annuaire-education-essai.csv").write_text("", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8-sig")
    return tmp_path


def test_read_keeps_label_headcount_and_line(tmp_path):
    _, files = classes.files(folder_with(tmp_path, HEAD + "Lille;0590122k;2GT1;31\n"))
    found, refused = classes.read(files)
    assert [(one.uai, one.label, one.headcount, one.where) for one in found] == [
        ("0590122K", "2GT1", 31, "classes-seconde-essai.csv, line 2")
    ]
    assert refused == []


@pytest.mark.parametrize(
    "row", ["Lille;0590122K;2GT1;", "Lille;0590122K;2GT1;0", "Lille;0590122K;2GT1;900", "Lille;0590122K;2GT1;trente", "Lille;;2GT1;30"]
)
def test_read_refuses_a_line_with_its_number(tmp_path, row):
    found, refused = classes.read(classes.files(folder_with(tmp_path, HEAD + row + "\n"))[1])
    assert found == []
    assert refused[0].startswith("classes-seconde-essai.csv, line 2: ")


def test_read_names_the_missing_column(tmp_path):
    with pytest.raises(classes.UnusableFolder, match="effectif"):
        classes.read(classes.files(folder_with(tmp_path, "academie;uai;division\nLille;0590122K;2GT1\n"))[1])


def test_files_says_what_a_folder_lacks(tmp_path):
    with pytest.raises(classes.UnusableFolder, match="annuaire-education"):
        classes.files(tmp_path)
    (tmp_path / "annuaire-education-x.csv").touch()
    with pytest.raises(classes.UnusableFolder, match="classes-seconde"):
        classes.files(tmp_path)


def test_the_same_class_makes_the_same_key(tmp_path):
    files = classes.files(folder_with(tmp_path, HEAD + "Lille;0590122K;2GT1;31\nLille;0590122K;2GT2;31\n"))[1]
    first, again = classes.read(files)[0], classes.read(files)[0]
    assert [one.key for one in first] == [one.key for one in again]
    assert first[0].key != first[1].key
