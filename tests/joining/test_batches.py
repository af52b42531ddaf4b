"""People imported from a spreadsheet."""
from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import uuid
import zipfile
from typing import Any

import pytest
from django.utils import translation

from industrielles.joining import files, foreseeing, reading
from industrielles.joining import verbs as joining
from industrielles.joining.models import Application, Batch, Line
from industrielles.joining.retention import batches_due
from industrielles.joining.tasks import carry_out
from industrielles.joining.verbs.batches import settle_batches
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.letters.models import Letter
from industrielles.network.models import Membership
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Recognition, Report
from tests.factories.joining import came, network_of_lille
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
HEADER = ["Prénom", "Nom", "Courriel", "Ville", "CP"]


@pytest.fixture
def coordinator() -> Any:
    return coordinator_of(network_of_lille())


def network_of(person: Any) -> Any:
    return person.memberships.get().network


def batch_of(coordinator: Any, *rows: list[str], header: list[str] | None = None) -> Batch:
    """A file of these lines, read."""
    numbered = [(number, row, "") for number, row in enumerate(rows, start=2)]
    return joining.read_batch(network_of(coordinator), file_name="membres.csv", header=header or HEADER, rows=numbered, by=coordinator)


def ran(batch: Batch, coordinator: Any, **options: Any) -> dict[int, str]:
    """Outcome by line, once the worker is through."""
    joining.start(batch, columns=files.guessed(batch.header), by=coordinator, **options)
    while carry_out():
        pass
    batch.refresh_from_db()
    return {line.number: line.outcome for line in batch.lines.all()}


def workbook(rows: list[list[Any]]) -> bytes:
    import xlsxwriter

    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return kept.getvalue()


@pytest.mark.parametrize("data", [
    "Prénom;Courriel\nÉlodie;e@x.fr\n".encode(), "\ufeffPrénom;Courriel\r\nÉlodie;e@x.fr\r\n".encode(),
    "Prénom;Courriel\nÉlodie;e@x.fr\n".encode("cp1252"), "Prénom,Courriel\nÉlodie,e@x.fr\n".encode(),
    "Prénom\tCourriel\nÉlodie\te@x.fr\n".encode("utf-16"), '"Prénom";"Courriel"\n\n"Élodie";"e@x.fr"\n;\n'.encode()])
def test_encodings_and_separators_are_guessed(data: bytes) -> None:
    header, rows = files.read(data)
    assert header == ["Prénom", "Courriel"]
    assert [(cells, fault) for _n, cells, fault in rows] == [(["Élodie", "e@x.fr"], "")]


def test_a_workbook_is_read_and_its_numbers_are_written_as_people_write_them() -> None:
    header, rows = files.read(workbook([["Courriel", "CP"], ["e@x.fr", 59000]]))
    assert (header, rows) == (["Courriel", "CP"], [(2, ["e@x.fr", "59000"], "")])


@pytest.mark.parametrize(("data", "words"), [
    (b"Courriel\n" + b"a@x.fr\n" * 5001, "5 000"), (b"Courriel\n", "en-tête"), (b"", "en-tête"), (b"PK\x03\x04 no zip", "Excel"),
    (b"\x00\x01\x02;\x00", "Excel"), (b";".join(b"c%d" % n for n in range(61)) + b"\na\n", "60"), (b"x" * 5_000_001, "5 Mo"),
    (b";" * 1_000_000 + b"c\na\n", "60")])
def test_files_that_cannot_be_read_are_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        files.read(data)
    assert words in str(refusal.value).replace("\u202f", " ").replace("\xa0", " ")
    assert refusal.value.field == "file"


def bomb(cells: str, parts: int = 1) -> bytes:
    """A small workbook that unpacks to a large one."""
    kept = io.BytesIO(workbook([["Courriel"], ["a@x.fr"]]))
    made = io.BytesIO()
    with zipfile.ZipFile(kept) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            target.writestr(item.filename, cells if item.filename == "xl/worksheets/sheet1.xml" else source.read(item))
    return made.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


