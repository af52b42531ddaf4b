"""Pages of rights: one's own, those of the umbrella, the journal."""
from __future__ import annotations

import ast
import datetime as dt
import re
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.retention import declared
from industrielles.network import verbs as network
from industrielles.people import verbs as people
from industrielles.people.models import Consent, Person
from industrielles.rights import papers, register, verbs
from industrielles.rights.models import Breach, Hold, Processor, Sweep, Term
from industrielles.rights.sentences import SENTENCES
from tests import house
from tests.factories.journal import EntryFactory
from tests.factories.network import MembershipFactory, coordinator_of, umbrella
from tests.factories.people import LoginCodeFactory, PersonFactory
from tests.factories.rights import BreachFactory
from tests.sweeping import swept

pytestmark = pytest.mark.django_db
MARCH = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)
UMBRELLA_ONLY = ("rights:retention", "rights:register", "rights:breaches", "rights:write_breach", "rights:add_processor")


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_consent_is_given_and_taken_back_by_one_button_for_one_network() -> None:
    her = MembershipFactory()
    client, said = browser(her.person), {"purpose": "news", "network": her.network.slug}
    assert client.get(reverse("rights:consents")).status_code == 200 and not Consent.objects.exists()
    for _ in range(2):
        assert client.post(reverse("rights:give"), said).status_code == 302
    assert Consent.objects.live().get().network_id == her.network_id
    for _ in range(2):
        assert client.post(reverse("rights:take_back"), said).status_code == 302
    assert not Consent.objects.live().exists() and Consent.objects.count() == 1
    assert client.post(reverse("rights:give"), {"purpose": "nothing"}).status_code == 404
    elsewhere = MembershipFactory().network
    assert client.post(reverse("rights:give"), {"purpose": "news", "network": elsewhere.slug}).status_code == 404
    assert "reprise" in client.get(reverse("rights:consents")).content.decode() or Consent.objects.get().withdrawn_at


def test_erasing_says_what_stays_and_needs_to_be_meant() -> None:
    her = MembershipFactory().person
    client = browser(her)
    assert "sans votre nom" in client.get(reverse("rights:erase")).content.decode()
    assert client.post(reverse("rights:erase"), {}).status_code == 422
    assert client.post(reverse("rights:erase"), {"sure": "on"}).status_code == 302
    assert Person.objects.get(pk=her.pk).erased_at


def test_erasing_somebody_on_hold_waits_for_an_answer() -> None:
    her = MembershipFactory()
    verbs.hold(person=her.person, reason="Tribunal", by=None)
    client = browser(her.person)
    for _ in range(2):
        client.post(reverse("rights:erase"), {"sure": "on"})
    assert Person.objects.get(pk=her.person_id).email
    assert her.person.demands.filter(kind="erasure", status="received").count() == 1


@pytest.mark.parametrize("name", UMBRELLA_ONLY)
def test_pages_of_the_umbrella_exist_for_its_coordinator_alone(name: str) -> None:
    assert browser(coordinator_of(umbrella())).get(reverse(name)).status_code == 200
    assert browser(coordinator_of(MembershipFactory().network)).get(reverse(name)).status_code == 404


def test_a_term_is_changed_and_a_rule_held_back_on_its_page() -> None:
    client, page = browser(coordinator_of(umbrella())), reverse("rights:rule", args=["people.codes"])
    assert client.post(page, {"days": "99", "reason": "Essai"}).status_code == 422
    assert client.post(page, {"days": "3", "reason": "Essai"}).status_code == 302
    assert Term.objects.get().days == 3
    hold = reverse("rights:hold", args=["people.codes"])
    assert client.post(hold, {"reason": ""}).status_code == 422
    assert client.post(hold, {"reason": "Enquête"}).status_code == 302
    assert client.post(reverse("rights:lift", args=[Hold.objects.get().pk])).status_code == 302
    assert not Hold.objects.live().exists() and client.get(page).status_code == 200
    assert client.get(reverse("rights:rule", args=["nothing.such"])).status_code == 404


def test_somebody_is_held_back_by_her_address() -> None:
    her, client, page = PersonFactory(), browser(coordinator_of(umbrella())), reverse("rights:retention")
    assert client.post(page, {"email": "inconnue@exemple.invalid", "reason": "Enquête"}).status_code == 422
    assert client.post(page, {"email": her.email, "reason": "Enquête"}).status_code == 302
    assert (Hold.objects.of_person(her) and her.email in client.get(page).content.decode()) or her.full_name


