"""Cases 1 to 4 of the threat model, each with its positive control: nobody writes outside a live pair, evidence stays, threads are read
with a reason by the referent alone."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import telling_life
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Mentee, Message, Opening, Pair
from industrielles.network import verbs as network
from industrielles.network.models import Grant
from industrielles.network.policies import holds_power
from industrielles.network.roles import Role
from industrielles.people import verbs as people
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance, Evidence
from tests.factories.mentoring_life import MessageFactory, OpeningFactory, RulingFactory, matched, pair
from tests.factories.network import coordinator_of
from tests.factories.safeguarding import referent_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
SECRET = "Tapis volant"


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def made() -> Pair:
    return pair()


def posted(person: Any, made: Pair, body: str = "Bonjour !") -> Any:
    client = Client()
    client.force_login(person)
    return client.post(reverse("mentoring:messages", args=[made.code]), {"body": body, "key": str(uuid.uuid4())})


def says(made: Pair, body: str, side: str = "mentor") -> Message:
    person = made.person_of(side)
    assert person is not None
    return mentoring.send(made, body=body, key=uuid.uuid4(), by=person)


def attempts(made: Pair) -> int:
    return Entry.objects.filter(verb="mentoring.note_attempt", subject_key=str(made.pk)).count()


# 1: off the platform


@pytest.mark.parametrize("body", [
    "Mon numéro : zéro six douze trente-quatre cinquante-six soixante-dix-huit", "lina point moreau arobase exemple point fr",
    "Ajoute-moi sur insta : lina.m", "Regarde https://exemple.invalid/moi"])
def test_what_leads_out_of_the_platform_is_held_and_read_nowhere(made: Pair, body: str) -> None:
    message = says(made, body)
    assert message.held_for
    author = Client()
    author.force_login(made.mentor.person)  # type: ignore[arg-type]
    assert "attend d’être relu" in author.get(reverse("mentoring:messages", args=[made.code])).content.decode()
    reader = made.person_of("mentee")
    client = Client()
    client.force_login(reader)  # type: ignore[arg-type]
    for page in ("mentoring:messages", "mentoring:pair"):
        assert body[:25] not in client.get(reverse(page, args=[made.code])).content.decode()
    assert not Letter.objects.filter(text__contains=body[:25]).exists()
    assert not Letter.objects.filter(key__contains="/message/", address=reader.email).exists()  # type: ignore[union-attr]
    told = Letter.objects.filter(key__contains="/held/").get()
    assert told.address == made.programme.referent.email  # type: ignore[union-attr]


def test_a_clean_message_goes_at_once_and_its_letter_says_nothing_of_it(made: Pair) -> None:
    assert says(made, SECRET).held_for == ""
    client = Client()
    client.force_login(made.person_of("mentee"))  # type: ignore[arg-type]
    assert SECRET in client.get(reverse("mentoring:messages", args=[made.code])).content.decode()
    letter = Letter.objects.get(key__contains="/message/")
    assert SECRET not in letter.text and made.mentor.first_name not in letter.text + letter.subject


def test_a_held_message_is_let_through_once_by_the_referent_alone(made: Pair) -> None:
    message, referent = says(made, "Appelle le 06 12 34 56 78"), made.programme.referent
    with pytest.raises(Refused):
        mentoring.rule(message, goes=True, by=coordinator_of(made.network))
    mentoring.rule(message, goes=True, by=referent)  # type: ignore[arg-type]
    assert list(Message.objects.filter(pair=made).read_by("mentee")) == [message]
    with pytest.raises(Refused):
        mentoring.rule(message, goes=False, by=referent)  # type: ignore[arg-type]
    other = says(made, "ou le 07 12 34 56 78")
    mentoring.rule(other, goes=False, by=referent)  # type: ignore[arg-type]
    assert other not in Message.objects.filter(pair=made).read_by("mentee")
    assert Letter.objects.filter(key__contains="/ruled/mentor/").count() == 2


# 2: no contact without a live pair


def test_nobody_writes_to_another_pair_and_the_attempt_is_logged(made: Pair) -> None:
    other = pair(programme=made.programme)
    for stranger in (other.mentor.person, other.mentee.person, coordinator_of(made.network), made.programme.referent):
        assert posted(stranger, made).status_code == 404
    assert Message.objects.count() == 0
    assert attempts(made) == 4
    assert posted(made.mentor.person, made).status_code == 302  # positive control
    assert Message.objects.count() == 1


@pytest.mark.parametrize("status", ["signing", "meeting"])
def test_nothing_opens_before_the_first_meeting(status: str) -> None:
    early = pair(status)
    assert posted(early.mentor.person, early).status_code == 422
    assert Message.objects.count() == 0 and attempts(early) == 1
    for act in (lambda: mentoring.set_goal(early, words="Voir un atelier", by=early.mentee.person),  # type: ignore[arg-type]
                lambda: mentoring.propose_meeting(early, starts_at=NOON + dt.timedelta(days=3), mode="online",
                                                  by=early.mentor.person)):  # type: ignore[arg-type]
        with pytest.raises(Refused):
            act()


def spoil_clearance(made: Pair) -> None:
    for one in Clearance.objects.of(made.mentor.person):
        safeguarding.withdraw_clearance(one, by=None)


def spoil_by_parent(made: Pair) -> None:
    safeguarding.revoke(mentoring.guardian_of(made))  # type: ignore[arg-type]


def spoil_by_report(made: Pair) -> None:
    mentoring.report_pair(made, words="Elle me met mal à l’aise.", urgent=False, key=uuid.uuid4(), about_other=True,
                          by=made.mentee.person)  # type: ignore[arg-type]


SPOILT = {
    "clearance": spoil_clearance, "parent": spoil_by_parent, "report": spoil_by_report,
    "pause": lambda made: mentoring.pause(made, by=made.mentee.person), "stop": lambda made: mentoring.stop(made, by=made.mentee.person),
    "withdrawn": lambda made: mentoring.withdraw(made.mentor, by=made.mentor.person)}


@pytest.mark.parametrize("how", SPOILT)
def test_what_ends_or_holds_a_pair_ends_messages_at_once_on_both_sides(made: Pair, how: str) -> None:
    assert posted(made.mentor.person, made).status_code == 302 and Message.objects.count() == 1  # positive control
    SPOILT[how](made)
    for side in ("mentor", "mentee"):
        assert posted(made.person_of(side), made).status_code == 422
    assert Message.objects.count() == 1 and attempts(made) == 2


def test_a_clearance_that_ends_with_time_suspends_messages_and_a_new_one_opens_them(made: Pair) -> None:
    with time_machine.travel(NOON + dt.timedelta(days=184), tick=False):
        with pytest.raises(Refused):
            says(made, "Bonjour !")
        assert made.status == Pair.Status.ACTIVE  # the match stays (S-3)
        safeguarding.clear(made.mentor.person, network=made.network, kind="b3", seen_on=clock.today(), by=None)  # type: ignore[arg-type]
        assert says(made, "Bonjour !").pk


def test_the_end_of_the_last_clearance_is_told_to_both_and_to_who_runs_it(made: Pair) -> None:
    coordinator = coordinator_of(made.network)
    assert mentoring.rest_uncleared(made.mentor.person, by=None) == 1  # type: ignore[arg-type]
    assert Letter.objects.filter(key__contains="/still/").count() == 2
    assert Letter.objects.get(key__contains="/clearance/").address == coordinator.email


def refused_by_the_database(statement: str, *values: Any) -> bool:
    """Whether the database itself says no."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("status", ["signing", "paused", "ending"])
