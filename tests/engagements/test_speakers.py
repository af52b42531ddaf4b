"""Somebody who speaks: asked for by anyone, put to those who agreed to it, as fast as the answer is needed, counted apart from classes."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from industrielles.engagements import checkup, facts, pace, suggestions, tasks
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Report
from industrielles.engagements.verbs.closing import GIVEN_UP_AFTER, NEVER_TOLD_AFTER
from industrielles.journal.models import Entry as JournalEntry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.ledger.models import Entry
from industrielles.letters.models import Letter
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from tests.factories.engagements import (
    ORGANISER,
    TEACHER,
    afterwards,
    asked,
    brief,
    confirmed,
    invited,
    letters_to,
    speaker_asked,
    spokeswoman,
    weekday,
)
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.pool import RoleModelFactory

pytestmark = pytest.mark.django_db
Status = Engagement.Status
KINDS = ("discovery half-day", "company visit", "round table", "conference", "interview")


def first_day(engagement: Engagement) -> dt.datetime:
    return engagement.proposed_dates.first().starts_at


def agreed(kind: str = "round table", **changes: Any) -> Invitation:
    """One speaker, found."""
    engagement = speaker_asked(kind, **changes)
    sent = engagements.invite(engagement, role_models=[spokeswoman(engagement)], by=None)[0]
    return engagements.accept(sent, starts_at=first_day(engagement))


def report(engagement: Engagement, **told: Any) -> Report:
    with afterwards(engagement):
        return engagements.report(engagement, **{
            "key": uuid.uuid4(), "side": "role model", "outcome": "held", "people": 60, "girls": 20, "boys": 30, "method": "estimate",
            **told})


def counted(fact: Any) -> int:
    return Entry.objects.filter(fact=fact.code).total()


@pytest.mark.parametrize("kind", KINDS)
def test_ask_speaker_writes_to_the_asker_who_confirms_and_the_network_reads_it(kind: str) -> None:
    asked_ = engagements.ask_speaker(**brief(kind))
    assert asked_.status == Status.SENT and letters_to(ORGANISER) == ["confirm"]
    engagements.confirm(asked_)
    assert Engagement.objects.get().status == Status.REQUESTED and letters_to(ORGANISER) == ["confirm", "received"]
    text = Letter.objects.addressed_to(ORGANISER).latest("pk").text
    assert "Robots et bonnes mains" in text and "établissement" not in text and "classe" not in text
    assert JournalEntry.objects.filter(verb="engagements.ask_speaker").count() == 1


def test_ask_speaker_twice_with_one_key_is_one_request() -> None:
    told = brief()
    assert engagements.ask_speaker(**told).pk == engagements.ask_speaker(**told).pk
    assert letters_to(ORGANISER) == ["confirm"]


@pytest.mark.parametrize(("changes", "field"), [
    ({"kind": "class visit"}, "kind"), ({"kind": "party"}, "kind"), ({"seats": 7}, "seats"), ({"seats": 0}, "seats"),
    ({"kind": "interview", "seats": 2}, "seats"), ({"headcount": 20_001}, "headcount"), ({"dates": []}, "dates"),
    ({"contact_email": ""}, "contact_email"), ({"answer_by": dt.date(2020, 1, 1)}, "answer_by"),
    ({"answer_by": dt.date(2100, 1, 1)}, "answer_by")])
def test_ask_speaker_refuses_what_cannot_be(changes: dict, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        engagements.ask_speaker(**brief(**changes))
    assert refusal.value.field == field and not Engagement.objects.exists()


def test_ask_speaker_goes_to_the_deepest_network_of_the_town_and_a_coordinator_types_in_hers_alone() -> None:
    told = brief()
    network = told.pop("network")
    assert engagements.ask_speaker(**told).network == network
    with pytest.raises(Refused):
        engagements.ask_speaker(**{**brief(), "network": network}, by=coordinator_of(NetworkFactory()))
    typed = engagements.ask_speaker(**{**brief(), "network": network}, by=coordinator_of(network))
    assert typed.status == Status.REQUESTED and typed.consented_at is None


@pytest.mark.parametrize(("left", "at_once"), [(30, 1), (15, 1), (14, 2), (7, 2), (6, 3), (3, 3), (2, 4), (0, 4)])
def test_the_sooner_an_answer_is_needed_the_more_are_asked_and_the_shorter_they_wait(left: int, at_once: int) -> None:
    engagement = speaker_asked("interview", dates=[(weekday(60), "morning")], answer_by=clock.today() + dt.timedelta(days=left))
    women = [spokeswoman(engagement) for _ in range(6)]
    engagements.invite(engagement, role_models=women, by=None)
    assert engagement.invitations.filter(status="sent").count() == at_once == pace.of(engagement).at_once
    waits = [(one.remind, one.expire) for one in pace.PACES]
    assert waits == sorted(waits, reverse=True) and all(first < second < end for (first, second), end in waits)


def test_a_class_visit_keeps_the_usual_pace() -> None:
    engagement = asked()
    assert pace.of(engagement) is pace.USUAL and pace.asked_at_once(engagement) == 1


def test_the_next_ones_are_asked_when_some_decline_or_do_not_answer_in_time() -> None:
    engagement = speaker_asked("interview", dates=[(weekday(10), "morning")], answer_by=clock.today() + dt.timedelta(days=4))
    women = [spokeswoman(engagement) for _ in range(7)]
    made = engagements.invite(engagement, role_models=women, by=None)
    engagements.decline(made[0])
    assert engagement.invitations.filter(status="sent").count() == 3
    with clock.at(clock.now() + dt.timedelta(hours=13)):
        assert tasks.remind_invitations() == 3
        assert tasks.expire_invitations() == 0
    with clock.at(clock.now() + dt.timedelta(days=2, hours=1)):
        assert tasks.expire_invitations() == 3
        assert engagement.invitations.filter(status="sent").count() == 3


def test_an_invitation_ends_with_the_day_an_answer_was_needed_by() -> None:
    engagement = speaker_asked("interview", dates=[(weekday(30), "morning")], answer_by=clock.today() + dt.timedelta(days=1))
    engagements.invite(engagement, role_models=[spokeswoman(engagement)], by=None)
    with clock.at(clock.now() + dt.timedelta(days=2)):
        assert tasks.expire_invitations() == 1


def test_media_are_proposed_only_who_consents_or_says_so_in_her_profile() -> None:
    engagement = speaker_asked("interview")
    says_so, consents, neither, elsewhere = (RoleModelFactory(network=engagement.network, formats=formats) for formats in (
        ["interview"], ["class visit"], ["class visit"], ["class visit"]))
    people.consent(consents.person, purpose=Purpose.MEDIA, source="profile", network_id=engagement.network_id)
    people.consent(elsewhere.person, purpose=Purpose.MEDIA, source="profile", network_id=NetworkFactory().pk)
    assert {one.role_model for one in suggestions.best(engagement)} == {says_so, consents}
    with pytest.raises(Refused) as refusal:
        engagements.invite(engagement, role_models=[neither], by=None)
    assert refusal.value.field == "role_models"
    people.withdraw_consent(consents.person, purpose=Purpose.MEDIA)
    assert [one.role_model for one in suggestions.best(engagement)] == [says_so]
    with pytest.raises(Refused):
        engagements.invite(engagement, role_models=[consents], by=None)


def test_who_takes_media_only_is_not_proposed_for_a_class() -> None:
    engagement = asked()
    only = RoleModelFactory(network=engagement.network, formats=["interview"])
    people.consent(only.person, purpose=Purpose.MEDIA, source="profile")
    assert suggestions.best(engagement) == []


def test_who_spoke_lately_comes_later_and_it_is_said() -> None:
    before = agreed("conference")
    engagement = speaker_asked("conference", network=before.network, dates=[(weekday(45), "morning")])
    spoke = before.role_model
    rested = spokeswoman(engagement, level=spoke.level, branch=spoke.branch, commune=spoke.commune)
    best = suggestions.best(engagement)
    assert [one.role_model for one in best] == [rested, spoke]
    assert any("prend la parole" in reason for reason in best[1].reasons)


def test_invite_by_a_partner_reaches_her_own_role_models_alone() -> None:
    engagement = asked()
    lender, third = (NetworkFactory(departments=[engagement.department]) for _ in range(2))
    ours, theirs = coordinator_of(engagement.network), coordinator_of(lender)
    for network in (lender, third):
        lending = engagements.ask_lending(engagement, lender=network, by=ours)
        engagements.agree_lending(lending, by=coordinator_of(network))
    engagement.refresh_from_db()
    for network in (third, engagement.network):
        with pytest.raises(Refused):
            engagements.invite(engagement, role_models=[RoleModelFactory(network=network)], by=theirs)
    engagements.invite(engagement, role_models=[RoleModelFactory(network=lender)], by=theirs)


def test_report_of_a_round_table_counts_one_encounter_and_its_audience_apart_from_classes() -> None:
    visit = agreed().engagement
    report(visit)
    assert [counted(one) for one in (facts.ENCOUNTERS, facts.AUDIENCE_REACHED, facts.CLASSES_MET, facts.PEOPLE_REACHED)] == [1, 60, 0, 0]
    line = Entry.objects.filter(fact=facts.AUDIENCE_REACHED.code).first()
    assert (line.kind, line.audience, line.method) == ("round table", "public", "estimate")
    report(visit, people=70)
    assert counted(facts.AUDIENCE_REACHED) == 70 and counted(facts.ENCOUNTERS) == 1
    assert checkup.faults() == []


def test_report_of_an_interview_keeps_the_link_and_counts_the_declared_audience_apart() -> None:
    visit = agreed("interview", headcount=0, audience="").engagement
    told = report(visit, people=0, girls=0, boys=0, link="https://exemple.fr/article", media_audience=120_000)
    assert told.link == "https://exemple.fr/article"
    assert (counted(facts.MEDIA_AUDIENCE), counted(facts.AUDIENCE_REACHED), counted(facts.ENCOUNTERS)) == (120_000, 0, 1)
    assert Entry.objects.get(fact=facts.MEDIA_AUDIENCE.code).method == "declared"
    report(visit, people=0, girls=0, boys=0, media_audience=90_000)
    assert counted(facts.MEDIA_AUDIENCE) == 90_000
    assert checkup.faults() == []


@pytest.mark.parametrize(("told", "field"), [
    ({"people": 0}, "people"), ({"people": 20_001}, "people"), ({"girls": 50, "boys": 50}, "girls")])
def test_report_refuses_an_audience_that_cannot_be(told: dict, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        report(agreed().engagement, **told)
    assert refusal.value.field == field


def test_give_up_closes_what_nobody_could_take_with_a_kind_letter() -> None:
    engagement = asked(dates=[(weekday(7), "morning")])
    with pytest.raises(Refused):
        engagements.give_up(engagement)
    with clock.at(clock.now() + dt.timedelta(days=14) + GIVEN_UP_AFTER):
        tasks.expire_invitations()
        assert tasks.close_given_up() == 1
        assert tasks.close_given_up() == 0
    engagement.refresh_from_db()
    assert engagement.status == Status.UNMET and letters_to(TEACHER)[-1] == "unmet" and engagement.closing_words
    engagements.forget_asker(engagement)


def test_close_untold_lets_a_visit_go_that_can_still_be_told() -> None:
    visit = confirmed().engagement
    with pytest.raises(Refused):
        engagements.close_untold(visit)
    visit.refresh_from_db()
    with clock.at(visit.ends_at + NEVER_TOLD_AFTER + dt.timedelta(hours=1)):
        assert tasks.close_never_told() == 1
        assert tasks.close_never_told() == 0
        visit.refresh_from_db()
        assert visit.status == Status.UNTOLD and "untold" in letters_to(TEACHER)
        assert counted(facts.CLASSES_MET) == 0 and checkup.faults() == []
        engagements.report(visit, key=uuid.uuid4(), side="teacher", outcome="held", people=20, girls=10, boys=10, method="teacher")
    assert Engagement.objects.get().status == Status.HELD and counted(facts.CLASSES_MET) == 1


def test_who_put_herself_forward_waits_until_her_date_is_past() -> None:
    engagement = asked()
    her = RoleModelFactory(network=engagement.network)
    forward = engagements.put_forward(engagement, role_model=her, starts_at=first_day(engagement), by=None, anyway=True)
    with clock.at(clock.now() + dt.timedelta(days=16)):
        assert tasks.expire_invitations() == 0
    with clock.at(first_day(engagement) + dt.timedelta(hours=1)):
        assert tasks.expire_invitations() == 1
    forward.refresh_from_db()
    assert forward.status == Invitation.Status.EXPIRED and "nobody_left" not in letters_to(coordinator_of(engagement.network).email)


def test_reopen_tells_the_one_who_asked() -> None:
    engagement = invited()[0].engagement
    coordinator = coordinator_of(engagement.network)
    engagements.close(engagement, words="Personne cette fois.", by=coordinator)
    engagements.reopen(Engagement.objects.get(), by=coordinator)
    assert letters_to(TEACHER)[-1] == "reopened"
