"""While a report concerns her, the roles of somebody give no right; others decide meanwhile, and they come back by themselves."""
from __future__ import annotations

import datetime as dt
import io
import uuid
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network import policies as network_policies
from industrielles.network import verbs as network
from industrielles.network.models import Network
from industrielles.network.queries import coordinators_of, powers
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.safeguarding import policies, tasks, verbs
from industrielles.safeguarding.models import Alert, Evidence, Report
from industrielles.safeguarding.queries import referents_of
from tests.factories.mentoring_life import pair
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import AuthorisationFactory, ClearanceFactory, RecognitionFactory, ReportFactory, referent_of

pytestmark = pytest.mark.django_db
SENTENCE = "sont suspendus"


def accused_of(node: Any, person: Person, **said: Any) -> Report:
    return verbs.report(node, key=uuid.uuid4(), words="Elle leur écrit le soir.", accused=person, **said)


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def letters_to(person: Person, template: str) -> list[str]:
    found = Letter.objects.filter(address=person.email, template=f"safeguarding/letters/{template}").values_list("text", flat=True)
    return [" ".join(words.split()) for words in found]


def pages_of(made: Any) -> list[str]:
    """Pages over minors, over mentoring, over members: all those of a coordinator."""
    return [reverse("mentoring:pair_desk", args=[made.code]), reverse("mentoring:mentee", args=[made.mentee.code]),
            reverse("mentoring:programme", args=[made.programme.code]), reverse("mentoring:desk"), reverse("safeguarding:authorisations"),
            reverse("safeguarding:clearances"), reverse("safeguarding:recognitions"), reverse("engagements:desk"),
            reverse("members:members"), reverse("pool:team"), reverse("rights:journal"), reverse("network:networks")]


def statuses(client: Client, pages: list[str]) -> set[int]:
    return {client.get(page).status_code for page in pages}


def test_a_coordinator_accused_opens_nothing_at_the_next_request_and_all_again_when_it_is_lifted() -> None:
    made = pair()
    her, other = coordinator_of(made.network), referent_of(made.network)
    AuthorisationFactory(network=made.network)
    client, pages = browser(her), pages_of(made)
    assert statuses(client, pages) == {200}
    report = accused_of(made.network, her)
    assert statuses(client, pages) == {404} and powers(her) == [] and not network_policies.holds_power(her)
    verbs.resume(report, reason="Ce n’était pas elle.", by=other)
    assert statuses(client, pages) == {200}


def test_a_referent_accused_reads_neither_threads_nor_reports_nor_rows_of_minors() -> None:
    made = pair()
    her = made.programme.referent
    pages = [reverse("mentoring:pair_desk", args=[made.code]), reverse("mentoring:held"), reverse("safeguarding:reports"),
             reverse("safeguarding:authorisations"), reverse("rights:sealed_journal")]
    another = ReportFactory(network=made.network)
    client = browser(her)
    assert statuses(client, pages) == {200} and policies.can_read_report(her, another)
    accused_of(NetworkFactory(), her)  # of another network: she is kept away everywhere
    assert statuses(client, pages) == {404} and not policies.can_read_report(her, another)
    assert her not in referents_of(made.network)


def test_what_she_sends_is_refused_as_what_she_reads() -> None:
    node, member = NetworkFactory(), MembershipFactory()
    her = coordinator_of(node)
    mine = MembershipFactory(network=node)
    accused_of(node, her)
    with pytest.raises(Refused):
        network.grant(mine, role=Role.COORDINATOR, by=her)
    with pytest.raises(Refused):
        network.join(member.person, network=node, by=her)
    with pytest.raises(Refused):
        verbs.clear(mine.person, network=node, kind="b3", seen_on=clock.today(), by=her)


def test_she_reads_one_sober_sentence_without_reason_nor_name() -> None:
    node = NetworkFactory()
    her, reporter = coordinator_of(node), PersonFactory(first_name="Zinzoline")
    client = browser(her)
    desk, mine = reverse("engagements:desk"), reverse("website:mine")
    assert SENTENCE not in client.get(mine).content.decode()
    accused_of(node, her, by=reporter)
    for page in (mine, desk):
        words = client.get(page).content.decode()
        assert SENTENCE in words and "mailto:" in words.partition(SENTENCE)[2]
        assert "Zinzoline" not in words and "signalement vous" not in words and "le soir" not in words
    assert SENTENCE not in browser(PersonFactory()).get(mine).content.decode()


def test_who_has_no_role_of_power_is_told_nothing() -> None:
    her = GrantFactory(role=Role.ROLE_MODEL).membership.person
    accused_of(NetworkFactory(), her)
    client = browser(her)
    assert SENTENCE not in client.get(reverse("website:mine")).content.decode()
    assert SENTENCE not in client.get("/nulle-part/").content.decode()