def test_the_database_refuses_a_message_outside_a_pair_under_way(made: Pair, status: str) -> None:
    author = made.mentor.person
    assert MessageFactory(pair=made, side="mentor").pk  # positive control
    with pytest.raises(DatabaseError), transaction.atomic():
        MessageFactory(pair=made, side="mentee", author=author)  # not she
    with pytest.raises(DatabaseError), transaction.atomic():
        MessageFactory(pair=made, side="mentor", author=made.programme.referent)
    Pair.objects.filter(pk=made.pk).update(status=status, ended_at=NOON)
    with pytest.raises(DatabaseError), transaction.atomic():
        MessageFactory(pair=made, side="mentor", author=author)


# 3: evidence stays


def test_nothing_written_can_be_changed_or_removed(made: Pair) -> None:
    message = says(made, SECRET)
    RulingFactory(message=says(made, "Appelle le 06 12 34 56 78"))
    OpeningFactory(pair=made)
    for table in ("mentoring_message", "mentoring_ruling", "mentoring_opening"):
        column = {"mentoring_message": "body = ''", "mentoring_ruling": "goes = NOT goes", "mentoring_opening": "reason = ''"}[table]
        assert refused_by_the_database(f"UPDATE {table} SET {column}")
        assert refused_by_the_database(f"DELETE FROM {table}")
        if connection.vendor == "postgresql":
            assert refused_by_the_database(f"TRUNCATE {table} CASCADE")
    if connection.vendor == "sqlite":
        assert refused_by_the_database(
            "INSERT OR REPLACE INTO mentoring_message SELECT id, code, key, side, '', held_for, sent_at, shown_from, author_id, pair_id "
            "FROM mentoring_message WHERE id = %s", message.pk)
    assert not refused_by_the_database("UPDATE mentoring_goal SET words = ''")  # positive control: an ordinary table
    message.refresh_from_db()
    assert message.body == SECRET


