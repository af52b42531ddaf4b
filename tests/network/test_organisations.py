"""Organisations: numbers checked, one row a network, made one, answered for, shown with agreement only, declared by members."""
from __future__ import annotations

import datetime as dt
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.network import keeping, numbers
from industrielles.network import verbs as network
from industrielles.network.models import Declaration, LegalEntity, LogoRelease, Organisation, Referent
from industrielles.people import verbs as people
from tests.at_once import at_once
from tests.factories.network import DeclarationFactory, MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.places import SchoolFactory

SIREN, OTHER_SIREN, UAI = "552100554", "542107651", "0911948Y"
LIST = "/coordination/organismes/"
DAY = dt.date(2026, 11, 2)


@pytest.fixture
def here(client: Client) -> SimpleNamespace:
    """A network and its coordinator, signed in; another network."""
    node = NetworkFactory()
    her = coordinator_of(node)
    client.force_login(her)
    return SimpleNamespace(network=node, by=her, elsewhere=NetworkFactory())


def known(here: SimpleNamespace, **said: Any) -> Organisation:
    return network.know(here.network, **{"name": "Aciéries du Nord", "kind": "company", **said}, by=here.by)


def picture(kind: str = "PNG") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (300, 150), "navy").save(out, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", out.getvalue())


@pytest.mark.parametrize(("typed", "read"), [
    ("552 100 554", (SIREN, "")), ("55210055400005", (SIREN, "")), ("0911948y", ("", UAI)), ("", ("", "")), (" ", ("", ""))])
def test_a_number_is_read_as_people_write_it(typed: str, read: tuple[str, str]) -> None:
    assert numbers.read(typed) == read


@pytest.mark.parametrize("typed", ["552100555", "000000000", "0911948X", "12345", "abc", "552100554 0"])
def test_a_wrong_figure_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=typed):
        numbers.read(typed)


def test_any_single_wrong_figure_of_a_siren_is_seen() -> None:
    wrong = [SIREN[:n] + figure + SIREN[n + 1 :] for n in range(9) for figure in "0123456789" if figure != SIREN[n]]
    assert not any(numbers.is_siren(one) for one in wrong)


@pytest.mark.django_db
def test_know_is_done_once_for_a_number_and_is_not_told_by_another_network(here: SimpleNamespace) -> None:
    first, again = known(here, number=SIREN), known(here, number=f"{SIREN}00005", name="Autre nom")
    there = network.know(here.elsewhere, name="Aciéries", kind="company", number=SIREN, by=None)
    assert first == again
    assert first.name == "Aciéries du Nord"
    assert there.pk != first.pk
    assert there.legal == first.legal
    assert LegalEntity.objects.count() == 1
    assert Entry.objects.filter(verb="network.know", by_id=here.by.pk).count() == 1


@pytest.mark.django_db
def test_a_school_is_found_in_the_directory_and_nowhere_else(here: SimpleNamespace) -> None:
    with pytest.raises(Refused) as refusal:
        known(here, number=UAI, kind="school", name="")
    assert refusal.value.field == "number"
    SchoolFactory(uai=UAI, name="Lycée Baggio", town="Lille")
    made = known(here, number=UAI, kind="school", name="")
    assert (made.name, made.town, made.uai) == ("Lycée Baggio", "Lille", UAI)


@pytest.mark.django_db
def test_amend_refuses_the_number_of_another_one(here: SimpleNamespace) -> None:
    known(here, number=SIREN)
    two = known(here, name="Aciérie du Nord")
    with pytest.raises(Refused) as refusal:
        network.amend(two, number=SIREN, by=here.by)
    assert refusal.value.field == "number"
    network.amend(two, number=OTHER_SIREN, name="Aciérie", by=here.by)
    two.refresh_from_db()
    assert (two.siren, two.name) == (OTHER_SIREN, "Aciérie")
    assert list(Organisation.objects.visible_to(here.by).naming(OTHER_SIREN)) == [two]


@pytest.mark.django_db
def test_absorb_brings_members_referents_number_and_logo_and_keeps_the_row(here: SimpleNamespace) -> None:
    kept, gone = known(here), known(here, name="ACIERIES DU NORD SAS", number=SIREN)
    member = MembershipFactory(network=here.network, organisation=gone)
    network.name_referent(gone, name="Ève Roux", email="eve@exemple.invalid", agreed="letter", agreed_on=DAY, by=here.by)
    network.show_logo(gone, logo=picture(), agreed_by="Ève Roux", agreed_on=DAY, by=here.by)
    assert list(Organisation.objects.visible_to(here.by).like(gone.name).exclude(pk=gone.pk)) == [kept]
    for _ in range(2):
        network.absorb(kept, other=gone, by=here.by)
    kept.refresh_from_db()
    member.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.siren, member.organisation, gone.merged_into, gone.siren) == (SIREN, kept, kept, "")
    assert kept.logo and kept.releases.filter(withdrawn_on=None).count() == 1
    assert kept.referents.count() == 1
    assert Entry.objects.filter(verb="network.absorb").count() == 1
    with pytest.raises(Refused):
        network.absorb(kept, other=network.know(here.elsewhere, name="Ailleurs", kind="company", by=None), by=here.by)


