"""Browsers where somebody is signed in: seen, ended, told."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from industrielles.kit import clock
from industrielles.letters.models import Letter
from industrielles.people import retention, sessions
from industrielles.people import verbs as people
from industrielles.people.models import Person, SignIn
from tests.factories.people import AuthenticatorFactory, IdentityFactory, PasskeyFactory, PersonFactory, SignInFactory
from tests.people.test_steps import first_step

pytestmark = pytest.mark.django_db
PAGE, ANDROID = "/mon-compte/securite/", "Mozilla/5.0 (Android 15; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0"


def signed_in(person: Person, agent: str = ANDROID) -> Client:
    client = Client(headers={"user-agent": agent})
    first_step(client, person)
    return client


def warnings_to(person: Person) -> int:
    return Letter.objects.filter(address=person.email, subject="Un nouveau navigateur a ouvert votre compte").count()


def test_a_sign_in_is_a_row_in_coarse_words_whose_session_opens_nothing() -> None:
    person = PersonFactory()
    client = signed_in(person)
    row = SignIn.objects.get(person=person)
    key = client.session.session_key
    assert row.browser == "Firefox, Android"
    assert row.session == sessions.hashed(key) != key
    assert [one.session_key for one in Session.objects.filter(session_key=row.session)] == [row.session]
    thief = Client()
    thief.cookies["sessionid"] = row.session
    assert thief.get(PAGE).status_code == 302
    thief.cookies["sessionid"] = key  # positive control: the key itself does open it
    assert thief.get(PAGE).status_code == 200


def test_the_first_browser_surprises_nobody_a_second_one_is_told_once() -> None:
    person = PersonFactory()
    client = signed_in(person)
    assert warnings_to(person) == 0
    signed_in(person)
    assert warnings_to(person) == 1
    client.post("/sortir/")
    first_step(client, person)  # it is known
    assert warnings_to(person) == 1


def test_end_signs_one_browser_out_at_once() -> None:
    person = PersonFactory()
    here, there = signed_in(person), signed_in(person)
    row = SignIn.objects.get(session=sessions.hashed(there.session.session_key))
    stranger = signed_in(PersonFactory())
    assert stranger.post(f"{PAGE}navigateur/{row.code}/sortir/").status_code == 404
    assert there.get(PAGE).status_code == 200
    here.post(f"{PAGE}navigateur/{row.code}/sortir/")
    assert there.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200
    assert not people.end(row)


def test_end_others_leaves_this_one() -> None:
    person = PersonFactory()
    here, others = signed_in(person), [signed_in(person) for _n in range(2)]
    elsewhere = signed_in(PersonFactory())
    here.post(f"{PAGE}navigateurs/sortir/")
    assert [one.get(PAGE).status_code for one in (here, *others, elsewhere)] == [200, 302, 302, 200]


def test_end_others_without_a_session_ends_them_all() -> None:
    person = PersonFactory()
    for _n in range(3):
        SignInFactory(person=person)
    SignInFactory()
    assert people.end_others(person, by=person) == 3
    assert SignIn.objects.count() == 1


def test_signing_out_and_erasing_leave_no_row() -> None:
    person = PersonFactory()
    one, two = signed_in(person), signed_in(person)
    one.post("/sortir/")
    assert SignIn.objects.filter(person=person).count() == 1
    people.erase(person, by=person)
    assert two.get(PAGE).status_code == 302
    assert not SignIn.objects.exists()


def test_a_browser_is_seen_once_an_hour(django_assert_num_queries: Any) -> None:
    client = signed_in(PersonFactory())
    before = SignIn.objects.get().seen_at
    client.get(PAGE)
    assert SignIn.objects.get().seen_at == before
    with clock.at(clock.now() + SignIn.SEEN_EVERY + dt.timedelta(minutes=1)):
        client.get(PAGE)
        assert SignIn.objects.get().seen_at > before


def test_see_and_carry_over_are_about_one_session() -> None:
    one, other = SignInFactory(seen_at=clock.now() - dt.timedelta(days=1)), SignInFactory()
    people.see(one.session)
    people.carry_over(one.session, to="f" * 40)
    assert SignIn.objects.get(pk=one.pk).session == "f" * 40
    assert SignIn.objects.get(pk=one.pk).seen_at > one.seen_at
    assert SignIn.objects.get(pk=other.pk).session == other.session


def test_what_was_not_seen_for_a_day_is_forgotten() -> None:
    SignInFactory(seen_at=clock.now() - dt.timedelta(days=2))
    SignInFactory()
    assert people.clear_sign_ins(retention.sign_ins_due(clock.now() - dt.timedelta(days=1))) == 1
    assert SignIn.objects.count() == 1


def test_begin_again_in_one_session_is_one_row() -> None:
    person = PersonFactory()
    for _n in range(2):
        people.begin(person, session="a" * 40, browser="Firefox", new=False, whole=True)
    assert SignIn.objects.get().second_at


@pytest.mark.parametrize(("agent", "words"), [
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1", "Safari, iPhone"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge, Windows"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36", "Chrome, Mac"),
    ("<script>alert(1)</script>", "?"), ("", "?")])
def test_browsers_are_named_without_version(agent: str, words: str) -> None:
    signed_in(PersonFactory(), agent)
    assert SignIn.objects.get().browser == words


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_costs_the_same_whatever_it_shows(client: Client, items: int, django_assert_max_num_queries: Any) -> None:
    app = AuthenticatorFactory()
    for _n in range(items):
        SignInFactory(person=app.person)
        PasskeyFactory(person=app.person)
        IdentityFactory(person=app.person)
    client.force_login(app.person)
    with django_assert_max_num_queries(14) as counted:
        page = client.get(PAGE).content.decode()
    assert page.count("/retirer/") == 2 * items + 1
    seen = queries_seen.setdefault("queries", len(counted))
    assert len(counted) == seen


queries_seen: dict[str, int] = {}
