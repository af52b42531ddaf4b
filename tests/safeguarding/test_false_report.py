"""A report is no weapon: one person's word puts nobody's roles at rest beyond what is hers to answer for, and nobody is left to read it
alone."""
from __future__ import annotations

import datetime as dt
import io
import logging
import uuid
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network.models import Network
from industrielles.network.queries import powers
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.safeguarding import checkup, policies, tasks, verbs
from industrielles.safeguarding.models import Evidence, Report
from tests.factories.mentoring_life import pair
from tests.factories.network import GrantFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import referent_of

pytestmark = pytest.mark.django_db


def said(node: Any, **more: Any) -> Report:
    return verbs.report(node, key=uuid.uuid4(), words="Quelque chose.", **more)


def alerted(report: Report, step: str = "") -> set[str]:
    found = Letter.objects.filter(template="safeguarding/letters/alert", key__contains=f"{report.code}/{step}")
    return set(found.values_list("address", flat=True))


def opened(report: Report, person: Person) -> tuple[Client, str]:
    client, page = Client(), reverse("safeguarding:report", args=[report.code])
    client.force_login(person)
    client.post(page, {"reason": "Je suis de garde"})
    return client, page


def test_the_word_of_one_local_referent_takes_no_right_from_whom_has_roles_elsewhere() -> None:
    top, node = umbrella(), NetworkFactory()
    national, above, by = coordinator_of(top), referent_of(top), referent_of(node)
    for her in (national, above, coordinator_of(NetworkFactory()), GrantFactory(network=top, role=Role.STATISTICIAN).membership.person):
        report = verbs.accuse(said(node), person=her, by=by)
        assert powers(her) and report.waits and policies.is_suspended(her) and not policies.can_read_report(her, report)
        assert alerted(report, "second") == {national.email, above.email} - {her.email}


def test_a_second_person_confirms_and_the_same_one_does_not() -> None:
    top, node = umbrella(), NetworkFactory()
    her, second, by = coordinator_of(top), referent_of(top), referent_of(node)
    report = verbs.accuse(said(node), person=her, by=by)
    assert verbs.accuse(report, person=her, by=by).waits and powers(her)
    with pytest.raises(Refused):
        verbs.accuse(report, person=her, by=her)
    with pytest.raises(Refused):
        verbs.accuse(report, person=PersonFactory(), by=second)
    assert powers(her)
    for _twice in range(2):
        assert not verbs.accuse(report, person=her, by=second).waits
    assert powers(her) == []
    assert [one.author for one in Evidence.objects.of(report).filter(kind="people")] == [by, second] and verbs.verify(report) == []
    assert list(Entry.objects.filter(verb="safeguarding.accuse").order_by("pk").values_list("by_id", flat=True)) == [by.pk, second.pk]
    verbs.resume(report, reason="Ce n’était pas elle.", by=by)
    assert powers(her)


def test_what_is_lifted_before_it_is_confirmed_is_not_confirmed_any_more() -> None:
    node = NetworkFactory()
    her, second, by = coordinator_of(umbrella()), referent_of(umbrella()), referent_of(node)
    report = verbs.accuse(said(node), person=her, by=by)
    verbs.resume(report, reason="Ce n’était pas elle.", by=second)
    assert not verbs.accuse(report, person=her, by=second).waits and powers(her) and not policies.is_suspended(her)


def test_two_reports_by_one_person_are_still_one_person() -> None:
    node = NetworkFactory()
    her, second, by = coordinator_of(umbrella()), referent_of(umbrella()), referent_of(node)
    first, again = said(node), said(node)
    verbs.accuse(first, person=her, by=by)
    verbs.accuse(first, person=her, by=second)
    assert verbs.accuse(again, person=her, by=by).waits
    verbs.resume(first, reason="Ce n’était pas elle.", by=second)
    assert powers(her)


def test_one_word_is_enough_within_what_she_answers_for() -> None:
    top, region = umbrella(), NetworkFactory()
    local = NetworkFactory(parent=region, kind="local")
    own, above, beside = referent_of(local), referent_of(top), coordinator_of(region)
    mentor = GrantFactory(role=Role.ROLE_MODEL).membership.person  # of another network, without a role of power
    for by in (own, above, beside):
        report, her = said(local), coordinator_of(local)
        with clock.at(clock.now() + dt.timedelta(hours=25)):
            tasks.escalate_reports()  # everybody above is alerted
        assert not verbs.accuse(report, person=her, by=by).waits and powers(her) == [], by
    assert not verbs.accuse(said(local), person=mentor, by=own).waits and policies.is_suspended(mentor)


def test_the_umbrella_reads_no_minors_by_accusing_the_only_coordinator_of_a_network() -> None:
    made = pair()
    national, her, above = coordinator_of(umbrella()), coordinator_of(made.network), referent_of(umbrella())
    made.programme.referent.memberships.get().grants.update(ended_on=clock.today())
    report = said(made.network)
    with clock.at(clock.now() + dt.timedelta(hours=25)):
        tasks.escalate_reports()  # everybody above is alerted
    verbs.accuse(report, person=her, by=national)
    assert powers(her) and made.network not in Network.objects.run_by(national) and above.email in alerted(report, "second")
    verbs.accuse(report, person=her, by=above)
    assert powers(her) == [] and made.network in Network.objects.run_by(national)


