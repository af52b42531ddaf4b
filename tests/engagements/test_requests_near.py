"""The letter that tells a role model what is new near her: the rows of her page, each once, at her rhythm, or nothing."""
from __future__ import annotations

import datetime as dt
import threading
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industrielles.engagements import agenda, nearby, tasks
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement
from industrielles.engagements.verbs.nearby import MOST_TOLD
from industrielles.kit import clock
from industrielles.letters import tasks as carrying
from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.letters.carrier import message
from industrielles.letters.models import Letter
from industrielles.network.models import Network
from industrielles.people.models import Person
from industrielles.pool import verbs as pool
from industrielles.pool.models import UNTIL_SHE_SAYS, RoleModel
from industrielles.safeguarding import verbs as safeguarding
from tests.at_once import at_once
from tests.factories.engagements import asked, speaker_asked, weekday
from tests.factories.network import MembershipFactory, NetworkFactory
from tests.factories.places import CommuneFactory
from tests.factories.pool import OffDaysFactory, RoleModelFactory
from tests.factories.safeguarding import ReportFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def visit() -> Engagement:
    return asked()


def woman(network: Network, km: float = 0.0, **fields: Any) -> RoleModel:
    """A role model so many kilometres south of Lille."""
    return RoleModelFactory(network=network, commune=CommuneFactory(latitude=50.630888 - km / 111.195), **fields)


def night(days: int = 1, hour: int = 6) -> Any:
    """An hour of a night to come, in Paris."""
    return clock.at(dt.datetime.combine(clock.today() + dt.timedelta(days), dt.time(hour), PARIS).astimezone(dt.UTC))


def monday(after: int = 1) -> int:
    """In how many days the first Monday is, from that day on."""
    return next(n for n in range(after, after + 7) if (clock.today() + dt.timedelta(n)).weekday() == 0)


def told(who: RoleModel | None = None) -> list[Letter]:
    """The letters about requests near, oldest first."""
    found = Letter.objects.filter(kind="near").exclude(template="letters/letters/bundle").order_by("pk")
    return list(found.filter(address=who.person.email) if who else found)


def at_night(days: int = 1, hour: int = 6) -> int:
    with night(days, hour):
        return tasks.tell_near()


def plain(words: str) -> str:
    """On one line, without spaces that do not break."""
    return " ".join(words.replace("\u202f", " ").replace("\xa0", " ").replace("&nbsp;", " ").split())


def links(letter: Letter) -> list[str]:
    """The pages of visits it leads to, in order."""
    page = reverse("engagements:near")
    return [words.rpartition(page)[2].partition("/)")[0] for words in letter.text.split() if page in words and words.count("/") > 4]


def test_she_reads_day_level_distance_and_the_page_and_nothing_of_who_asks(visit: Engagement) -> None:
    Engagement.objects.filter(pk=visit.pk).update(room="Bâtiment C, code 4812")
    who = woman(visit.network, 12)
    assert (at_night(), len(told(who))) == (1, 1)
    letter = told(who)[0]
    assert letter.subject == "1 nouvelle demande près de chez vous"
    assert (letter.status, letter.kind, letter.template) == ("queued", "near", "engagements/letters/requests_near")
    for form in (letter.text, letter.html):
        words = plain(form)
        assert visit.school_name in words and "Seconde, 28 élèves · mardi" in words and "12 km, environ 40 min" in words
        assert f"http://testserver{reverse('engagements:put_forward', args=[visit.code])}" in words
        for hidden in ("Claire", "Delattre", "prof@", "03 20", "Bâtiment C", "Des métiers"):
            assert hidden not in words
    assert letter.due_at.astimezone(PARIS).hour == 8 and letter.reply_to == visit.network.contact_email


def test_in_her_language(visit: Engagement) -> None:
    who = woman(visit.network, 12)
    Person.objects.filter(pk=who.person_id).update(language="en")
    at_night()
    letter = told(who)[0]
    assert letter.subject == "1 new request near you"
    assert "28 pupils" in plain(letter.text) and "12 km, about 40 min" in plain(letter.text)


