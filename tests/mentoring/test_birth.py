"""Her age decides what protects her: a birth date is corrected by a coordinator on proof seen, and turning eighteen changes nothing by
itself."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import holding
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Mentee, Message, Pair
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Authorisation
from tests.factories.mentoring import applied, born, confirmed, programme
from tests.factories.mentoring_life import matched, pair
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def sends(mentee: Mentee, person: Any, born_on: dt.date, **said: str) -> Any:
    return signed_in(person).post(reverse("mentoring:correct_birth", args=[mentee.code]),
                                  {"born_on": born_on.isoformat(), "seen": "on", **said})


def read_again(mentee: Mentee) -> Mentee:
    return Mentee.objects.whole().get(pk=mentee.pk)


def test_a_coordinator_corrects_a_birth_date_on_proof_seen_and_nobody_else_does() -> None:
    mentee = confirmed(programme(age_from=14))
    here = coordinator_of(mentee.network)
    for stranger in (mentee.person, mentee.programme.referent, coordinator_of(NetworkFactory()), PersonFactory()):
        assert sends(mentee, stranger, born(17)).status_code == 404
    assert sends(mentee, here, born(17), seen="").status_code == 422  # no proof seen
    assert sends(mentee, here, born(12)).status_code == 422 and sends(mentee, here, born(40)).status_code == 422
    assert read_again(mentee).age == 16 and not Entry.objects.filter(verb="mentoring.correct_birth").exists()
    assert sends(mentee, here, born(17)).status_code == 302
    entry = Entry.objects.get(verb="mentoring.correct_birth")
    assert (entry.by_id, entry.subject_key, entry.ids) == (here.pk, str(mentee.pk), {})  # who and when, never the date itself
    assert read_again(mentee).age == 17 and Authorisation.objects.get().born_on == born(17)
    assert "corrigée le" in signed_in(here).get(reverse("mentoring:mentee", args=[mentee.code])).content.decode()


def test_an_adult_who_is_a_minor_waits_for_a_parent_and_her_pair_is_protected_at_once() -> None:
    mentee, mentor = matched(19)
    made = mentoring.begin_pair(mentee, mentor)
    here = coordinator_of(mentee.network)
    assert not made.shielded and read_again(mentee).status == Mentee.Status.READY
    assert sends(mentee, here, born(16)).status_code == 422  # no parent is known
    assert sends(mentee, here, born(16), parent_name="Sofia", parent_email=str(mentee.email)).status_code == 422  # nor is she her own
    assert sends(mentee, here, born(16), parent_name="Sofia Moreau", parent_email="sofia@exemple.invalid").status_code == 302
    made, mentee = Pair.objects.whole().get(), read_again(mentee)
    assert mentee.status == Mentee.Status.LOCKED and made.shielded and holding.stillness(made) == "parent"
    assert Letter.objects.filter(address="sofia@exemple.invalid").exists()
    authorised = Authorisation.objects.get()
    safeguarding.answer(authorised.guardians.get(), parts=["online"], emergency_name="Sofia", emergency_phone="06 12 34 56 78",
                        sole_holder=True, shown_at=NOON)
    assert read_again(mentee).status == Mentee.Status.READY and holding.stillness(Pair.objects.whole().get()) == ""


def test_a_minor_who_is_an_adult_waits_for_nobody_and_her_parent_is_forgotten_but_her_pair_stays_protected() -> None:
    place = programme(age_from=14)
    mentee = confirmed(place)
    assert mentee.status == Mentee.Status.LOCKED
    assert sends(mentee, coordinator_of(place.network), born(18)).status_code == 302
    mentee = read_again(mentee)
    assert (mentee.status, mentee.parent_email) == (Mentee.Status.READY, "")
    made = pair()
    mentoring.correct_birth(made.mentee, born_on=born(18), by=coordinator_of(made.network))
    assert Pair.objects.get(pk=made.pk).shielded  # until she chooses (S-9)


def test_at_fourteen_all_waits_for_her_own_word_too() -> None:
    mentee = confirmed(programme(age_from=14))
    asked = Authorisation.objects.get()
    safeguarding.answer(asked.guardians.get(), parts=["online"], emergency_name="Sofia", emergency_phone="06 12 34 56 78", sole_holder=True,
                        shown_at=NOON)
    assert read_again(mentee).status == Mentee.Status.READY
    mentoring.correct_birth(mentee, born_on=born(14), by=coordinator_of(mentee.network))
    assert read_again(mentee).status == Mentee.Status.READY and Authorisation.objects.get().assented_at == NOON  # she had confirmed herself


def test_what_parents_were_asked_counts_from_the_right_day() -> None:
    mentee = confirmed(programme(age_from=14))
    assert safeguarding.follow_birth(mentee.person, born_on=dt.date(2010, 2, 28)) == 1  # type: ignore[arg-type]
    assert Authorisation.objects.get().adult_on == dt.date(2028, 2, 28)
    assert safeguarding.follow_birth(PersonFactory(), born_on=dt.date(2010, 2, 28)) == 0


def test_what_is_over_or_not_confirmed_is_not_corrected() -> None:
    place = programme(age_from=14)
    waiting, gone = applied(place), mentoring.withdraw(confirmed(place, email="rose@exemple.invalid"))
    for one in (waiting, gone):
        with pytest.raises(Refused):
            mentoring.correct_birth(one, born_on=born(17), by=coordinator_of(place.network))


# Turning eighteen (S-9)

NUMBER = "Mon numéro : 06 12 34 56 78"


def says(made: Pair) -> Message:
    return mentoring.send(made, body=NUMBER, key=uuid.uuid4(), by=made.mentor.person)  # type: ignore[arg-type]


def test_the_button_comes_on_her_birthday_changes_all_when_she_presses_it_and_nothing_before() -> None:
    made = pair(age=17)
    page = reverse("mentoring:pair", args=[made.code])
    act = reverse("mentoring:choose_adult", args=[made.code])
    birthday = dt.datetime.combine(made.mentee.born_on.replace(year=made.mentee.born_on.year + 18), dt.time(12), tzinfo=dt.UTC)  # type: ignore[union-attr]
    with time_machine.travel(birthday - dt.timedelta(days=1), tick=False):
        safeguarding.clear(made.mentor.person, network=made.network, kind="honour", seen_on=birthday.date() - dt.timedelta(days=1))  # type: ignore[arg-type]
        girl = signed_in(made.mentee.person)
        assert act not in girl.get(page).content.decode() and girl.post(act).status_code == 302  # refused, and said
        assert Pair.objects.get().shielded and says(made).held_for == "phone"
    with time_machine.travel(birthday, tick=False):
        girl, mentor = signed_in(made.mentee.person), signed_in(made.mentor.person)
        assert act in girl.get(page).content.decode() and act not in mentor.get(page).content.decode()
        assert says(made).held_for == "phone" and Pair.objects.get().shielded  # the birthday alone changes nothing
        assert mentor.post(act).status_code == 404 and Pair.objects.get().shielded
        assert girl.post(act).status_code == 302
        chosen = Pair.objects.get()
        assert not chosen.shielded and chosen.adult_at == birthday and says(made).held_for == ""
        assert act not in girl.get(page).content.decode()
        girl.post(act)
        assert Entry.objects.filter(verb="mentoring.choose_adult").count() == 1 and Pair.objects.get().adult_at == birthday
    night = birthday.replace(hour=22)
    with time_machine.travel(night, tick=False):
        assert says(made).shown_from == night  # nor does the night hold her messages any more
