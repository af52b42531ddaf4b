"""Members taken away in a file: nothing in it is a formula, nothing leaves without a reason, each export is noted."""
from __future__ import annotations

import csv
import io
from typing import Any

import pytest
import python_calamine
from django.test import Client

from industrielles.journal.models import Entry
from industrielles.kit.refusals import Refused
from industrielles.members import files, sheets
from industrielles.members import verbs as members
from industrielles.members.models import Export
from industrielles.network.roles import Role
from industrielles.people import verbs as people
from industrielles.pool import verbs as pool
from tests.factories.members import ExportFactory
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, OrganisationFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.places import DepartmentFactory
from tests.factories.pool import BranchFactory, RoleModelFactory

from .conftest import reader

pytestmark = pytest.mark.django_db
WHY = "Badges de la rencontre du 12 décembre"
PAYLOADS = ["=1+1", "+33 6", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "=HYPERLINK(\"http://x\",\"y\")", "=cmd|' /C calc'!A0",
            "+1+1\n=2", "\n=1", "＝1+1"]


def export(by: Any, network: Any, **said: Any) -> tuple[Export, bytes]:
    return members.export("", **{"columns": list(files.COLUMNS), "format": "csv", "reason": WHY, "networks": [network], "by": by, **said})


def planted(network: Any, payload: str) -> None:
    organisation = OrganisationFactory(network=network, name=payload)
    person = PersonFactory(first_name=payload, last_name="", phone=payload[:30], email=f"p{abs(hash(payload))}@exemple.invalid")
    membership = MembershipFactory(network=network, person=person, organisation=organisation)
    GrantFactory(membership=membership, network=network, role=Role.ROLE_MODEL)
    RoleModelFactory(network=network, membership=membership, job=payload, branch=BranchFactory(code="piege", name_fr=payload))
    people.consent(person, purpose="contact", source="join", network_id=network.pk, by=person)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula(network: Any, coordinator: Any, payload: str) -> None:
    planted(network, payload)
    network.name = payload
    network.save()
    _, text = export(coordinator, network)
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    assert text.startswith(b"\xef\xbb\xbf") and len(rows) == 3
    assert not [cell for row in rows for cell in row
                if cell.lstrip().startswith(("=", "+", "-", "@", "＝")) or cell[:1] in ("\t", "\r", "\n")]
    _, book = export(coordinator, network, format="xlsx")
    import zipfile

    parts = {name: zipfile.ZipFile(io.BytesIO(book)).read(name) for name in zipfile.ZipFile(io.BytesIO(book)).namelist()}
    assert not [name for name, content in parts.items() if b"<f>" in content or b"<f " in content or "hyperlink" in name.lower()]
    read = python_calamine.load_workbook(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert payload.strip() in {str(cell).strip() for row in read for cell in row}  # as a text, whole


def test_control_the_same_file_written_plainly_holds_a_formula() -> None:
    import zipfile

    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "=1+1")
    assert b"<f>" in zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml")


def test_a_reason_is_asked_and_a_column(network: Any, coordinator: Any) -> None:
    for said, field in (({"reason": "rien"}, "reason"), ({"columns": ["inconnue"]}, "columns")):
        with pytest.raises(Refused) as refused:
            export(coordinator, network, **said)
        assert refused.value.field == field
    with pytest.raises(Refused):
        members.export("search=personne+du+tout", columns=["name"], format="csv", reason=WHY, networks=[network], by=coordinator)
    assert not Export.objects.exists()


def test_an_export_is_noted_by_ids_and_told_to_whom_it_names(network: Any, coordinator: Any) -> None:
    person = reader(network, "marie@exemple.invalid")
    made, _ = export(coordinator, network, columns=["name", "email"])
    entry = Entry.objects.get(verb="members.export")
    assert entry.ids == {"columns": ["NAME", "EMAIL"], "rows": 2} and entry.network_id == network.pk and entry.by_id == coordinator.pk
    assert (made.rows, made.reason) == (2, WHY)
    sheet = next(one for one in sheets.sheets(person) if one.name == "exports")
    assert [row[1:] for row in sheet.rows] == [("Réseau Nord", "Nom, Adresse électronique", WHY)]
    assert members.forget_exports(Export.objects.all()) == 1 and not Export.objects.exists()


def test_a_telephone_leaves_only_with_her_agreement(network: Any, coordinator: Any) -> None:
    yes, no = reader(network, phone="06 00 00 00 01"), reader(network, phone="06 00 00 00 02")
    people.consent(yes, purpose="contact", source="join", network_id=network.pk, by=yes)
    text = export(coordinator, network)[1].decode()
    assert "06 00 00 00 01" in text and "06 00 00 00 02" not in text and no.pk


def test_who_meets_no_class_has_her_job_and_department_in_the_file(network: Any, coordinator: Any) -> None:
    her = reader(network, first_name="Discrète").memberships.get()
    pool.contribute(her, job="Soudeuse sous argon", department=DepartmentFactory(code="59", name="Nord"), by=her.person)
    text = export(coordinator, network, columns=["name", "job", "branch", "department"])[1].decode()
    [row] = [line for line in text.splitlines() if "Discrète" in line]
    assert "Soudeuse sous argon" in row and "Nord" in row


def test_nobody_takes_another_networks_members(network: Any, coordinator: Any) -> None:
    elsewhere = NetworkFactory()
    reader(elsewhere, first_name="Zibeline")
    with pytest.raises(Refused):
        export(coordinator, elsewhere)
    assert "Zibeline" not in export(coordinator, network)[1].decode()


def test_the_form_gives_a_file_or_says_what_is_missing(client: Client, network: Any, coordinator: Any) -> None:
    client.force_login(coordinator)
    address = "/coordination/membres/exporter/?search=martin"
    missing = client.post(address, {"columns": ["name"], "format": "csv", "reason": "bof"})
    assert missing.status_code == 422 and "gardé avec l’export" in missing.content.decode() and "bof" in missing.content.decode()
    reader(network, last_name="Martin")
    answer = client.post(address, {"columns": ["name", "visits"], "format": "xlsx", "reason": WHY})
    assert answer["Content-Type"] == files.TYPES["xlsx"] and "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store" and Export.objects.count() == 1
    assert ExportFactory().pk and coordinator_of(NetworkFactory()).pk
