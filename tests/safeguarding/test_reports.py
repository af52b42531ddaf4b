"""Reports: two people told, never the accused; time that runs; evidence that stays (trust 3, 4, 5)."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network.models import Grant
from industrielles.people.models import Person
from industrielles.safeguarding import policies, retention, tasks, verbs
from industrielles.safeguarding.models import Alert, Evidence, Reading, Report
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import ReportFactory, referent_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def reported(network: Any, **fields: Any) -> Report:
    return verbs.report(network, **{"key": uuid.uuid4(), "words": "Il veut ma photo zinzoline.", **fields})


def told(report: Report) -> set[Any]:
    return {alert.person for alert in Alert.objects.filter(report=report).select_related("person")}


def alerts_mailed(step: str = "") -> list[str]:
    found = Letter.objects.filter(template="safeguarding/letters/alert", key__contains=f"/{step}/" if step else "/")
    return sorted(found.values_list("address", flat=True))


def test_report_alerts_two_people_and_thanks_who_reports() -> None:
    network = NetworkFactory()
    first, second, third = (referent_of(network) for _ in range(3))
    her = PersonFactory()
    with clock.at(NOON):
        report = reported(network, by=her)
    assert told(report) == {first, second} and alerts_mailed() == sorted([first.email, second.email])
    assert report.due_at == NOON + 24 * HOUR and third.email not in alerts_mailed()
    letters = Letter.objects.filter(key__contains=report.code)
    assert her.email in {one.address for one in letters}
    assert not any("zinzolin" in one.text for one in letters), "a letter says nothing of it"
    assert Entry.objects.filter(verb="safeguarding.report", network_id=network.pk).count() == 1


def test_report_is_due_in_two_hours_when_it_is_urgent() -> None:
    with clock.at(NOON):
        assert reported(NetworkFactory(), urgent=True).due_at == NOON + 2 * HOUR


def test_the_accused_is_never_told_whatever_her_role() -> None:
    top, network = umbrella(), NetworkFactory()
    accused = referent_of(network)
    above, runs = referent_of(top), coordinator_of(network)
    report = reported(network, accused=accused)
    assert told(report) == {above, runs} and accused.email not in alerts_mailed()
    with clock.at(clock.now() + 25 * HOUR):
        tasks.escalate_reports()
    assert accused.email not in alerts_mailed() and accused not in told(report)
    assert not policies.can_read_report(accused, report) and not Report.objects.visible_to(accused).exists()


def test_a_coordinator_accused_gets_nothing_and_the_umbrella_is_told() -> None:
    top, network = umbrella(), NetworkFactory()
    runs, national = coordinator_of(network), coordinator_of(top)
    report = reported(network, accused=runs)
    assert told(report) == {national} and alerts_mailed() == [national.email]


def test_when_nobody_can_be_told_the_umbrella_is_written_to() -> None:
    top = umbrella()
    reported(NetworkFactory())
    assert alerts_mailed() == [top.contact_email]


def test_a_report_nobody_takes_goes_up_once() -> None:
    top, network = umbrella(), NetworkFactory()
    here, national = referent_of(network), coordinator_of(top)
    with clock.at(NOON):
        report = reported(network)
    with clock.at(NOON + 23 * HOUR):
        assert tasks.escalate_reports() == 0
    with clock.at(NOON + 25 * HOUR):
        assert tasks.escalate_reports() == 1 and tasks.escalate_reports() == 0
        assert not verbs.escalate(report)
    assert alerts_mailed("again") == sorted([here.email, national.email])


def test_a_report_taken_in_hand_does_not_go_up_and_is_taken_once() -> None:
    network = NetworkFactory()
    first, second = referent_of(network), referent_of(network)
    with clock.at(NOON):
        report = reported(network)
        verbs.take(report, by=first)
    with pytest.raises(Refused):
        verbs.take(Report.objects.get(pk=report.pk), by=second)
    with clock.at(NOON + 48 * HOUR):
        assert tasks.escalate_reports() == 0


def test_report_suspends_the_accused_and_freezes_what_it_is_about_until_it_is_closed() -> None:
    network, accused = NetworkFactory(), PersonFactory()
    referent, pair = referent_of(network), MembershipFactory()
    report = reported(network, accused=accused, thread=pair, about=pair)
    assert policies.is_suspended(accused) and policies.is_frozen(pair)
    verbs.take(report, by=referent)
    verbs.close(report, outcome="founded", measures="Écartée.", resumes=False, by=referent)
    assert policies.is_suspended(accused) and not policies.is_frozen(pair), "she comes back only when somebody says so"
    with pytest.raises(Refused):
        verbs.resume(report, reason=" ", by=referent)
    verbs.resume(report, reason="La mesure est finie.", by=referent)
    assert not policies.is_suspended(accused)
    with pytest.raises(Refused):
        verbs.note(report, words="Encore", by=referent)


def test_the_rooms_give_evidence_freeze_and_release(settings: Any) -> None:
    settings.SAFEGUARDING_EVIDENCE = [f"{__name__}.pieces"]
    settings.SAFEGUARDING_FREEZES = settings.SAFEGUARDING_RELEASES = [f"{__name__}.hear"]
    heard.clear()
    network = NetworkFactory()
    referent = referent_of(network)
    report = reported(network)
    assert heard == [report.pk] and Evidence.objects.of(report).get(kind="message").body == "Donne ton snap"
    verbs.take(report, by=referent)
    verbs.close(report, outcome="unfounded", measures="Rien.", resumes=True, by=referent)
    assert heard == [report.pk] * 2


heard: list[int] = []


def hear(report: Report, *, by: Any) -> None:
    heard.append(report.pk)


def pieces(report: Report) -> list[dict[str, Any]]:
    return [{"kind": "message", "body": "Donne ton snap", "said_at": NOON, "source": "mentoring.message/1"}] * 2


def test_accuse_hides_the_report_from_her_and_alerts_somebody_else() -> None:
    network = NetworkFactory()
    first, second, third = (referent_of(network) for _ in range(3))
    report = reported(network)
    assert policies.can_read_report(first, report)
    verbs.accuse(report, person=first, by=second)
    assert not policies.can_read_report(first, report) and third in told(report) and policies.is_suspended(first)
    assert first.email in Evidence.objects.of(report).last().body, "who she was then is kept"
    with pytest.raises(Refused):
        verbs.accuse(report, person=second, by=third)


def test_only_referents_and_those_alerted_know_that_there_is_a_report() -> None:
    top, network, other = umbrella(), NetworkFactory(), NetworkFactory()
    here, above, elsewhere = referent_of(network), referent_of(top), referent_of(other)
    runs = coordinator_of(network)
    referent_of(network)
    report = reported(network)
    assert {one for one in (here, above, elsewhere, runs) if policies.can_read_report(one, report)} == {here, above}
    for verb, said in ((verbs.take, {}), (verbs.read_report, {"reason": "Curieuse"}), (verbs.note, {"words": "x"})):
        with pytest.raises(Refused):
            verb(report, by=runs, **said)  # type: ignore[operator]


def test_who_was_alerted_reads_no_more_once_her_role_is_over() -> None:
    network = NetworkFactory()
    runs = coordinator_of(network)
    report = reported(network)
    assert policies.can_read_report(runs, report) and policies.treats_reports(runs)
    Grant.objects.filter(membership__person=runs).update(ended_on=clock.today())
    runs = Person.objects.get(pk=runs.pk)
    assert not policies.can_read_report(runs, report) and not policies.treats_reports(runs)


def test_reading_needs_a_reason_and_is_written_down() -> None:
    network = NetworkFactory()
    referent, report = referent_of(network), ReportFactory(network=network)
    for reason in ("", "  ", "ok"):
        with pytest.raises(Refused):
            verbs.read_report(report, reason=reason, by=referent)
    assert not Reading.objects.exists()
    verbs.read_report(report, reason="Je suis de garde", by=referent)
    assert Reading.objects.get().reader == referent
    assert Entry.objects.filter(verb="safeguarding.read_report", by_id=referent.pk).count() == 1


def test_report_sent_twenty_times_is_one_and_one_that_says_nothing_is_refused() -> None:
    network, key = NetworkFactory(), uuid.uuid4()
    assert len({verbs.report(network, key=key, words="Une fois").pk for _ in range(20)}) == 1
    with pytest.raises(Refused):
        verbs.report(network, key=uuid.uuid4(), words="  ")


@pytest.mark.parametrize("statement", [
    "UPDATE safeguarding_evidence SET body = 'rien'", "DELETE FROM safeguarding_evidence",
    "INSERT OR REPLACE INTO safeguarding_evidence SELECT * FROM safeguarding_evidence", "TRUNCATE safeguarding_evidence",
    "UPDATE safeguarding_reading SET reason = 'rien'", "DELETE FROM safeguarding_reading"])
def test_evidence_and_readings_are_neither_changed_nor_removed(statement: str) -> None:
    if {"INSERT": "postgresql", "TRUNCATE": "sqlite"}.get(statement.split()[0]) == connection.vendor:
        pytest.skip("a statement of the other database")
    network = NetworkFactory()
    report = reported(network)
    verbs.read_report(report, reason="Je suis de garde", by=referent_of(network))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Evidence.objects.of(report).exists() and Reading.objects.exists()


def test_verify_names_the_piece_that_is_not_what_was_kept() -> None:
    report = reported(NetworkFactory(), by=PersonFactory())
    verbs.preserve(report, kind="note", body="Appelé")
    assert verbs.verify(report) == []
    forged = Evidence(report=report, number=9, kind="note", said_at=NOON, body="Faux", seal="0" * 64)
    forged.save()
    assert verbs.verify(report) == [9]


def test_past_its_term_words_and_evidence_go_and_the_rest_stays() -> None:
    network = NetworkFactory()
    referent = referent_of(network)
    with clock.at(NOON):
        report, other = reported(network, accused=PersonFactory()), reported(network)
        for one in (report, other):
            verbs.read_report(one, reason="Je suis de garde", by=referent)
            verbs.take(one, by=referent)
        verbs.close(report, outcome="passed on", measures="119 appelé.", resumes=False, by=referent)
    due = retention.reports_due(NOON + dt.timedelta(days=1))
    assert list(due) == [report] and verbs.clear_reports(due) == 1
    report.refresh_from_db()
    assert (report.words, report.measures, report.accused, report.outcome) == ("", "", None, "passed on")
    assert not Evidence.objects.of(report).exists() and Evidence.objects.of(other).exists()
    assert not retention.reports_due(NOON + dt.timedelta(days=1)).exists()
