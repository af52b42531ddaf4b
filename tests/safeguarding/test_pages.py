"""Pages of safety: open to all, by a parent's link, of referents; what each may not see."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.kit import clock, links
from industrielles.network.policies import holds_power
from industrielles.network.roles import Role
from industrielles.safeguarding import ages, telling
from industrielles.safeguarding.models import Agreement, Authorisation, Ban, Clearance, Evidence, Guardian, Reading, Recognition, Report
from industrielles.safeguarding.verbs.reports import MOST_UNKNOWN
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import (
    AuthorisationFactory,
    ClearanceFactory,
    GuardianFactory,
    RecognitionFactory,
    ReportFactory,
    referent_of,
)

pytestmark = pytest.mark.django_db
NUMBERS = ('href="tel:119"', 'href="tel:3018"', 'href="tel:17"', 'href="tel:112"')


def browser(person: Any = None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"safeguarding:{name}", args=args)


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/signaler/", "/en/signaler/", "/signaler/recu/?urgent=1"])
def test_the_numbers_are_shown_to_everybody(address: str) -> None:
    umbrella()
    for person in (None, PersonFactory()):
        page = text(browser(person), address)
        assert all(number in page for number in NUMBERS)


def test_every_public_page_leads_to_the_page_to_report() -> None:
    umbrella()
    assert 'href="/signaler/"' in text(browser(), "/")


def test_somebody_without_account_reports_and_is_told_that_it_came() -> None:
    top, network = umbrella(), NetworkFactory()
    referent_of(network)
    said = {"key": str(uuid.uuid4()), "words": "Un message bizarre", "urgent": "on", "network": network.slug}
    client = browser()
    for _ in range(2):
        answer = client.post(at("help"), said, follow=True)
    assert "2 heures" in answer.content.decode() and Report.objects.get().network == network and Report.objects.get().reporter is None
    client.post(at("help"), {**said, "key": str(uuid.uuid4()), "network": ""})
    assert Report.objects.filter(network=top).count() == 1
    assert client.post(at("help"), {**said, "words": ""}).status_code == 422


def test_who_has_signed_in_reports_in_her_name() -> None:
    umbrella()
    her = PersonFactory()
    page = text(browser(her), at("help"))
    assert "reporter_email" not in page
    browser(her).post(at("help"), {"key": str(uuid.uuid4()), "words": "Un geste"})
    assert Report.objects.get().reporter == her


def test_a_flood_is_stopped_without_losing_what_was_typed_and_nobody_signed_in_is_refused() -> None:
    network = NetworkFactory()
    for _n in range(MOST_UNKNOWN):
        ReportFactory(network=network, reporter=None)
    typed = {"key": str(uuid.uuid4()), "words": "Le moniteur nous filme.", "network": network.slug,
             "reporter_email": "ines@exemple.invalid"}
    refused = Client().post(reverse("safeguarding:help"), typed)
    page = refused.content.decode()
    assert refused.status_code == 422 and "Le moniteur nous filme." in page and "ines@exemple.invalid" in page and "119" in page
    assert Report.objects.count() == MOST_UNKNOWN
    again = {**typed, "key": str(Report.objects.first().key)}
    assert Client().post(reverse("safeguarding:help"), again).status_code == 302  # sent before
    assert Client().post(reverse("safeguarding:help"), {**typed, "urgent": "on"}).status_code == 302  # it cannot wait
    other = {**typed, "key": str(uuid.uuid4()), "network": NetworkFactory().slug}
    assert Client().post(reverse("safeguarding:help"), other).status_code == 302  # elsewhere, positive control
    girl = Client()
    girl.force_login(AuthorisationFactory(network=network).person)
    assert girl.post(reverse("safeguarding:help"), {**typed, "key": str(uuid.uuid4())}).status_code == 302
    with time_machine.travel(clock.now() + dt.timedelta(minutes=61)):
        assert Client().post(reverse("safeguarding:help"), {**typed, "key": str(uuid.uuid4())}).status_code == 302


def test_the_list_and_the_page_show_no_word_before_a_reason_is_given() -> None:
    network = NetworkFactory()
    referent, report = referent_of(network), ReportFactory(network=network, words="Zinzolin")
    Evidence.objects.create(report=report, number=1, kind="words", body="Zinzolin", said_at=clock.now(), seal="0" * 64)
    client, page = browser(referent), at("report", report.code)
    assert "Zinzolin" not in text(client, at("reports")) + text(client, page) and not Reading.objects.exists()
    assert client.post(at("note", report.code), {"words": "x"}).status_code == 302 and Evidence.objects.count() == 1, "not opened yet"
    assert client.post(page, {"reason": ""}).status_code == 422
    client.post(page, {"reason": "Je suis de garde"})
    assert "Zinzolin" in text(client, page) and Reading.objects.get().reader == referent
    with clock.at(clock.now() + dt.timedelta(hours=9)):
        assert "Zinzolin" not in text(client, page), "after a while one says why again"


def test_a_referent_treats_a_report_from_end_to_end() -> None:
    network, accused = NetworkFactory(), PersonFactory()
    referent, report = referent_of(network), ReportFactory(network=network)
    client = browser(referent)
    client.post(at("take", report.code))
    client.post(at("report", report.code), {"reason": "Je suis de garde"})
    client.post(at("note", report.code), {"words": "Appelé le lycée."})
    assert client.post(at("accuse", report.code), {"email": "personne@inconnu.invalid"}).status_code == 422
    client.post(at("accuse", report.code), {"email": accused.email})
    assert client.post(at("close", report.code), {"outcome": "founded", "measures": ""}).status_code == 422
    client.post(at("close", report.code), {"outcome": "founded", "measures": "Écarté."})
    report.refresh_from_db()
    assert (report.status, report.accused, report.resumed_at) == ("closed", accused, None)
    assert client.post(at("resume", report.code), {"reason": ""}).status_code == 422
    client.post(at("resume", report.code), {"reason": "La mesure est finie."})
    report.refresh_from_db()
    assert report.resumed_at is not None and "Écarté" in text(client, at("report", report.code))


def test_nobody_else_knows_that_there_is_a_report() -> None:
    network = NetworkFactory()
    report = ReportFactory(network=network, accused=referent_of(network))
    people = (report.accused, coordinator_of(network), coordinator_of(umbrella()), referent_of(NetworkFactory()), PersonFactory())
    for person in people:
        client = browser(person)
        assert client.get(at("report", report.code)).status_code == 404, person
        for name in ("take", "note", "accuse", "close", "resume"):
            assert client.post(at(name, report.code)).status_code == 404
    assert browser().get(at("report", report.code)).status_code == 302


def test_a_referent_passes_a_second_step() -> None:
    assert holds_power(referent_of(NetworkFactory())) and not holds_power(GrantFactory(role=Role.AMBASSADOR).membership.person)


def test_lists_ask_as_many_questions_with_one_row_as_with_three() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    network = NetworkFactory()
    referent = referent_of(network)
    client, counts = browser(referent), []
    for more in (1, 2):
        for _ in range(more):
            ReportFactory(network=network)
            ClearanceFactory(network=network)
            RecognitionFactory(network=network)
            GuardianFactory(authorisation=AuthorisationFactory(network=network))
        found = []
        for name in ("reports", "clearances", "authorisations", "recognitions"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(at(name)).status_code == 200
            found.append(len(captured))
        counts.append(found)
    assert counts[0] == counts[1]


def test_a_paper_is_written_down_and_taken_back_by_who_coordinates() -> None:
    network = NetworkFactory()
    client, her = browser(coordinator_of(network)), MembershipFactory(network=network).person
    said = {"network": network.slug, "email": her.email, "kind": "b3", "seen_on": clock.today().isoformat(), "outcome": "clear"}
    assert client.post(at("clearances"), {**said, "email": "x@inconnu.invalid"}).status_code == 422
    assert client.post(at("clearances"), said).status_code == 302
    one = Clearance.objects.get()
    assert her.full_name in text(client, at("clearances"))
    client.post(at("withdraw_clearance", one.code))
    assert her.full_name not in text(client, at("clearances"))
    other = browser(coordinator_of(NetworkFactory()))
    assert other.post(at("withdraw_clearance", ClearanceFactory(network=network).code)).status_code == 404
    assert other.post(at("clearances"), said).status_code == 422, "a network of others does not exist for her"


def test_of_somebody_of_another_network_no_paper_is_written_down_nor_a_name_read() -> None:
    network, stranger = NetworkFactory(), MembershipFactory().person
    client = browser(coordinator_of(network))
    said = {"network": network.slug, "kind": "honour", "seen_on": clock.today().isoformat(), "outcome": "clear"}
    answers = [client.post(at("clearances"), {**said, "email": address}) for address in (stranger.email, "x@inconnu.invalid")]
    assert [one.status_code for one in answers] == [422, 422] and not Clearance.objects.exists()
    assert all("Personne n’est connu à cette adresse" in one.content.decode() for one in answers)  # known elsewhere or nowhere: same words
    below = MembershipFactory(network=NetworkFactory(parent=network)).person
    assert client.post(at("clearances"), {**said, "email": below.email}).status_code == 302


def test_a_referent_bans_and_lifts_and_a_coordinator_only_looks() -> None:
    network = NetworkFactory()
    referent, runs = browser(referent_of(network)), browser(coordinator_of(network))
    said = {"network": network.slug, "reason": "report", "email": "jean@exemple.invalid"}
    assert runs.post(at("recognitions"), said).status_code == 422 and not Ban.objects.exists()
    referent.post(at("recognitions"), said)
    ban = Ban.objects.get()
    assert runs.post(at("lift", ban.code)).status_code == 404
    referent.post(at("lift", ban.code))
    ban.refresh_from_db()
    assert ban.lifted_at
    seen = RecognitionFactory(network=network)
    assert runs.post(at("settle", seen.code), {"outcome": "rien"}).status_code == 404
    runs.post(at("settle", seen.code), {"outcome": "other"})
    assert Recognition.objects.get().outcome == "other"


def link(guardian: Guardian) -> str:
    return links.sign(telling.GUARDIAN, guardian.code)


SAID = {"parts": ["online", "school"], "emergency_name": "Tante Agathe", "emergency_phone": "0612345678", "image": "no", "agrees": "on"}


def test_a_parent_answers_changes_and_takes_back_by_one_link() -> None:
    guardian = GuardianFactory(authorisation__person__first_name="Maïwenn")
    client, token = browser(), link(guardian)
    page = client.get(at("guardian", token))
    assert "Maïwenn" in page.content.decode() and page["Cache-Control"] == "no-store" and not Agreement.objects.exists()
    assert client.post(at("guardian", token), {**SAID, "agrees": ""}).status_code == 422
    assert client.post(at("guardian", token), {**SAID, "parts": []}).status_code == 422
    assert client.post(at("guardian", token), {**SAID, "image": "yes"}).status_code == 422
    assert client.post(at("guardian", token), SAID, follow=True).status_code == 200
    assert set(Agreement.objects.live().values_list("part", flat=True)) == {"take part", "online", "school"}
    client.post(at("change_part", token), {"part": "school", "allows": "no"})
    client.post(at("change_part", token), {"part": "company", "allows": "yes"})
    assert set(Agreement.objects.live().values_list("part", flat=True)) == {"take part", "online", "company"}
    assert client.post(at("change_part", token), {"part": "take part", "allows": "no"}).status_code == 404
    client.post(at("revoke", token))
    assert not Agreement.objects.live().exists() and "tout retiré" in text(client, at("guardian", token))


def test_a_link_of_something_else_or_altered_opens_nothing() -> None:
    guardian = GuardianFactory()
    for token in (links.sign("rights.demand", guardian.code), link(guardian)[:-2] + "xx", "rien"):
        for name in ("guardian", "refuse", "revoke", "change_part"):
            assert browser().post(at(name, token)).status_code == 404
        assert browser().get(at("guardian", token)).status_code == 404
    assert Authorisation.objects.get().status == "asked"


def test_opening_the_link_changes_nothing() -> None:
    guardian = GuardianFactory()
    for _ in range(3):
        assert browser().get(at("guardian", link(guardian))).status_code == 200
        for name in ("refuse", "revoke", "change_part"):
            assert browser().get(at(name, link(guardian))).status_code == 405
    assert Authorisation.objects.get().status == "asked"


def test_the_other_parent_says_yes_or_no_to_pictures_only() -> None:
    first, client = GuardianFactory(), browser()
    client.post(at("guardian", link(first)), {**SAID, "image": "yes", "second_name": "Paul", "second_email": "paul@exemple.invalid"})
    other = Guardian.objects.get(rank=2)
    client.post(at("guardian", link(other)), {"answer": "yes"})
    assert Agreement.objects.live().filter(guardian=other).get().part == "image"
    client.post(at("revoke", link(other)))
    assert not Agreement.objects.live().filter(guardian=other).exists() and Authorisation.objects.get().status == "given"


def test_a_parent_says_no() -> None:
    guardian, client = GuardianFactory(), browser()
    client.post(at("refuse", link(guardian)))
    assert Authorisation.objects.get().status == "refused" and "vous avez dit non" in text(client, at("guardian", link(guardian))).lower()


def test_a_girl_of_fourteen_agrees_herself_and_nobody_for_her() -> None:
    born = ages.birthday(clock.today(), -14)
    one = AuthorisationFactory(born_on=born, adult_on=ages.birthday(born, 18))
    assert browser(PersonFactory()).get(at("assent", one.code)).status_code == 404
    client = browser(one.person)
    assert "Tu peux arrêter" in text(client, at("assent", one.code)) and not Authorisation.objects.get().assented_at
    client.post(at("assent", one.code))
    assert Authorisation.objects.get().assented_at