@pytest.mark.django_db
def test_a_contact_is_noted_with_her_agreement_and_forgotten_after(here: SimpleNamespace) -> None:
    one = known(here)
    said = {"name": "Ève Roux", "email": "Eve@Exemple.invalid", "agreed": "phone", "agreed_on": DAY}
    for missing in ({"agreed": ""}, {"agreed_on": None}, {"name": ""}, {"email": ""}, {"agreed_on": dt.date(2099, 1, 1)}):
        with pytest.raises(Refused):
            network.name_referent(one, **{**said, **missing}, by=here.by)
    first, again = (network.name_referent(one, **said, by=here.by) for _ in range(2))
    assert first == again
    with clock.at(dt.datetime(2027, 1, 5, 9, tzinfo=dt.UTC)):
        network.end_referent(first, by=here.by)
    moment = dt.datetime(2030, 1, 6, 9, tzinfo=dt.UTC)
    assert not keeping.referents_due(moment - dt.timedelta(days=1096)).filter(pk=first.pk, ended_on=None).exists()
    assert network.forget_referents(keeping.referents_due(moment)) == 1
    first.refresh_from_db()
    assert (first.name, first.email, first.started_on is not None) == ("", "", True)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_again_and_shown_while_they_agree(client: Client, here: SimpleNamespace, kind: str) -> None:
    one = known(here)
    network.show_logo(one, logo=picture(kind), agreed_by="Ève Roux, directrice", agreed_on=clock.today(), by=here.by)
    address = f"/partenaires/{one.code}/logo/"
    visitor = Client()
    shown = visitor.get(address)
    assert shown.status_code == 200
    assert shown.content[:4] == b"RIFF"
    assert one.name in visitor.get("/partenaires/").content.decode()
    network.hide_logo(one, by=here.by)
    assert visitor.get(address).status_code == 404 == client.get(address).status_code
    assert one.name not in visitor.get("/partenaires/").content.decode()
    assert network.clear_releases(LogoRelease.objects.all()) == 1


@pytest.mark.django_db
def test_a_logo_is_hidden_once_the_agreement_is_over_and_never_shown_without(here: SimpleNamespace) -> None:
    one = known(here)
    today = clock.today()
    with pytest.raises(Refused) as refusal:
        network.show_logo(one, logo=None, agreed_by="Ève", agreed_on=today, by=here.by)
    assert refusal.value.field == "logo"
    release = network.show_logo(one, logo=picture(), agreed_by="Ève", agreed_on=today - dt.timedelta(9), until=today, by=here.by)
    assert list(Organisation.objects.visible_to(here.by).shown()) == [one]
    LogoRelease.objects.filter(pk=release.pk).update(until=today - dt.timedelta(1))
    assert not Organisation.objects.visible_to(here.by).shown().exists()
    assert Client().get(f"/partenaires/{one.code}/logo/").status_code == 404


@pytest.mark.django_db
def test_declare_then_qualify_says_where_a_member_works(client: Client, here: SimpleNamespace) -> None:
    member = MembershipFactory(network=here.network, person=PersonFactory())
    her = Client()
    her.force_login(member.person)
    address = f"/mes-reseaux/{here.network.slug}/employeur/"
    assert her.post(address, {"words": "aciéries du nord, Dunkerque"}).status_code == 302
    her.post(address, {"words": "Aciéries du Nord"})
    said = Declaration.objects.get()
    one = known(here, name="Aciéries du Nord SA")
    page = client.get(f"{LIST}declarations/").content.decode()
    assert "Aciéries du Nord SA" in page
    for _ in range(2):
        assert client.post(f"{LIST}declarations/{said.code}/", {"organisation": one.code}).status_code == 302
    member.refresh_from_db()
    assert member.organisation == one
    assert Entry.objects.filter(verb="network.qualify").count() == 1
    her.post(address, {"words": ""})
    member.refresh_from_db()
    assert member.organisation is None
    said.refresh_from_db()
    assert network.clear_declarations([said]) == 1