def test_a_report_freezes_the_thread_keeps_it_and_suspends_the_accused_in_all_her_pairs(made: Pair) -> None:
    says(made, SECRET)
    mentee, _mentor = matched(programme=made.programme)
    second = mentoring.begin_pair(mentee, made.mentor, by=None)
    report = mentoring.report_pair(made, words="Elle insiste.", urgent=True, key=uuid.uuid4(), about_other=True,
                                   by=made.mentee.person)  # type: ignore[arg-type]
    assert [one.body for one in Evidence.objects.of(report) if one.kind == Evidence.Kind.MESSAGE] == [f"[mentor] {SECRET}"]
    for one in (made, second):
        one.refresh_from_db()
        assert one.status == Pair.Status.FROZEN
    referent = referent_of(made.network)
    safeguarding.take(report, by=referent)
    safeguarding.close(report, outcome="uncertain", measures="Entendues toutes les deux.", resumes=False, by=referent)
    made.refresh_from_db()
    assert made.status == Pair.Status.FROZEN  # still suspended
    safeguarding.resume(report, reason="Tout est éclairci.", by=referent)
    made.refresh_from_db()
    second.refresh_from_db()
    assert (made.status, second.status) == (Pair.Status.ACTIVE, Pair.Status.SIGNING)
    assert mentoring.freeze(report, by=None) == mentoring.release(report, by=None) == 2


def test_an_erased_account_leaves_a_thread_without_names_that_the_referent_reads(made: Pair) -> None:
    says(made, SECRET, "mentee")
    name = made.mentee.person.first_name  # type: ignore[union-attr]
    people.erase(made.mentee.person, by=None)  # type: ignore[arg-type]
    referent = made.programme.referent
    client = Client()
    client.force_login(referent)  # type: ignore[arg-type]
    address = reverse("mentoring:thread", args=[made.code])
    client.post(address, {"reason": "Une demande de sa famille"})
    page = client.get(address).content.decode()
    assert SECRET in page and name not in page and Mentee.objects.get(pk=made.mentee_id).person is None


def test_a_year_after_the_closure_words_go_unless_a_report_holds_them(made: Pair) -> None:
    says(made, SECRET)
    made = mentoring.stop(made, by=made.mentee.person)  # type: ignore[arg-type]
    with time_machine.travel(NOON + dt.timedelta(days=15), tick=False):
        made = mentoring.close_pair(made, after="none", by=None)
    later = NOON + dt.timedelta(days=400)
    assert list(Pair.objects.over_before(NOON)) == []
    assert list(Pair.objects.over_before(later)) == [made]
    spoil_by_report(made)
    assert list(Pair.objects.over_before(later)) == []
    OpeningFactory(pair=made)
    assert mentoring.empty_pairs(Pair.objects.filter(pk=made.pk)) == 1
    assert Message.objects.count() == Opening.objects.count() == 0