@pytest.mark.parametrize(("outcome", "resumes", "back"), [
    ("unfounded", False, True), ("uncertain", True, True), ("uncertain", False, False), ("founded", False, False)])
def test_roles_come_back_by_themselves_when_it_is_closed_without_a_measure(outcome: str, resumes: bool, back: bool) -> None:
    node = NetworkFactory()
    her, referent = coordinator_of(node), referent_of(node)
    report = accused_of(node, her)
    verbs.take(report, by=referent)
    verbs.close(report, outcome=outcome, measures="Entendues.", resumes=resumes, by=referent)
    assert bool(powers(her)) == back and network_policies.is_at_rest(her) != back


def test_two_reports_keep_her_away_until_both_let_her_come_back() -> None:
    node = NetworkFactory()
    her, referent = coordinator_of(node), referent_of(node)
    first, second = accused_of(node, her), accused_of(node, her)
    verbs.resume(first, reason="Ce n’était pas elle.", by=referent)
    assert powers(her) == []
    verbs.resume(second, reason="Ni cette fois.", by=referent)
    assert powers(her)


def test_who_was_alerted_lifts_it_at_once_with_a_reason_that_is_sealed_and_logged() -> None:
    node = NetworkFactory()
    her, alerted, stranger = coordinator_of(node), coordinator_of(node), coordinator_of(NetworkFactory())
    report = accused_of(node, her)
    assert Alert.objects.filter(report=report, person=alerted).exists()
    for by, reason in ((alerted, ""), (alerted, "non"), (stranger, "Je la connais bien."), (her, "C’est moi.")):
        with pytest.raises(Refused):
            verbs.resume(report, reason=reason, by=by)
    assert powers(her) == []
    for _twice in range(2):
        verbs.resume(report, reason="Elle était absente ce jour-là.", by=alerted)
    report.refresh_from_db()
    assert powers(her) and report.is_open and report.resumed_at and not policies.can_read_report(her, report)
    piece = Evidence.objects.of(report).get(body__contains="absente ce jour-là")
    assert piece.author == alerted and verbs.verify(report) == []
    assert Entry.objects.filter(verb="safeguarding.resume", by_id=alerted.pk).count() == 1


def test_the_page_of_a_report_lifts_it_for_whoever_opened_it() -> None:
    node = NetworkFactory()
    her, referent = coordinator_of(node), referent_of(node)
    report = accused_of(node, her)
    client, act = browser(referent), reverse("safeguarding:resume", args=[report.code])
    client.post(act, {"reason": "Ce n’était pas elle."})
    assert powers(her) == [], "not opened yet"
    client.post(reverse("safeguarding:report", args=[report.code]), {"reason": "Je suis de garde"})
    assert client.post(act, {"reason": ""}).status_code == 422 and powers(her) == []
    assert client.post(act, {"reason": "Ce n’était pas elle."}).status_code == 302 and powers(her)
    assert act not in client.get(reverse("safeguarding:report", args=[report.code])).content.decode()


# Nothing of a network is stuck meanwhile


def test_the_umbrella_runs_a_network_whose_only_coordinator_is_kept_away_and_no_longer_than_that() -> None:
    made = pair()
    her, national = coordinator_of(made.network), coordinator_of(umbrella())
    client, page = browser(national), reverse("mentoring:pair_desk", args=[made.code])
    assert client.get(page).status_code == 404 and made.network not in Network.objects.run_by(national)
    report = accused_of(made.network, her)
    assert client.get(page).status_code == 200 and set(coordinators_of(made.network)) == {national}
    assert statuses(client, pages_of(made)) == {200}
    verbs.resume(report, reason="Ce n’était pas elle.", by=national)
    assert client.get(page).status_code == 404 and set(coordinators_of(made.network)) == {her}


def test_the_umbrella_stands_in_only_where_nobody_else_runs() -> None:
    top, region, other = umbrella(), NetworkFactory(), NetworkFactory()
    local = NetworkFactory(parent=region, kind="local")
    national, above, her, colleague = coordinator_of(top), coordinator_of(region), coordinator_of(local), coordinator_of(other)
    second = coordinator_of(other)
    accused_of(local, her)
    accused_of(other, colleague)
    assert set(Network.objects.run_by(national)) == {top}
    assert set(coordinators_of(local)) == {above} and set(coordinators_of(other)) == {second}
    accused_of(region, above)
    assert set(Network.objects.run_by(national)) == {top, region, local} and set(coordinators_of(local)) == {national}
    assert not coordinators_of(NetworkFactory()).exists()  # as ever: a network that has nobody is nobody's