@pytest.mark.parametrize("cells", [
    SHEET.format(" " * 70_000_000),
    SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')],
    ids=["70 MB of blanks", "two cells at the ends of the earth"])
def test_bombs_are_refused_and_exhaust_their_own_process_alone(cells: str) -> None:
    data = bomb(cells)
    assert len(data) < files.LARGEST
    with pytest.raises(Refused) as refusal:
        files.read(data)
    assert refusal.value.field == "file"


def test_a_cell_or_a_line_too_long_is_a_line_to_correct_not_a_fault(coordinator: Any) -> None:
    header, rows = files.read(b"Courriel;Nom\na@x.fr;" + b"n" * 200_000 + b"\n" + b"b@x.fr;" * 70 + b"\nc@x.fr;C\n")
    batch = joining.read_batch(network_of(coordinator), file_name="f.csv", header=header, rows=rows, by=coordinator)
    assert ran(batch, coordinator) == {2: "refused", 3: "refused", 4: "invited"}
    assert [line.reason for line in batch.lines.all()] == [foreseeing.TOO_LONG, foreseeing.TOO_WIDE, ""]


def test_columns_are_guessed_by_their_names() -> None:
    assert files.guessed(["Nom de famille", "PRÉNOM", "Adresse e-mail", "Code postal", "Ville", "?", "Réseau local"]) == {
        "last_name": 0, "first_name": 1, "email": 2, "postcode": 3, "town": 4, "network": 6}


def test_the_trial_says_what_would_happen_and_writes_nothing(coordinator: Any) -> None:
    batch = batch_of(coordinator, ["A", "A", "a@x.fr"], ["", "", "pas une adresse"], ["A", "A", "A@X.fr"])
    before = (Application.objects.count(), Letter.objects.count(), list(batch.lines.values_list("outcome", flat=True)))
    found = foreseeing.foresee(batch, files.guessed(HEADER), are_members=False)
    assert [one.outcome for one in found] == ["invited", "refused", "twice"]
    assert (Application.objects.count(), Letter.objects.count(), list(batch.lines.values_list("outcome", flat=True))) == before


def test_carried_out_each_person_is_invited_once_and_nobody_is_made_a_member(coordinator: Any) -> None:
    batch = batch_of(coordinator, ["Léa", "Martin", "lea@x.fr", "", ""], ["Zoé", "Roux", "zoe@x.fr"])
    assert ran(batch, coordinator) == {2: "invited", 3: "invited"}
    assert batch.status == Batch.Status.DONE
    assert Letter.objects.filter(template="joining/letters/invited").count() == 2
    assert not Person.objects.filter(email="lea@x.fr").exists()
    application = Application.objects.get(email="lea@x.fr")
    assert joining.confirm(application).status == Application.Status.WAITING
    again = batch_of(coordinator, ["Léa", "Martin", "LEA@x.fr"], ["Zoé", "Roux", "zoe@x.fr"])
    assert ran(again, coordinator) == {2: "already", 3: "pending"}


def test_members_of_her_association_become_members_at_her_word_and_are_told_where_it_comes_from(coordinator: Any) -> None:
    batch = batch_of(coordinator, ["Léa", "Martin", "lea@x.fr"])
    assert ran(batch, coordinator, are_members=True) == {2: "member"}
    person = Person.objects.get(email="lea@x.fr")
    member = Membership.objects.of(person).get()
    assert member.network == network_of(coordinator)
    assert (member.contribution.situation, member.contribution.offers) == ("", []), "no file says what she would like to do"
    assert not person.consents.exists()
    assert Letter.objects.get(address="lea@x.fr").template == "joining/letters/noted"


def test_who_refused_is_left_in_peace_however_her_address_is_written(coordinator: Any) -> None:
    letters.suppress("silence@x.fr", "asked")
    network = network_of(coordinator)
    letters.refuse_news(hashed("nouvelles@x.fr"), network_id=network.pk)
    gone = PersonFactory(email="retrait@x.fr")
    people.consent(gone, purpose="news", source="join", network_id=network.pk, by=gone)
    people.withdraw_consent(gone, purpose="news", by=gone)
    rows = [["", "", one] for one in ("Silence@X.fr", "NOUVELLES@x.fr", "retrait@x.FR")]
    for members in (False, True):
        before = Letter.objects.count()
        assert set(ran(batch_of(coordinator, *rows), coordinator, are_members=members).values()) == {"silent"}
        assert Letter.objects.count() == before


def test_what_she_refused_elsewhere_is_not_known_here(coordinator: Any) -> None:
    other = PersonFactory(email="ailleurs@x.fr")
    MembershipFactory(person=other)
    letters.refuse_news(hashed("ailleurs@x.fr"), network_id=NetworkFactory().pk)
    assert ran(batch_of(coordinator, ["", "", "ailleurs@x.fr"]), coordinator) == {2: "invited"}


def test_networks_of_others_are_refused_and_local_ones_below_hers_are_known(coordinator: Any) -> None:
    network = network_of(coordinator)
    local, other = NetworkFactory(parent=network, kind="local", name="Antenne de Lens"), NetworkFactory()
    header = ["Courriel", "Réseau"]
    batch = batch_of(coordinator, ["a@x.fr", "antenne de LENS"], ["b@x.fr", other.slug], ["c@x.fr", other.code],
                     ["d@x.fr", ""], header=header)
    assert ran(batch, coordinator) == {2: "invited", 3: "refused", 4: "refused", 5: "invited"}
    assert Application.objects.get(email="a@x.fr").network == local
    assert not Application.objects.filter(network=other).exists()


def test_start_refuses_a_file_without_addresses_another_networks_and_a_second_start(coordinator: Any) -> None:
    batch = batch_of(coordinator, ["", "", "a@x.fr"])
    with pytest.raises(Refused) as refusal:
        joining.start(batch, columns={"first_name": 0}, by=coordinator)
    assert refusal.value.field == "email"
    with pytest.raises(Refused):
        joining.start(batch, columns={"email": 99}, by=coordinator)
    with pytest.raises(Refused):
        joining.start(batch, columns={"email": 2}, by=coordinator_of(NetworkFactory()))
    joining.start(batch, columns={"email": 2}, by=coordinator)
    with pytest.raises(Refused):
        joining.start(batch, columns={"email": 2}, by=coordinator)


def test_the_worker_asks_again_whether_she_may(coordinator: Any) -> None:
    GrantFactory(network=network_of(coordinator))  # somebody else runs it too
    batch = batch_of(coordinator, ["", "", "a@x.fr"])
    joining.start(batch, columns={"email": 2}, by=coordinator)
    coordinator.memberships.get().grants.update(ended_on=clock.today())
    carry_out()
    assert not Application.objects.exists()
    batch.refresh_from_db()
    assert batch.status == Batch.Status.DONE


def test_a_file_waits_while_her_roles_are_at_rest_goes_on_after_and_holds_nobody_elses_up(coordinator: Any) -> None:
    node, other = network_of(coordinator), coordinator_of(NetworkFactory())
    hers, theirs = batch_of(coordinator, ["", "", "a@x.fr"], ["", "", "b@x.fr"]), batch_of(other, ["", "", "c@x.fr"])
    for batch, by in ((hers, coordinator), (theirs, other)):
        joining.start(batch, columns={"email": 2}, by=by)
    report = safeguarding.report(node, key=uuid.uuid4(), words="Elle.", accused=coordinator)
    while carry_out():
        pass
    assert not hers.lines.exclude(outcome="").exists() and not theirs.lines.undone().exists()
    assert [Batch.objects.get(pk=one.pk).status for one in (hers, theirs)] == [Batch.Status.RUNNING, Batch.Status.DONE]
    Report.objects.filter(pk=report.pk).update(resumed_at=clock.now())
    while carry_out():
        pass
    assert set(hers.lines.values_list("outcome", flat=True)) == {"invited"}
    assert Batch.objects.get(pk=hers.pk).status == Batch.Status.DONE


@pytest.mark.parametrize("ends", ["role", "age", "closing"])
def test_a_file_that_waits_ends_with_her_role_with_its_network_or_after_thirty_days(coordinator: Any, ends: str) -> None:
    node, batch = network_of(coordinator), batch_of(coordinator, ["", "", "a@x.fr"])
    joining.start(batch, columns={"email": 2}, by=coordinator)
    safeguarding.report(node, key=uuid.uuid4(), words="Elle.", accused=coordinator)
    assert carry_out() == 0 and batch.lines.undone().exists()
    if ends == "role":
        coordinator.memberships.get().grants.update(ended_on=clock.today())
    if ends == "closing":
        settle_batches(node)
        type(node).objects.filter(pk=node.pk).update(closed_on=clock.today())
    with clock.at(clock.now() + dt.timedelta(days=30 if ends == "age" else 0)):
        carry_out()
    assert batch.lines.get().outcome == "refused" and Batch.objects.get(pk=batch.pk).status == Batch.Status.DONE
    assert not Application.objects.exists()


def test_drop_and_age_erase_the_lines(coordinator: Any) -> None:
    dropped, old = (batch_of(coordinator, ["", "", "a@x.fr"]) for _ in range(2))
    joining.drop(dropped, by=coordinator)
    assert not dropped.lines.exists()
    assert joining.empty_batches(batches_due(clock.now()), by=None) == 1
    assert Line.objects.get(batch=old).cells == []


def test_reading_knows_no_django_and_bounds_itself() -> None:
    source = reading.__file__
    assert source is not None
    code = "import sys, industrielles.joining.reading; sys.exit('django' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


def test_a_line_carried_out_by_hand_meanwhile_is_not_done_twice(coordinator: Any) -> None:
    batch = batch_of(coordinator, ["", "", "a@x.fr"], ["", "", "b@x.fr"])
    came(email="b@x.fr")
    assert ran(batch, coordinator) == {2: "invited", 3: "already"}


def test_how_many_agrees_in_number_and_gender_in_french() -> None:
    with translation.override("fr"):
        said = {code: (one, many) for (one, _n, code), (many, _m, _c) in zip(
            foreseeing.in_words(dict.fromkeys(Line.Outcome, 1)), foreseeing.in_words(dict.fromkeys(Line.Outcome, 2)), strict=True)}
    assert set(said) == set(Line.Outcome.values)
    assert said["invited"] == ("personne invitée par une lettre", "personnes invitées par une lettre")
    assert said["refused"] == ("ligne à corriger", "lignes à corriger")
    assert all(one != many for one, many in said.values())


def test_who_may_not_come_back_is_recognised_in_a_file_of_members(coordinator: Any) -> None:
    safeguarding.ban(NetworkFactory(), reason="report", email="revenant@exemple.invalid")
    batch = batch_of(coordinator, ["Ève", "Roux", "re.venant@exemple.invalid", "Lille", "59000"],
                     ["Zoé", "Grand", "zoe@exemple.invalid", "Lille", "59000"])
    assert ran(batch, coordinator, are_members=True) == {2: "member", 3: "member"}
    assert Recognition.objects.get().about_key == str(Person.objects.get(email="re.venant@exemple.invalid").pk)