# 4: curiosity


def test_a_coordinator_reads_no_thread_even_with_a_reason(made: Pair) -> None:
    says(made, SECRET)
    coordinator = coordinator_of(made.network)
    client = Client()
    client.force_login(coordinator)
    address = reverse("mentoring:thread", args=[made.code])
    assert client.get(address).status_code == client.post(address, {"reason": "Je voudrais voir"}).status_code == 404
    with pytest.raises(Refused):
        mentoring.open_thread(made, reason="Je voudrais voir", by=coordinator)
    assert Opening.objects.count() == 0
    for name, code in (("pairs", made.programme.code), ("pair_desk", made.code)):
        page = client.get(reverse(f"mentoring:{name}", args=[code]))
        assert page.status_code == 200 and SECRET not in page.content.decode()


def test_the_referent_reads_with_a_reason_that_is_logged_and_that_both_see(made: Pair) -> None:
    says(made, SECRET)
    referent, reason = made.programme.referent, "Un appel de sa mère"
    client = Client()
    client.force_login(referent)  # type: ignore[arg-type]
    address = reverse("mentoring:thread", args=[made.code])
    assert SECRET not in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    assert Opening.objects.count() == 0
    assert client.post(address, {"reason": reason}).status_code == 302
    assert SECRET in client.get(address).content.decode()
    assert Entry.objects.filter(verb="mentoring.open_thread", by_id=referent.pk).count() == 1  # type: ignore[union-attr]
    for side in ("mentee", "mentor"):
        client.force_login(made.person_of(side))  # type: ignore[arg-type]
        assert reason in client.get(reverse("mentoring:messages", args=[made.code])).content.decode()
    assert SECRET not in Client().get(reverse("mentoring:held")).content.decode()


def test_the_list_of_held_messages_shows_no_body(made: Pair) -> None:
    says(made, f"{SECRET} 06 12 34 56 78")
    client = Client()
    client.force_login(made.programme.referent)  # type: ignore[arg-type]
    page = client.get(reverse("mentoring:held")).content.decode()
    assert SECRET not in page and "messages-retenus/" in page
    held = Message.objects.to_rule().get()
    assert SECRET in client.get(reverse("mentoring:held_one", args=[held.code])).content.decode()
    assert Entry.objects.filter(verb="mentoring.read_held").count() == 1


def test_a_referent_who_is_accused_reads_nothing_of_it(made: Pair) -> None:
    referent = made.programme.referent
    assert Pair.objects.guarded_by(referent).exists()  # positive control
    safeguarding.report(made.network, key=uuid.uuid4(), words="La référente…", thread=made, accused=referent, by=made.mentee.person)
    assert not Pair.objects.guarded_by(referent).exists()


def test_the_name_of_a_referent_opens_nothing_once_her_role_is_taken_back(made: Pair) -> None:
    says(made, SECRET)
    referent, client = made.programme.referent, Client()
    client.force_login(referent)  # type: ignore[arg-type]
    pages = [reverse("mentoring:thread", args=[made.code]), reverse("mentoring:mentee", args=[made.mentee.code]),
             reverse("mentoring:programme", args=[made.programme.code])]
    assert holds_power(referent) and [client.get(page).status_code for page in pages] == [200, 200, 200]  # positive control
    client.post(pages[0], {"reason": "Un appel de sa mère"})
    assert SECRET in client.get(pages[0]).content.decode()
    network.revoke(Grant.objects.current().get(role=Role.REFERENT, membership__person=referent), by=None)
    assert not holds_power(referent) and made.programme.referent_id == referent.pk  # type: ignore[union-attr]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    with pytest.raises(Refused):
        mentoring.open_thread(made, reason="Un appel de sa mère", by=referent)  # type: ignore[arg-type]
    assert referent not in telling_life.guards_of(Pair.objects.whole().get(pk=made.pk))