def test_what_is_new_only_and_nothing_when_nothing_is(visit: Engagement) -> None:
    who = woman(visit.network)
    assert [at_night(), at_night(), at_night(hour=7), at_night(2)] == [1, 0, 0, 0]
    with night(2, 12):
        second = asked(network=visit.network)
    assert [at_night(3), at_night(3, 7), at_night(4)] == [1, 0, 0]
    first, then = told(who)
    assert visit.code in first.text and second.code in then.text and visit.code not in then.text


def test_what_came_within_minutes_is_told_the_next_night_and_once(visit: Engagement) -> None:
    who = woman(visit.network)
    with night(1, 5):
        late = asked(network=visit.network)
        tasks.tell_near()
    assert late.code not in told(who)[0].text
    at_night(2)
    assert late.code in told(who)[1].text and visit.code not in told(who)[1].text


@pytest.mark.parametrize("hour", [0, 4, 8, 12, 20])
def test_in_the_night_only(visit: Engagement, hour: int) -> None:
    woman(visit.network)
    assert at_night(1, hour) == 0


def test_the_rows_of_her_page_and_no_others(visit: Engagement) -> None:
    """Of her network, within her radius, of a kind she accepts, that she was not asked for; places of her territory that are free."""
    network = visit.network
    who = woman(network, 10, formats=["class visit", "discovery half-day"])
    near = asked(network=network)
    half_day, full = (speaker_asked("discovery half-day", network=network) for _ in range(2))
    for one in (half_day, full):
        engagements.publish_places(one, places=1, at_once=True, reach="territory")
    other = woman(network, formats=["discovery half-day"])
    engagements.take_place(full, role_model=other, starts_at=full.proposed_dates.get().starts_at, by=other.person, anyway=True)
    invited, round_table, elsewhere = asked(network=network), speaker_asked("round table", network=network), asked()
    engagements.invite(invited, role_models=[who], by=None)
    far = asked(network=network)
    Engagement.objects.filter(pk=far.pk).update(latitude=43.3)
    with night():
        page = [one for one, _km, _minutes in agenda.near(who, 200)]
        tasks.tell_near()
    assert {*page} == {visit, near, half_day, full}
    letter = told(who)[0]
    assert all(one.code in letter.text for one in (visit, near, half_day))
    assert f"{half_day.code}/place/" in letter.text and "1 place à prendre" in plain(letter.text)
    assert not any(one.code in letter.text for one in (full, invited, round_table, elsewhere, far))


def test_of_many_gives_what_of_gives(visit: Engagement) -> None:
    """One computation: what is told a first time is the page, row by row."""
    networks = [visit.network, NetworkFactory(), NetworkFactory()]
    for n in range(9):
        asked(network=networks[n % 3], remote=n % 4 == 0)
    people = [woman(networks[n % 3], 7 * n, formats=["class visit"] if n % 2 else ["class visit", "remote"]) for n in range(9)]
    with night():
        now = clock.now()
        many = {one.role_model.pk: one.found for one in nearby.to_tell(
            until=now, since=now, rhythms=["at once"])}
        assert many == {one.pk: found for one in people if (found := nearby.of(one, 200))} and len(many) > 5


def test_a_page_she_is_led_to_opens_for_her(visit: Engagement, client: Client) -> None:
    who = woman(visit.network)
    at_night()
    client.force_login(who.person)
    assert reverse("engagements:put_forward", args=[visit.code]) in told(who)[0].text
    assert client.get(reverse("engagements:put_forward", args=[visit.code])).status_code == 200


def paused(who: RoleModel) -> None:
    pool.pause(who, until=clock.today() + dt.timedelta(days=30))


def rests(who: RoleModel) -> None:
    RoleModel.objects.filter(pk=who.pk).update(
        archived_on=clock.today(), paused_until=UNTIL_SHE_SAYS, published_on=None, asked_on=clock.today(), times_asked=1)