def test_those_above_are_told_to_stand_in_without_name_nor_cause() -> None:
    top, node = umbrella(), NetworkFactory(name="Réseau du Nord")
    national, her = coordinator_of(top), coordinator_of(node, first_name="Odile", last_name="Quintard")
    accused_of(node, her)
    (words,) = letters_to(national, "stand_in")
    assert "Réseau du Nord" in words and "Quintard" not in words and "signale" not in words.lower() and not letters_to(her, "stand_in")


def test_coordinators_are_asked_to_name_a_referent_when_the_only_one_is_kept_away() -> None:
    node = NetworkFactory()
    her, runs = referent_of(node), coordinator_of(node)
    accused_of(node, her)
    (words,) = letters_to(runs, "stand_in")
    assert "référente" in words
    elsewhere, other, again = NetworkFactory(), coordinator_of(node), referent_of(node)
    accused_of(elsewhere, again)
    accused_of(elsewhere, other)
    assert len(letters_to(runs, "stand_in")) == 2, "nobody is told while somebody else is there: only of the second referent"


def test_alerts_and_escalations_go_round_whom_another_report_keeps_away() -> None:
    node = NetworkFactory()
    her, national, above = coordinator_of(node), coordinator_of(umbrella()), referent_of(umbrella())
    accused_of(NetworkFactory(), her)
    report = verbs.report(node, key=uuid.uuid4(), words="Autre chose.")
    assert {one.person for one in report.alerts.all()} == {above, national}
    with clock.at(clock.now() + dt.timedelta(hours=25)):
        assert tasks.escalate_reports() == 2
    assert not letters_to(her, "alert")


def test_a_report_she_was_alerted_of_or_had_in_hand_goes_to_somebody_else() -> None:
    node = NetworkFactory()
    her, second, third = referent_of(node), referent_of(node), referent_of(node)
    waiting, taken = (verbs.report(node, key=uuid.uuid4(), words="Autre chose.") for _ in range(2))
    verbs.take(taken, by=her)
    assert not letters_to(third, "alert")
    accused_of(NetworkFactory(), her)
    for report in (waiting, taken):
        assert third in {one.person for one in report.alerts.all()} and policies.can_read_report(second, report)
    words = letters_to(third, "alert")
    assert len(words) == 2 and sum("ne peut plus" in one for one in words) == 1
    verbs.close(taken, outcome="uncertain", measures="Repris.", resumes=False, by=second)


def test_who_is_left_in_the_umbrella_does_not_decide_alone_what_two_decide() -> None:
    top = umbrella()
    first, second = coordinator_of(top), coordinator_of(top)
    accused_of(top, second)
    assert powers(first) and not network_policies.decides_alone(first) and not network_policies.decides_alone(second)


def test_the_last_in_force_may_leave_and_those_above_hear_of_it() -> None:
    node = NetworkFactory()
    national, her, last = coordinator_of(umbrella()), coordinator_of(node), coordinator_of(node)
    accused_of(node, her)
    network.revoke(last.memberships.get().grants.get(), by=last)
    assert Letter.objects.filter(address=national.email, template="network/letters/nobody_runs").count() == 1


def test_pages_ask_no_more_questions_while_others_are_kept_away() -> None:
    node = NetworkFactory()
    reader, national = coordinator_of(node), coordinator_of(umbrella())
    ClearanceFactory(network=node)
    RecognitionFactory(network=node)
    counts: list[list[int]] = []
    for more in (1, 2):
        for _ in range(more):
            accused_of(node, coordinator_of(node))
            accused_of(node, coordinator_of(NetworkFactory()))
        found = []
        for person in (reader, national):
            client = browser(person)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(reverse("safeguarding:clearances")).status_code == 200
            found.append(len(captured))
        counts.append(found)
    assert counts[0] == counts[1]


def test_when_everybody_is_kept_away_whoever_runs_the_site_lifts_it() -> None:
    top = umbrella()
    her = coordinator_of(top)
    report = accused_of(top, her)
    assert not report.alerts.exists() and Letter.objects.filter(template="safeguarding/letters/alert", address=top.contact_email).exists()
    for code, reason in (("INCONNU", "Personne d’autre."), (report.code, "")):
        with pytest.raises(CommandError):
            call_command("lift_suspension", code, reason, verbosity=0)
    assert powers(her) == []
    call_command("lift_suspension", report.code, "Personne d’autre ne le peut.", stdout=io.StringIO())
    assert powers(her) and Evidence.objects.of(report).filter(body__contains="Personne d’autre ne le peut").exists()
