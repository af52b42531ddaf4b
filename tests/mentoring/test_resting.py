"""A pair that a report holds rests like any other: a coordinator, who might be whom it will accuse, and the two themselves read the same
bytes as for a rest that has another cause. Only the safeguarding referents read more; a coordinator it accuses reads nothing at all."""
from __future__ import annotations

import datetime as dt
import io
import re
import uuid
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Pair
from industrielles.rights.queries import journal_for
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance, Report
from tests.factories.mentoring import MentorFactory
from tests.factories.mentoring_life import matched, pair
from tests.factories.network import coordinator_of
from tests.factories.safeguarding import referent_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
CHANGING = re.compile(rb'(name="(csrfmiddlewaretoken|shown|key)" value="[^"]*"|nonce="[^"]*"|nonce-[\w+/=-]+)')


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(client: Client, address: str, **said: Any) -> bytes:
    """What she reads there, without what changes at each opening."""
    answer = client.post(address, said) if said else client.get(address)
    return CHANGING.sub(b"", answer.content) + str(answer.status_code).encode()


def with_a_date(made: Pair) -> Pair:
    """The same pair, with a date agreed when it has met: what makes it rest calls it off."""
    if made.status == Pair.Status.ACTIVE:
        date = mentoring.propose_meeting(made, starts_at=NOON + dt.timedelta(days=2), mode="online", by=made.mentor.person)  # type: ignore[arg-type]
        mentoring.agree_meeting(date, by=made.mentee.person)  # type: ignore[arg-type]
    return made


def again(made: Pair, how: Callable[[Pair], Any], look: Callable[[Pair], Any]) -> Any:
    """What is seen once this was done to the pair; then everything is as before."""
    with transaction.atomic():
        how(Pair.objects.whole().get(pk=made.pk))
        seen = look(Pair.objects.whole().get(pk=made.pk))
        transaction.set_rollback(True)
    return seen


def reported(made: Pair, accused: Any = None) -> Report:
    return safeguarding.report(made.network, key=uuid.uuid4(), words="Elle me met mal à l’aise.", thread=made, accused=accused, by=None)


def rested(made: Pair) -> None:
    mentoring.pause(made, by=made.mentee.person)


def uncleared(made: Pair) -> None:
    for one in Clearance.objects.of(made.mentor.person):
        safeguarding.withdraw_clearance(one, by=None)


def seen_at_the_desk(coordinator: Any) -> Callable[[Pair], list[Any]]:
    def look(made: Pair) -> list[Any]:
        client = signed_in(coordinator)
        first = {"on": "2026-11-18", "minutes": "60", "mode": "online", "adult": coordinator.code}
        pages = [read(client, reverse("mentoring:pair_desk", args=[made.code])),
                 read(client, reverse("mentoring:pairs", args=[made.programme.code])),
                 read(client, reverse("mentoring:mentee", args=[made.mentee.code])),
                 read(client, reverse("mentoring:mentor", args=[made.mentor.code])),
                 read(client, reverse("mentoring:programme", args=[made.programme.code])),
                 read(client, reverse("mentoring:first_meeting", args=[made.code]), **first),
                 read(client, reverse("mentoring:note_paper", args=[made.code]), party="programme", on="2026-11-18")]
        journal = [(one.verb, one.subject_key, one.by_id) for one in journal_for(coordinator, [made.network]).order_by("pk")
                   if not one.verb.startswith("rights.")]
        letters = list(Letter.objects.filter(address=coordinator.email).order_by("pk").values_list("subject", "text"))
        return [*pages, journal, letters]
    return look


@pytest.mark.parametrize("status", ["signing", "meeting", "active"])
def test_a_coordinator_reads_the_same_of_a_pair_a_report_holds_as_of_one_that_asked_for_a_rest(status: str) -> None:
    made = with_a_date(pair(status))
    reader, _alerted = coordinator_of(made.network), referent_of(made.network)
    look = seen_at_the_desk(reader)
    held, resting, free = (again(made, how, look) for how in (reported, rested, lambda _made: None))
    assert held == resting
    assert held[0] != free[0] and held[1] != free[1]  # positive control: a rest is seen
    assert not any(b"signalement tient" in page for page in held[:7])


def test_two_of_a_paused_pair_that_a_report_holds_are_read_the_same_too() -> None:
    made = pair()
    rested(made)
    reader, _alerted = coordinator_of(made.network), referent_of(made.network)
    look = seen_at_the_desk(reader)
    assert again(made, reported, look) == again(made, lambda _made: None, look)


def test_of_a_colleague_whom_it_accuses_a_coordinator_reads_no_word_and_finds_her_beside_no_pair() -> None:
    made = pair("meeting")
    accused, reader, _alerted = coordinator_of(made.network), coordinator_of(made.network), referent_of(made.network)
    pages = [seen_at_the_desk(reader)(made)[0]]
    assert accused.code.encode() in pages[0]  # positive control: one of the adults of a first meeting
    safeguarding.report(made.network, key=uuid.uuid4(), words="…", accused=accused, by=None)
    seen = seen_at_the_desk(reader)(made)
    assert accused.code.encode() not in seen[0], "she is the adult of no meeting with a minor"
    assert not any(b"signalement" in page.partition(b"<main")[2] for page in seen[:5]) and seen[-1] == []
    with pytest.raises(Refused):
        mentoring.record_first_meeting(made, on=NOON.date(), minutes=60, mode="online", adult=accused, by=reader)  # type: ignore[arg-type]