def away(who: RoleModel) -> None:
    OffDaysFactory(role_model=who, starts_on=clock.today(), ends_on=clock.today() + dt.timedelta(days=5))


def suspended(who: RoleModel) -> None:
    ReportFactory(accused=who.person, suspended_at=clock.now())


def banned(who: RoleModel) -> None:
    safeguarding.ban(who.network, reason="report", email=who.person.email or "")


def retired(who: RoleModel) -> None:
    pool.retire(who)


def gone(who: RoleModel) -> None:
    Person.objects.filter(pk=who.person_id).update(is_active=False)


def nothing_wanted(who: RoleModel) -> None:
    letters.prefer(hashed(who.person.email or ""), {"near": "none"})


def silent(who: RoleModel) -> None:
    letters.suppress(who.person.email or "")


def left(who: RoleModel) -> None:
    who.membership.ended_on = clock.today()
    who.membership.save(update_fields=["ended_on"])


@pytest.mark.parametrize("state", [
    paused, rests, away, suspended, banned, retired, gone, nothing_wanted, silent, left], ids=lambda one: one.__name__)
def test_nothing_for_who_is_not_to_be_asked(visit: Engagement, state: Any) -> None:
    who, other = woman(visit.network), woman(visit.network)
    state(who)
    assert at_night() == 1
    assert [one.address for one in told()] == [other.person.email]
    who.refresh_from_db()
    assert who.told_until is None, "what she was not told is still to tell"


def test_once_she_is_back_she_reads_of_what_still_looks_for_somebody(visit: Engagement) -> None:
    who = woman(visit.network)
    paused(who)
    assert at_night() == 0
    pool.pause(who, until=None)
    assert at_night(2) == 1


def test_a_member_of_two_networks_reads_of_the_first_as_on_her_page(visit: Engagement) -> None:
    who, elsewhere = woman(visit.network), asked()
    woman(elsewhere.network, membership=MembershipFactory(network=elsewhere.network, person=who.person))
    assert at_night() == 1
    assert visit.code in told(who)[0].text and elsewhere.code not in told(who)[0].text


def test_ten_at_most_the_others_are_on_the_page() -> None:
    first = asked()
    for _ in range(11):
        asked(network=first.network)
    who = woman(first.network)
    at_night()
    letter = told(who)[0]
    assert letter.subject.startswith("12 nouvelles") and len(links(letter)) == MOST_TOLD
    assert "2 autres sont sur votre page" in letter.text
    assert at_night(2) == 0


def test_at_the_rhythm_she_chose(visit: Engagement) -> None:
    daily, weekly = woman(visit.network), woman(visit.network)
    letters.prefer(hashed(daily.person.email or ""), {"near": "daily"})
    letters.prefer(hashed(weekly.person.email or ""), {"near": "weekly"})
    day = monday() - 1 or 7
    assert at_night(day) == 1 and told(daily)[0].status == "held" and not told(weekly)
    assert at_night(monday(day)) == 1 and told(weekly)[0].status == "held"
    with night(monday(day), 9):
        assert carrying.bundle() == 2
    assert [one.status for one in told()] == ["bundled", "bundled"]
    assert visit.code in Letter.objects.filter(template="letters/letters/bundle").get(address=weekly.person.email).text


def test_at_the_rate_a_mail_server_bears(visit: Engagement, settings: Any) -> None:
    settings.NEWS_PER_MINUTE = 2
    for _ in range(3):
        woman(visit.network)
    assert at_night() == 3
    eight = told()[0].due_at
    assert [(one.due_at - eight).seconds for one in told()] == [0, 30, 60]