def test_a_certificate_is_a_paper_and_a_file_that_its_digest_seals() -> None:
    import hashlib

    LoginCodeFactory(made_at=clock.now() - dt.timedelta(days=3))
    swept("people.codes")
    sweep, client = Sweep.objects.get(), browser(coordinator_of(umbrella()))
    said = client.get(reverse("rights:certificate", args=[sweep.code, "json"])).content
    assert hashlib.sha256(said).hexdigest() == sweep.digest
    assert papers.certificate_pdf(sweep).startswith(b"%PDF")
    assert browser(coordinator_of(MembershipFactory().network)).get(
        reverse("rights:certificate", args=[sweep.code, "json"])).status_code == 404


def test_the_register_holds_every_processing_and_every_declared_field() -> None:
    client = browser(coordinator_of(umbrella()))
    client.post(reverse("rights:add_processor"), {"name": "Hébergeur", "service": "le serveur", "country": "France"})
    page = client.get(reverse("rights:register")).content.decode()
    said = client.get(reverse("rights:register_file", args=["csv"])).content.decode("utf-8-sig")
    for rule in declared().values():
        assert str(rule.label) in said, rule.code
    assert "Hébergeur" in page and Processor.objects.get().contract_on is None
    change = reverse("rights:processor", args=[Processor.objects.get().code])
    client.post(change, {"name": "Hébergeur", "service": "le serveur", "country": "France", "contract_on": "2026-01-05"})
    assert Processor.objects.get().contract_on == dt.date(2026, 1, 5)
    assert papers.register_pdf().startswith(b"%PDF")
    assert {"Adresse électronique"} & {field for line in register.lines() for field in line.fields}


def test_a_breach_counts_its_72_hours_and_who_was_told() -> None:
    client = browser(coordinator_of(umbrella()))
    now = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
    said = {"key": uuid.uuid4(), "known_on": "2026-11-20", "known_hour": "10:00", "facts": "Un e-mail égaré.", "categories": "une adresse",
            "people_count": "1", "rows_count": "1", "effects": "aucun", "measures": "détruit", "risk": "high", "risk_reason": "mineure"}
    with clock.at(now):
        assert client.post(reverse("rights:write_breach"), {**said, "facts": ""}).status_code == 422
        for _ in range(2):
            assert client.post(reverse("rights:write_breach"), said).status_code == 302
        breach = Breach.objects.get()
        assert (breach.hours_left, breach.needs_authority, breach.needs_people) == (69, True, True)
    with clock.at(now + dt.timedelta(hours=80)):
        assert breach.hours_left < 0
        page = reverse("rights:breach", args=[breach.code])
        assert client.post(page, {"on": "2026-11-19", "hour": "10:00"}).status_code == 422
        for _ in range(2):
            assert client.post(page, {"on": "2026-11-21", "hour": "10:00"}).status_code == 302
        breach.refresh_from_db()
        assert not breach.needs_authority and not breach.needs_people
        assert client.get(page).status_code == 200
    assert Entry.objects.filter(verb="rights.tell_breach").count() == 2
    BreachFactory.build()


def test_the_journal_shows_her_networks_alone_and_no_name_of_somebody_erased() -> None:
    ours, theirs = MembershipFactory(), MembershipFactory()
    chief = coordinator_of(ours.network)
    Person.objects.filter(pk=ours.person_id).update(first_name="Zoé", last_name="Zibeline")
    Person.objects.filter(pk=theirs.person_id).update(last_name="Ocelot")
    EntryFactory(verb="network.join", by_id=ours.person_id, network_id=ours.network_id)
    EntryFactory(verb="network.join", by_id=theirs.person_id, network_id=theirs.network_id)
    EntryFactory(verb="rights.set_term", by_id=theirs.person_id)
    page = browser(chief).get(reverse("rights:journal")).content.decode()
    assert "Zoé Zibeline" in page and "Ocelot" not in page and "change une durée" not in page.split("<tbody>")[1]
    people.erase(Person.objects.get(pk=ours.person_id), by=None)
    assert "Zibeline" not in browser(chief).get(reverse("rights:journal")).content.decode()
    above = browser(coordinator_of(umbrella())).get(reverse("rights:journal")).content.decode()
    assert "change une durée" in above and "quelqu’un d’un autre réseau" in above and "Ocelot" not in above