@pytest.mark.django_db
def test_a_declaration_becomes_a_new_company_or_is_set_aside(client: Client, here: SimpleNamespace) -> None:
    one, two = (network.declare(MembershipFactory(network=here.network), words=words, by=None) for words in ("Câbles du Nord", "rien"))
    client.post(f"{LIST}declarations/{one.code}/", {"organisation": "new"})  # type: ignore[union-attr]
    client.post(f"{LIST}declarations/{two.code}/", {})  # type: ignore[union-attr]
    assert list(Organisation.objects.visible_to(here.by).values_list("name", flat=True)) == ["Câbles du Nord"]
    assert not Declaration.objects.visible_to(here.by).open().exists()


@pytest.mark.django_db
def test_an_erased_person_leaves_no_word_of_where_she_worked(here: SimpleNamespace, settings: Any) -> None:
    settings.ERASERS = ["industrielles.network.verbs.let_go_of", "industrielles.network.verbs.forget"]
    one = known(here)
    member = MembershipFactory(network=here.network, organisation=one)
    network.declare(member, words="Chez moi", by=member.person)
    referent = network.name_referent(one, membership=member, role="Directrice", by=here.by)
    assert {sheet.rows for sheet in keeping.sheets(member.person)} != {()}
    people.erase(member.person, by=None)
    member.refresh_from_db()
    referent.refresh_from_db()
    assert (member.organisation, referent.role, Declaration.objects.count()) == (None, "", 0)
    assert referent.ended_on is not None


@pytest.mark.django_db
def test_outside_her_networks_an_organisation_does_not_exist(client: Client, here: SimpleNamespace) -> None:
    there = network.know(here.elsewhere, name="Usine secrète", kind="company", number=SIREN, by=None)
    assert client.get(f"{LIST}{there.code}/").status_code == 404
    assert "Usine secrète" not in client.get(LIST).content.decode()
    for end in ("referente/", "logo/", "logo/retirer/", "reunir/", ""):
        assert client.post(f"{LIST}{there.code}/{end}", {}).status_code == 404
    with pytest.raises(Refused):
        network.amend(there, name="Prise", by=here.by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referent.objects.create(organisation=there, network=here.network, name="X", agreed_on=DAY)


@pytest.mark.django_db
def test_the_pages_lose_nothing_of_what_was_typed(client: Client, here: SimpleNamespace) -> None:
    wrong = client.post(f"{LIST}ajouter/", {"name": "Fonderie", "kind": "company", "number": "123456789"})
    assert wrong.status_code == 422
    assert "Fonderie" in wrong.content.decode() and "123456789" in wrong.content.decode()
    made = client.post(f"{LIST}ajouter/", {"name": "Fonderie", "kind": "company", "number": SIREN})
    page = client.get(made.headers["Location"]).content.decode()
    assert "Fonderie" in page and SIREN in page
    bad = client.post(f"{made.headers['Location']}referente/", {"name": "Ève", "email": "eve@exemple.invalid"})
    assert bad.status_code == 422
    assert "eve@exemple.invalid" in bad.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_few_questions(client: Client, here: SimpleNamespace, count: int) -> None:
    for n in range(count):
        MembershipFactory(network=here.network, organisation=known(here, name=f"Usine {n}"))
    client.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(LIST).status_code == 200
    assert len(asked) < 25
    assert len(asked) == QUESTIONS.setdefault("list", len(asked))


QUESTIONS: dict[str, int] = {}


@pytest.mark.django_db(transaction=True)
def test_the_same_number_noted_at_once_is_one_organisation() -> None:
    node = NetworkFactory()
    at_once(*[lambda: network.know(node, name="Usine", kind="company", number=SIREN, by=None)] * 4, met=())
    assert Organisation.objects.filter(network=node).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_a_number_nothing_keeps_it_from_being_noted_several_times() -> None:
    """Positive control of the race above: only the number makes two rows the same."""
    node = NetworkFactory()
    at_once(*[lambda: network.know(node, name="Usine", kind="company", by=None)] * 4, met=())
    assert Organisation.objects.filter(network=node).count() == 4


@pytest.mark.django_db
def test_what_nobody_settled_waits_as_long_as_she_is_a_member() -> None:
    from industrielles.network.keeping import declarations_due
    from industrielles.network.models import Membership

    now, old = clock.now(), clock.now() - dt.timedelta(days=800)
    waiting, settled = DeclarationFactory(declared_at=old), DeclarationFactory(declared_at=old, settled_at=old)
    left = DeclarationFactory(declared_at=old)
    assert set(declarations_due(now)) == {settled}
    Membership.objects.filter(pk=left.membership_id).update(started_on=old.date(), ended_on=clock.today() - dt.timedelta(days=2))
    assert set(declarations_due(now)) == {settled, left}
    assert set(declarations_due(now - dt.timedelta(days=10))) == {settled, left} - {left}
    assert waiting not in declarations_due(now)
