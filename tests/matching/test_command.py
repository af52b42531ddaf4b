"""The matching alone, from files to files."""
from __future__ import annotations

import csv
import gzip
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from industrielles.config import cli
from industrielles.matching import command, words

EDGES, CAPACITIES = "mentee,mentor,weight\nm1,a,5\nm1,b,4\nm2,a,7\nm2,b,1\n", "mentor,capacity\na,1\nb,2\n"
MENTORS = """first name,last name,email,role,organisation,grade,profession
Anne,Martin,anne@a.fr,Cheffe,Alpha,3,Soudage
Zoé,Petit,zoe@b.fr,Cheffe,Beta,4,Qualité
"""
MENTEES = """first name,last name,email,role,organisation,grade,profession
Lia,Roux,lia@c.fr,Apprentie,Beta,2,Qualité
Eva,Noir,eva@c.fr,Apprentie,Beta,2,Soudage
Ida,Blanc,ida@c.fr,Apprentie,Gamma,1,Essais
"""
RICH = "id,prénom,latitude,longitude,à distance,langues,demi-journées,intérêts,branche,{more}\n"


@pytest.fixture(autouse=True)
def _french(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    yield
    words.Voice.spoken = words.catalogues.NullTranslations()


@pytest.fixture
def match(tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run `industrielles match` on files of these contents; (code, written rows, other words)."""
    def run(*options: str, **files: str | bytes) -> tuple[int, list[list[str]], str]:
        arguments = []
        for name, content in files.items():
            file = tmp_path / f"{name}.csv{'.gz' if isinstance(content, bytes) else ''}"
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
            arguments += [f"--{name}", str(file)]
        monkeypatch.setattr(sys, "argv", ["industrielles", "match", *arguments, *options])
        code = cli.main()
        out, err = capsys.readouterr()
        return code, list(csv.reader(io.StringIO(out))), err
    return run


def test_pairs_of_a_file_are_matched_with_their_proof(match: Any) -> None:
    code, rows, said = match(edges=EDGES, capacities=CAPACITIES)
    assert (code, rows) == (0, [["mentee", "mentor"], ["m1", "b"], ["m2", "a"]])
    assert "valeur : 11\nborne : 11\nvaleur / borne : 1.0\ntemps : " in said.replace("\xa0", " ")


def test_compressed_files_other_separators_orders_and_a_byte_order_mark_are_read(match: Any) -> None:
    turned = "\ufeffweight;mentor;mentee\n5;a;m1\n\n4;b;m1\n7;a;m2\n1;b;m2\n"
    code, rows, _ = match(edges=gzip.compress(turned.encode()), capacities=gzip.compress(CAPACITIES.encode()))
    assert (code, rows[1:]) == (0, [["m1", "b"], ["m2", "a"]])


def test_an_output_file_leaves_the_screen_to_the_figures_in_english(match: Any, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "pairs.csv.gz"
    code, figures, err = match("--output", str(file), "--language", "en", "--fair", edges=EDGES, capacities=CAPACITIES)
    assert (code, err) == (0, "") and ["value: 11"] in figures and ["worst pair: 4"] in figures
    assert gzip.decompress(file.read_bytes()).decode() == "mentee,mentor\nm1,b\nm2,a\n"


@pytest.mark.parametrize(("edges", "capacities", "where"), [
    (EDGES + "m3,a,-1\n", CAPACITIES, "edges.csv, ligne 6 : « -1 »"),
    (EDGES + "m3,a,1.5\n", CAPACITIES, "ligne 6 : « 1.5 »"),
    (EDGES + "m3,a,9999999999999\n", CAPACITIES, "ligne 6"),
    (EDGES + "m3,a\n", CAPACITIES, "ligne 6 : 2 valeurs pour 3 colonnes"),
    (EDGES + "m3,zz,1\n", CAPACITIES, "ligne 6 : la mentore « zz » n’a pas de capacité"),
    (EDGES + "\nm1,a,5\n", CAPACITIES, "ligne 7 : la paire de la mentorée « m1 » y est deux fois"),
    (EDGES + 'm3,"a,1\n', CAPACITIES, "ligne 6 : 2 valeurs pour 3 colonnes"),
    ("mentee,mentor\nm1,a\n", CAPACITIES, "edges.csv, ligne 1 : la colonne « weight » manque"),
    ("", CAPACITIES, "edges.csv, ligne 1"),
    (EDGES, CAPACITIES + "a,3\n", "capacities.csv, ligne 4 : la mentore « a » y est deux fois"),
    (EDGES, CAPACITIES + "d,many\n", "capacities.csv, ligne 4 : « many »"),
    (EDGES, CAPACITIES + "d\n", "capacities.csv, ligne 4 : 1 valeurs"),
    (b"not compressed", CAPACITIES, "edges.csv.gz, ligne 1 : le fichier ne peut pas être lu"),
])
def test_a_bad_file_is_refused_with_its_line_and_the_reason(match: Any, edges: Any, capacities: Any, where: str) -> None:
    code, rows, said = match(edges=edges, capacities=capacities)
    assert (code, rows) == (1, []) and where in said.replace("\xa0", " ").replace("\u202f", " ")


def test_files_that_are_absent_or_not_utf8_are_refused(match: Any, tmp_path: Path) -> None:
    assert match("--edges", str(tmp_path / "absent.csv"), capacities=CAPACITIES)[0] == 1
    latin = gzip.compress("mentee,mentor,weight\nZoé,a,1\n".encode("latin-1"))
    code, _, said = match(edges=latin, capacities=CAPACITIES)
    assert code == 1 and "UTF-8" in said


def test_options_that_do_not_go_together_are_refused(match: Any) -> None:
    for files in ({}, {"edges": EDGES}, {"edges": EDGES, "capacities": CAPACITIES, "mentors": MENTORS},
                  {"edges": EDGES, "capacities": CAPACITIES, "fixed": EDGES}):
        with pytest.raises(SystemExit) as end:
            match(**files)
        assert end.value.code == 2


def test_files_of_mentor_match_are_matched_as_they_are_with_reasons(match: Any) -> None:
    code, rows, said = match(mentors=MENTORS, mentees=MENTEES)
    assert code == 0 and [row[:3] for row in rows] == [
        ["mentee", "mentor", "points"], ["eva@c.fr", "anne@a.fr", "1000"], ["ida@c.fr", "zoe@b.fr", "0"], ["lia@c.fr", "", ""]]
    assert rows[1][3].startswith("Ce qui les rapproche") and "soudage" in rows[1][3] and rows[1][3].count(".") == 2
    assert "1 mentore était possible" in rows[3][3] and "appariées" in said
    assert match("--same-organisation", mentors=MENTORS, mentees=MENTEES)[1][1][:2] == ["lia@c.fr", "zoe@b.fr"]


def test_wishes_are_weighed_and_a_person_is_never_her_own_mentor(match: Any) -> None:
    both = "email,organisation,grade,profession\n{}\n"
    files = {"mentors": both.format("a@a.fr,A,3,Soudage\nm@a.fr,B,1,Essais"), "mentees": both.format("m@a.fr,C,2,Essais")}
    code, rows, _ = match(**files)
    assert (code, rows[1][:3]) == (0, ["m@a.fr", "a@a.fr", str(round(1000 * 15 / 35))])
    assert match("--wish", "grade=1", "--wish", "profession=3", **files)[1][1][2] == "250"
    for wrong in ("beauty=3", "grade=x", "grade"):
        code, _, said = match("--wish", wrong, **files)
        assert code == 1 and wrong in said


def test_the_rules_of_the_house_are_kept_and_told(match: Any) -> None:
    mentors = RICH.format(more="habilitée,places") + (
        "a,Anne,50.63,3.07,non,fr,lundi matin;mardi,robots;chimie,énergie,oui,2\n"
        "b,Béa,45.76,4.84,oui,fr,mardi,robots,énergie,non,1\n")
    mentees = RICH.format(more="mineure") + (
        "m,Mia,50.29,2.78,oui,fr;en,lundi matin,robots,énergie,oui\n"
        "n,Nil,45.76,4.84,oui,fr,mardi,,énergie,oui\n"
        "o,Ode,48.1,-1.7,non,fr,mardi,,,non\n"
        "p,Pia,50.63,3.07,non,en,mardi,,,non\n")
    code, rows, _ = match(mentors=mentors, mentees=mentees)
    said = {row[0]: row for row in rows}
    assert code == 0 and said["m"][1] == "a" and "43 km" in said["m"][3] and "lundi matin" in said["m"][3] and "robots" in said["m"][3]
    assert said["n"][1] == "" and "1 dont l’habilitation n’a pas été vue" in said["n"][3] and "1 trop loin" in said["n"][3]
    assert "2 trop loin" in said["o"][3] and "2 sans langue commune" in said["p"][3]


def test_fixed_pairs_stay_and_forbidden_ones_are_never_proposed(match: Any) -> None:
    files = {"mentors": MENTORS, "mentees": MENTEES}
    code, rows, said = match(**files, fixed="mentor;mentee\nANNE@a.fr;ida@c.fr\n", forbidden="mentee,mentor\nlia@c.fr,zoe@b.fr\n")
    assert code == 0 and [row[:3] for row in rows[1:]] == [["ida@c.fr", "anne@a.fr", "429"], ["lia@c.fr", "", ""], ["eva@c.fr", "", ""]]
    assert "1 mentore était possible ; ses places sont allées à des paires fixées" in rows[2][3].replace("\u202f", " ")
    assert "valeur : 1429\nborne : 1429" in said.replace("\xa0", " ")
    code, rows, said = match(*("--same-organisation", "--fair"), **files, fixed="mentee,mentor\nida@c.fr,anne@a.fr\n\n")
    assert [row[:3] for row in rows[1:]] == [["lia@c.fr", "zoe@b.fr", "1000"], ["ida@c.fr", "anne@a.fr", "429"], ["eva@c.fr", "", ""]]
    assert "1 à ne pas proposer" in match(mentors=MENTORS.split("Anne")[0] + MENTORS[MENTORS.index("Zoé"):], mentees=MENTEES,
                                          forbidden="mentee,mentor\nida@c.fr,zoe@b.fr\n")[1][3][3]


@pytest.mark.parametrize(("fixed", "where"), [
    ("mentee,mentor\nlia@c.fr,zoe@b.fr\n", "fixed.csv, ligne 2 : elles sont de la même organisation"),
    ("mentee,mentor\nlia@c.fr,anne@a.fr\n\nLIA@c.fr,anne@a.fr\n", "ligne 4 : la mentorée « lia@c.fr » y est deux fois"),
    ("mentee,mentor\nlia@c.fr,anne@a.fr\neva@c.fr,anne@a.fr\n", "ligne 2 : la mentore « anne@a.fr » a moins de places"),
    ("mentee,mentor\nida@c.fr,zoe@b.fr\n", "ligne 2 : cette paire n’est pas à proposer"),
    ("mentee,mentor\nlia@c.fr,nobody@a.fr\n", "ligne 2 : « nobody@a.fr » n’est pas dans"),
    ("mentee,mentor\nlia@c.fr\n", "ligne 2 : 1 valeurs pour 2 colonnes"),
    ("mentee\nlia@c.fr\n", "ligne 1 : la colonne « mentor » manque"),
])
def test_pairs_that_cannot_be_fixed_are_refused_with_the_line_and_the_reason(match: Any, fixed: str, where: str) -> None:
    code, rows, said = match(mentors=MENTORS, mentees=MENTEES, fixed=fixed, forbidden="mentee,mentor\nida@c.fr,zoe@b.fr\n")
    assert (code, rows) == (1, []) and where in said.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("mentees", "where"), [
    ("name\nLia\n", "ligne 1 : il faut une colonne"),
    ("email,grade\na@a.fr,1\nA@a.fr,1\n", "ligne 3 : « A@a.fr » y est deux fois (d’abord à la ligne 2)"),
    ("email,grade\na@a.fr,high\n", "ligne 2 : « high »"),
    ("email,grade\n,1\n", "ligne 2 : ni adresse"),
    ("email,grade\na@a.fr\n", "ligne 2 : 1 valeurs pour 2 colonnes"),
    ("email,mineure\na@a.fr,peut-être\n", "ligne 2 : « peut-être »"),
    ("email,latitude\na@a.fr,95\n", "ligne 2 : « 95 »"),
    ("email,latitude\na@a.fr,north\n", "ligne 2 : « north »"),
    ("email,langues\na@a.fr," + ";".join(map(str, range(65))) + "\n", "ligne 2 : plus de 64"),
])
def test_a_bad_file_of_people_is_refused_with_its_line_and_the_reason(match: Any, mentees: str, where: str) -> None:
    code, rows, said = match(mentors=MENTORS, mentees=mentees)
    assert (code, rows) == (1, []) and where in said.replace("\xa0", " ").replace("\u202f", " ")


def test_it_needs_no_django_and_no_settings(tmp_path: Path) -> None:
    """A fresh process without any setting: Django is not even imported."""
    (tmp_path / "e.csv").write_text(EDGES)
    (tmp_path / "c.csv").write_text(CAPACITIES)
    script = "import sys; from industrielles.config import cli; code = cli.main(); sys.exit(3 if 'django' in sys.modules else code)"
    done = subprocess.run([sys.executable, "-c", script, "match", "--edges", "e.csv", "--capacities", "c.csv"], cwd=tmp_path, timeout=60,
                          env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "mentee,mentor\nm1,b\nm2,a\n"), done.stderr


def test_help_is_shown(capsys: Any) -> None:
    with pytest.raises(SystemExit) as end:
        command.main(["--help"])
    assert end.value.code == 0 and "--capacities" in capsys.readouterr().out