def test_she_stops_it_from_her_mail_reader(visit: Engagement, client: Client) -> None:
    who = woman(visit.network)
    at_night()
    mail = message(told(who)[0])
    stop = mail.extra_headers["List-Unsubscribe"].strip("<>")
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and stop in told(who)[0].text
    path = stop.removeprefix("http://testserver")
    assert "Demandes près de chez moi" in client.get(path).content.decode() and at_night(2) == 0
    with night(2, 12):
        asked(network=visit.network)
    assert "C’est arrêté" in client.post(path, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert letters.rhythm_of(who.person.email or "", "near") == "none"
    assert at_night(3) == 0


def test_a_fault_between_the_note_and_the_letter_leaves_neither(visit: Engagement, monkeypatch: pytest.MonkeyPatch) -> None:
    who, queue = woman(visit.network), letters.queue

    def stumbles(*args: Any, **fields: Any) -> None:
        raise RuntimeError("killed here")

    monkeypatch.setattr(letters, "queue", stumbles)
    with pytest.raises(RuntimeError):
        at_night()
    who.refresh_from_db()
    assert who.told_until is None and not told()
    monkeypatch.setattr(letters, "queue", queue)
    assert (at_night(), at_night(hour=7)) == (1, 0)


def test_carried_to_another_network_she_does_not_read_it_again(visit: Engagement) -> None:
    heir = NetworkFactory(departments=[visit.department])
    who = woman(visit.network)
    with night(0, 0):
        Engagement.objects.filter(pk=visit.pk).update(confirmed_at=clock.now())
    at_night(1)
    with night(1, 12):
        engagements.succeed(visit.network, heir=heir)
        pool.carry(who.membership, new=MembershipFactory(network=heir, person=who.person))
    assert agenda.near(RoleModel.objects.current().get(person=who.person), 20) and at_night(2) == 0


def test_so_many_questions_however_many_they_are(visit: Engagement) -> None:
    counts = []
    for more in (1, 4):
        for _ in range(more):
            woman(visit.network)
            asked(network=visit.network, dates=[(weekday(), "morning")])
        with night(), CaptureQueriesContext(connection) as queries:
            now = clock.now()
            found = list(nearby.to_tell(until=now, since=now, rhythms=["at once"]))
        counts.append((len(found), len(queries)))
    assert [n for n, _ in counts] == [1, 5] and counts[0][1] == counts[1][1] <= 12, counts


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_tell_each_of_them_once() -> None:
    visit = asked()
    people = [woman(visit.network) for _ in range(4)]
    done = at_once(*[lambda: at_night()] * 3)
    assert sum(done) == 4 and sorted(one.address for one in told()) == sorted(one.person.email or "" for one in people)


@pytest.mark.django_db(transaction=True)
def test_of_those_who_read_the_same_row_one_writes() -> None:
    """Whatever day each believes it is: the note decides, not the key of the letter."""
    visit = asked()
    who, both_have_read = woman(visit.network), threading.Barrier(2)

    def tell(days: int) -> bool:
        with night(days):
            now = clock.now()
            found = list(nearby.to_tell(until=now, since=now, rhythms=["at once"]))
            both_have_read.wait()
            return any(engagements.tell_near(one, until=now) for one in found)

    assert sorted(at_once(lambda: tell(1), lambda: tell(2))) == [False, True] and len(told(who)) == 1


@pytest.mark.django_db(transaction=True)
def test_control_reading_first_and_noting_afterwards_tells_twice() -> None:
    visit = asked()
    who, both_have_read = woman(visit.network), threading.Barrier(2)

    def tell_naively(days: int) -> bool:
        with night(days):
            untold = RoleModel.objects.get(pk=who.pk).told_until is None
            both_have_read.wait()
            RoleModel.objects.filter(pk=who.pk).update(told_until=clock.now())
            return untold and bool(letters.queue(
                "engagements/letters/requests_near", to=who.person.email or "", language="fr", kind="near",
                key=f"requests-near/{who.code}/{clock.today():%Y%m%d}", context={
                    "name": "", "count": 1, "more": 0, "page": "/", "found": [(visit.name, "/", "")]}))

    assert at_once(lambda: tell_naively(1), lambda: tell_naively(2)) == [True, True] and len(told(who)) == 2