def test_who_is_alone_with_her_own_report_is_not_alone_for_long() -> None:
    top, node = umbrella(), NetworkFactory()
    lone, national = coordinator_of(node), coordinator_of(top)
    report = said(node)
    verbs.accuse(report, person=national, by=lone)
    assert powers(national) and alerted(report, "second") == {top.contact_email}
    with clock.at(clock.now() + dt.timedelta(hours=25)):
        assert tasks.escalate_reports() == 1
    assert alerted(report, "again") == {lone.email, top.contact_email}


def test_the_address_is_written_to_when_only_who_accused_is_left_within_her_network() -> None:
    top, node = umbrella(), NetworkFactory()
    lone, mentor = referent_of(node), PersonFactory()
    report = said(node)
    assert alerted(report) == {lone.email}
    verbs.accuse(report, person=mentor, by=lone)
    assert policies.is_suspended(mentor) and alerted(report) == {lone.email, top.contact_email}
    accused = said(node, accused=PersonFactory(), by=lone)
    assert alerted(accused) == {lone.email, top.contact_email}, "who reports has accused"
    coordinator_of(node)
    assert top.contact_email not in alerted(verbs.accuse(said(node), person=mentor, by=lone))


@pytest.mark.parametrize("address", ["collectif@exemple.invalid", "Collectif@Exemple.invalid", " collectif@exemple.invalid "])
def test_the_address_of_the_accused_is_never_written_to_and_doctor_says_that_nobody_is(
        address: str, caplog: pytest.LogCaptureFixture) -> None:
    top = umbrella()
    her = coordinator_of(top, email="collectif@exemple.invalid")
    Network.objects.filter(pk=top.pk).update(contact_email=address)
    assert checkup.faults() == []
    with caplog.at_level(logging.ERROR):
        report = said(top, accused=her)
    assert not alerted(report) and report.code in caplog.text
    assert [report.code in fault for fault in checkup.faults()] == [True]
    referent = referent_of(top)
    assert checkup.faults() == []
    verbs.take(report, by=referent)
    verbs.close(report, outcome="unfounded", measures="Rien.", resumes=True, by=referent)
    assert checkup.faults() == []


def test_doctor_says_when_only_who_accused_reads_it_and_is_the_address_herself() -> None:
    top, node = umbrella(), NetworkFactory()
    lone = referent_of(node)
    report = said(node)
    Network.objects.filter(pk=top.pk).update(contact_email=lone.email.upper())
    assert checkup.faults() == []
    verbs.accuse(report, person=PersonFactory(), by=lone)
    assert len(checkup.faults()) == 1 and report.code in checkup.faults()[0]


def test_the_page_says_that_it_waits_and_a_second_person_confirms_there() -> None:
    node = NetworkFactory()
    her, second, by = coordinator_of(umbrella()), referent_of(umbrella()), referent_of(node)
    report = said(node)
    client, page = opened(report, by)
    act, confirm = reverse("safeguarding:accuse", args=[report.code]), "Confirmer la suspension"
    words = client.post(act, {"email": her.email}, follow=True).content.decode()
    assert "deuxième personne" in words and confirm not in words and powers(her)
    other, _page = opened(report, second)
    words = other.get(page).content.decode()
    assert confirm in words and f'value="{her.email}"' in words
    other.post(act, {"email": her.email})
    assert powers(her) == [] and confirm not in other.get(page).content.decode()


def test_the_letter_to_a_second_person_says_neither_who_nor_what() -> None:
    node = NetworkFactory(name="Réseau du Nord")
    her, second, by = coordinator_of(umbrella(), last_name="Quintard"), referent_of(umbrella()), referent_of(node, last_name="Zuber")
    verbs.accuse(said(node), person=her, by=by)
    letter = Letter.objects.get(address=second.email, key__contains="/second/")
    assert "Réseau du Nord" in letter.text and "deuxième personne" in " ".join(letter.text.split())
    assert not any(word in letter.text for word in ("Quintard", "Zuber", her.email, by.email))


def test_whoever_runs_the_site_confirms_when_nobody_else_can() -> None:
    node = NetworkFactory()
    her, lone = coordinator_of(umbrella()), coordinator_of(node)
    report = said(node)
    with pytest.raises(CommandError):
        call_command("confirm_suspension", report.code)
    verbs.accuse(report, person=her, by=lone)
    call_command("confirm_suspension", report.code, stdout=io.StringIO())
    assert powers(her) == []
    with pytest.raises(CommandError):
        call_command("confirm_suspension", report.code)


def test_the_rooms_hear_of_it_at_the_first_word_and_again_when_her_roles_rest(settings: Any) -> None:
    settings.SAFEGUARDING_FREEZES = [f"{__name__}.hear"]
    heard.clear()
    node = NetworkFactory()
    her, second, by = coordinator_of(umbrella()), referent_of(umbrella()), referent_of(node)
    report = said(node)
    heard.clear()
    verbs.accuse(report, person=her, by=by)
    verbs.accuse(report, person=her, by=second)
    assert heard == [True, False]


heard: list[bool] = []


def hear(report: Report, *, by: Any) -> None:
    heard.append(bool(powers(report.accused)))