def test_a_coordinator_whom_it_accuses_reads_nothing_of_any_pair() -> None:
    made, other = pair(), pair()
    accused = coordinator_of(made.network)
    client, pages = signed_in(accused), [reverse("mentoring:pair_desk", args=[made.code]),
                                         reverse("mentoring:programme", args=[made.programme.code]), reverse("mentoring:desk")]
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    reported(other, accused=accused)
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def seen_by(side: str) -> Callable[[Pair], list[Any]]:
    def look(made: Pair) -> list[Any]:
        client, here = signed_in(made.person_of(side)), [made.code]
        asked = [read(client, reverse(f"mentoring:{name}", args=here)) for name in ("pair", "messages", "sign_pair")]
        done = [read(client, reverse("mentoring:messages", args=here), body="Bonjour !", key=uuid.UUID(int=7)),
                read(client, reverse("mentoring:pause", args=here), on="0"), read(client, reverse("mentoring:pause", args=here), on="1"),
                read(client, reverse("mentoring:set_goal", args=here), words="Voir un atelier")]
        archive = zipfile.ZipFile(io.BytesIO(client.post(reverse("rights:take_away")).content))
        mine = {name: archive.read(name) for name in archive.namelist() if name.startswith(("mes-binomes", "pairs", "binomes"))}
        told = Letter.objects.filter(address=made.person_of(side).email, key__regex="/(still|off)/")  # type: ignore[union-attr]
        return [*asked, *done, read(client, reverse("mentoring:mine")), mine, list(told.order_by("pk").values_list("subject", "text"))]
    return look


@pytest.mark.parametrize("status", ["signing", "meeting", "active"])
@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_the_two_read_the_same_when_a_report_holds_them_as_when_a_clearance_is_over(side: str, status: str) -> None:
    made = with_a_date(pair(status))
    held, over, free = (again(made, how, seen_by(side)) for how in (reported, uncleared, lambda _made: None))
    assert held == over
    assert held[0] != free[0] and held[-1] and held[-2]  # positive controls: the page says that it rests, a letter too, her pairs are there


def test_referents_alone_read_that_a_report_holds_it() -> None:
    made = pair()
    reported(made)
    referent, coordinator = made.programme.referent, coordinator_of(made.network)
    words = "Un signalement tient ce binôme"
    assert words in signed_in(referent).get(reverse("mentoring:pair_desk", args=[made.code])).content.decode()
    assert "tenu par un signalement" in signed_in(referent).get(reverse("mentoring:held")).content.decode()
    assert words not in signed_in(coordinator).get(reverse("mentoring:pair_desk", args=[made.code])).content.decode()
    mentoring.open_thread(made, reason="Le signalement d’hier", by=referent)  # type: ignore[arg-type]
    page = reverse("mentoring:pair_desk", args=[made.code])
    assert "Le signalement d’hier" in signed_in(referent).get(page).content.decode()
    assert "Le signalement d’hier" not in signed_in(coordinator).get(page).content.decode()


def test_a_rest_before_the_first_meeting_ends_where_it_began() -> None:
    for status in ("signing", "meeting"):
        made = pair(status)
        made = mentoring.pause(made, by=made.mentee.person)
        assert made.status == Pair.Status.PAUSED and not made.is_alive and made not in Pair.objects.under_way()
        with pytest.raises(Refused):
            mentoring.record_first_meeting(made, on=NOON.date(), minutes=60, mode="online", adult=made.programme.referent)  # type: ignore[arg-type]
        assert mentoring.go_on(made, by=made.mentee.person).status == status
    assert Entry.objects.filter(verb="mentoring.go_on").count() == 2


def test_nothing_of_a_held_pair_is_moved_by_asking_for_a_rest() -> None:
    made = pair()
    reported(made)
    for act in (mentoring.pause, mentoring.go_on):
        with pytest.raises(Refused):
            act(made, by=made.mentor.person)
    made.refresh_from_db()
    assert (made.status, made.frozen_from) == (Pair.Status.FROZEN, Pair.Status.ACTIVE)


def test_what_took_place_may_be_told_of_a_held_pair_and_nobody_is_asked_questions() -> None:
    made = pair()
    reported(made)
    with time_machine.travel(NOON + dt.timedelta(days=31), tick=False):
        assert mentoring.ask_questions(made) == 0
        assert mentoring.tell_meeting(made, minutes=45, mode="online", felt="so so", by=made.mentee.person).told_by  # type: ignore[arg-type]


def test_a_pair_does_not_begin_with_somebody_a_report_suspends() -> None:
    mentee, mentor = matched()
    report = safeguarding.report(mentee.network, key=uuid.uuid4(), words="…", accused=mentor.person, by=None)
    with pytest.raises(Refused) as refused:
        mentoring.begin_pair(mentee, mentor, by=None)
    with pytest.raises(Refused) as another:
        mentoring.begin_pair(mentee, MentorFactory(programme=mentee.programme, status="signed"), by=None)
    assert str(refused.value) == str(another.value)  # the same words as for any other cause
    Report.objects.filter(pk=report.pk).update(suspended_at=None)
    assert mentoring.begin_pair(mentee, mentor, by=None).pk  # positive control