def test_the_journal_is_narrowed_paged_and_taken_away_in_writing(django_assert_max_num_queries: Any) -> None:
    membership = MembershipFactory()
    chief = coordinator_of(membership.network)
    for _ in range(60):
        EntryFactory(verb="network.join", by_id=membership.person_id, network_id=membership.network_id, at=MARCH)
    EntryFactory(verb="network.leave", by_id=chief.pk, network_id=membership.network_id)
    client, page = browser(chief), reverse("rights:journal")
    with django_assert_max_num_queries(24):
        first = client.get(page, {"verb": str(SENTENCES["network.join"])}).content.decode()
    assert first.count("<tr>") == 51
    EntryFactory(verb="network.join", by_id=membership.person_id, network_id=membership.network_id, at=MARCH - dt.timedelta(days=900))
    below = re.search(r"below=(\d+)", first)
    assert below and client.get(page, {"verb": str(SENTENCES["network.join"]), "below": below[1]}).content.decode().count("<tr>") == 12
    assert "2023" in client.get(page, {"verb": str(SENTENCES["network.join"]), "below": below[1]}).content.decode().rpartition("<tr>")[2]
    left = str(SENTENCES["network.leave"])
    assert client.get(page, {"first": "2026-03-04", "verb": left}).content.decode().count("<tr>") == 2
    assert client.get(page, {"last": "2026-03-04", "verb": left}).content.decode().count("<tr>") == 0
    assert "Aucune ligne" in client.get(page, {"q": "personne de ce nom"}).content.decode()
    answer = client.post(f"{reverse('rights:journal_file')}?{urlencode({'first': '2026-03-04', 'verb': left})}")
    assert answer.content.decode("utf-8-sig").count("\r\n") == 2
    assert Entry.objects.get(verb="rights.export_journal").ids == {"rows": 1}


def test_the_journal_is_narrowed_to_whom_it_concerns_among_her_own_people() -> None:
    her = MembershipFactory(person__first_name="Ysoline", person__last_name="Abgrall")
    stranger = MembershipFactory(person__first_name="Ysoline", person__last_name="Zanetti")
    chief = coordinator_of(her.network)
    for verb, subject, ids in (
            ("network.grant", {}, {"person": her.person_id}),
            ("people.describe", {"subject_type": "people.person", "subject_key": str(her.person_id)}, {}),
            ("network.leave", {}, {"person": chief.pk}), ("network.join", {}, {"person": stranger.person_id})):
        EntryFactory(verb=verb, by_id=chief.pk, network_id=her.network_id, ids=ids, **subject)
    EntryFactory(verb="network.revoke", by_id=her.person_id, network_id=her.network_id, ids={})
    client, page = browser(chief), reverse("rights:journal")
    found = [str(one.what) for one in client.get(page, {"about": "ysoline"}).context["acts"]]
    assert sorted(found) == sorted(str(SENTENCES[verb]) for verb in ("network.grant", "people.describe")), "whom she knows, not who did it"
    assert not client.get(page, {"about": "zanetti"}).context["acts"]
    both = client.get(page, {"about": "ysoline", "q": her.person.email}).context["acts"]
    taken = client.post(f"{page}fichier/?about=ysoline").content.decode("utf-8-sig")
    assert not both and taken.count("\r\n") == 3


def verbs_of_the_journal() -> set[str]:
    """Every verb that the code writes; those made up at run time are found by their history."""
    found = set()
    for file in house.modules():
        if not file.is_relative_to(house.PACKAGE):
            continue
        for name, call in house.calls(house.tree(file)):
            if name in ("journal.write", "noted") and call.args and isinstance(call.args[0], ast.Constant):
                verb = str(call.args[0].value)
                found.add(verb if "." in verb else f"{house.name_of(file).split('/')[0]}.{verb}")
    return found


def test_every_verb_of_the_journal_has_its_sentence() -> None:
    written = verbs_of_the_journal()
    assert "people.enter" in written and "engagements.decline" in written
    house.none(sorted(f"{verb}: give it a line in rights/sentences.py" for verb in written - set(SENTENCES)))


def test_the_journal_calls_whom_a_network_added_as_that_network_does_until_she_signs_in() -> None:
    elsewhere = MembershipFactory(person__first_name="Zoé", person__last_name="Zibeline")
    node = MembershipFactory().network
    chief = coordinator_of(node)
    network.join(elsewhere.person, network=node, called="Z. de l’atelier", by=chief)
    page = browser(chief).get(reverse("rights:journal")).content.decode()
    assert "Z. de l’atelier" in page and "Zibeline" not in page and elsewhere.person.email not in page
    Person.objects.filter(pk=elsewhere.person_id).update(last_login=clock.now())
    assert "Zoé Zibeline" in browser(chief).get(reverse("rights:journal")).content.decode()
