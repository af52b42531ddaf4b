"""A girl applies: birth date first, six short pages, a letter, a parent; of a child nothing is kept."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import addresses, receiving
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Group, Mentee, Mentor
from industrielles.people.models import Person
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Authorisation
from tests.factories.mentoring import LINA, NADIA, PARENT, applied, born, confirmed, mentee_said, programme
from tests.factories.places import CommuneFactory
from tests.factories.pool import BranchFactory

pytestmark = pytest.mark.django_db
Status = Mentee.Status
PAGES: tuple[dict[str, Any], ...] = (
    {"born_on": ""},
    {"first_name": "Lina", "last_name": "Moreau", "called": "Lili", "email": LINA, "parent_name": "Sofia Moreau", "parent_email": PARENT,
     "gender": ""},
    {"level": "second", "school": "Lycée Colbert", "uai": "", "town": "Lille", "commune": ""},
    {"interests": ["machines", "science"], "likes": "Réparer des vélos", "wonders": ""},
    {"wish_1": "trade", "words_1": "soudeuse", "wish_2": "person", "words_2": "", "wish_3": "", "words_3": "", "branch": "", "ties": ""},
    {"half_days": ["32"], "modes": ["online"], "languages": ["fr"], "needs": ["camera"], "notice": "on"},
)
OFFER: tuple[dict[str, Any], ...] = (
    {"first_name": "Nadia", "last_name": "Benali", "born_on": "1985-05-05", "email": NADIA, "phone": "06 12 34 56 78", "town": "Lille",
     "commune": "", "gender": "woman"},
    {"job": "Soudeuse", "path": "CAP, puis l’atelier", "diploma": "cap", "branch": "", "employer": "Aciéries", "school_name": ""},
    {"capacity": "2", "half_days": ["32"], "modes": ["online"], "languages": ["fr"], "interests": [], "motivation": "Transmettre"},
    {"name_1": "Paul Petit", "relation_1": "chef", "email_1": "paul@exemple.invalid", "phone_1": "", "name_2": "Zoé Grand",
     "relation_2": "collègue", "email_2": "zoe@exemple.invalid", "phone_2": "", "notice": "on"},
)


@pytest.fixture
def place() -> Any:
    CommuneFactory(code="59350", name="Lille")
    return programme(age_from=14)


def page(place: Any, side: str, step: int) -> str:
    return reverse("mentoring:apply", args=[place.code, side, step])


def through(client: Client, place: Any, side: str, typed: tuple[dict[str, Any], ...]) -> Any:
    """All pages, then the last look."""
    for number, answers in enumerate(typed, start=1):
        answer = client.post(page(place, side, number), answers)
        assert answer.status_code == 302, answer.context["form"].errors
    return client.get(page(place, side, len(typed) + 1))


def typed(years: int, **changes: Any) -> tuple[dict[str, Any], ...]:
    """What a girl of this age types."""
    pages = [dict(one) for one in PAGES]
    pages[0]["born_on"] = born(years).isoformat()
    for one in pages:
        one.update({name: value for name, value in changes.items() if name in one})
    return tuple(pages)


def test_six_pages_read_back_in_tu_and_one_application_however_often_it_is_sent(client: Client, place: Any) -> None:
    last = through(client, place, "mentoree", typed(16))
    text = last.content.decode()
    assert all(words in text for words in ("Lina", "soudeuse", "Lycée Colbert", PARENT))
    key = last.context["form"].initial["key"]
    for _time in range(2):
        assert client.post(page(place, "mentoree", 7), {"key": key}).url == reverse("mentoring:sent", args=[place.code, "mentoree"])
    mentee = Mentee.objects.get()
    assert (mentee.status, mentee.wishes, mentee.half_days) == (Status.UNCONFIRMED, [["trade", "soudeuse"], ["person", ""]], 32)
    assert (mentee.commune_id, mentee.called, mentee.needs) == ("59350", "Lili", ["camera"])
    assert client.get(reverse("mentoring:sent", args=[place.code, "mentoree"])).status_code == 200


@pytest.mark.parametrize("step", range(1, 8))
def test_her_pages_say_tu_and_never_vous(client: Client, place: Any, step: int) -> None:
    through(client, place, "mentoree", typed(16))
    answers = [client.get(page(place, "mentoree", step))]
    if step < 7:
        answers.append(client.post(page(place, "mentoree", step), {}))
    for answer in answers:
        main = answer.content.decode().partition("<main")[2]
        assert not [word for word in (" vous", "Vous", " votre", "Votre", " vos ", "Écrivez", "Choisissez", "Cochez") if word in main]


def test_what_she_typed_waits_for_her_and_goes_when_she_says(client: Client, place: Any) -> None:
    for number, answers in enumerate(typed(16)[:3], start=1):
        client.post(page(place, "mentoree", number), answers)
    assert "Moreau" in client.get(page(place, "mentoree", 2)).content.decode()
    assert client.get(page(place, "mentoree", 6)).url == page(place, "mentoree", 4)
    client.post(reverse("mentoring:forget_draft", args=[place.code, "mentoree"]))
    assert client.get(page(place, "mentoree", 2)).url == page(place, "mentoree", 1)
    client.post(page(place, "mentoree", 1), typed(16)[0])
    with clock.at(clock.now() + dt.timedelta(hours=25)):
        assert client.get(page(place, "mentoree", 2)).url == page(place, "mentoree", 1)


def test_under_fourteen_nothing_is_kept_and_somebody_is_named(client: Client, place: Any) -> None:
    answer = client.post(page(place, "mentoree", 1), {"born_on": born(13).isoformat()})
    assert answer.url == reverse("mentoring:too_young")
    assert "mentoring mentee" not in client.session
    assert "119" in client.get(answer.url).content.decode()
    assert not Mentee.objects.exists()
    with pytest.raises(Refused):
        applied(place, born_on=born(13))


def test_another_age_leads_to_the_programmes_that_are_for_it(client: Client, place: Any) -> None:
    adults = programme(place.network, template="etudiantes")
    answer = client.post(page(place, "mentoree", 1), {"born_on": born(22).isoformat()})
    text = client.get(answer.url).content.decode()
    assert adults.name in text
    assert place.name not in text


def test_a_programme_for_adults_takes_no_minor_whoever_asks() -> None:
    adults = programme(template="etudiantes")
    assert receiving.refusal(adults, born(17)) == receiving.ADULTS_ONLY
    with pytest.raises(Refused):
        applied(adults, born_on=born(17))
    assert not Mentee.objects.exists()


@pytest.mark.parametrize(("born_on", "on", "refusal"), [
    (dt.date(2012, 2, 29), dt.date(2026, 2, 28), "child"), (dt.date(2012, 2, 29), dt.date(2026, 3, 1), ""),
    (dt.date(2012, 6, 15), dt.date(2026, 6, 14), "child"), (dt.date(2012, 6, 15), dt.date(2026, 6, 15), ""),
    (dt.date(2007, 6, 16), dt.date(2026, 6, 15), ""), (dt.date(2007, 6, 15), dt.date(2026, 6, 15), "too old")])
def test_ages_are_counted_on_the_day(born_on: dt.date, on: dt.date, refusal: str) -> None:
    place = type("P", (), {"minors": True, "age_from": 14, "age_to": 18})
    assert receiving.refusal(place, born_on, on=on) == refusal


def test_at_sixteen_her_account_opens_and_mentoring_waits_for_a_parent(place: Any) -> None:
    mentee = confirmed(place)
    assert (mentee.status, mentee.person.email) == (Status.LOCKED, LINA)
    assert not Mentee.objects.matchable().exists()
    asked = Authorisation.objects.get()
    assert Letter.objects.filter(address=PARENT).count() == 1
    allow(asked)
    mentee.refresh_from_db()
    assert mentee.status == Status.READY
    assert Letter.objects.filter(address=LINA, template="mentoring/letters/mentee_ready").count() == 1
    safeguarding.revoke(asked.guardians.get())
    mentee.refresh_from_db()
    assert mentee.status == Status.LOCKED, "taken back by the same link, at once"
    assert not Mentee.objects.matchable().exists()


def allow(asked: Authorisation) -> None:
    """A parent answers the form."""
    safeguarding.answer(asked.guardians.get(rank=1), parts=["online"], emergency_name="Sofia", emergency_phone="06 12 34 56 78",
                        sole_holder=False, shown_at=clock.now())


@pytest.mark.parametrize("parent_first", [True, False])
def test_at_fourteen_nothing_begins_before_both_have_said_yes(place: Any, parent_first: bool) -> None:
    mentee = applied(place, born_on=born(14))
    first, second = (mentoring.confirm_as_parent, mentoring.confirm_mentee) if parent_first else (
        mentoring.confirm_mentee, mentoring.confirm_as_parent)
    assert first(mentee).status == Status.UNCONFIRMED
    assert not Person.objects.filter(email=LINA).exists()
    assert second(mentee).status == Status.LOCKED
    asked = Authorisation.objects.get()
    assert asked.assented_at is not None
    allow(asked)
    mentee.refresh_from_db()
    assert mentee.status == Status.READY


def test_at_eighteen_she_is_free_and_no_parent_is_written_to(place: Any) -> None:
    mentee = confirmed(place, born_on=born(18))
    assert (mentee.status, mentee.parent_email) == (Status.READY, "")
    assert not Letter.objects.filter(address=PARENT).exists()
    assert not Authorisation.objects.exists()


def test_turning_eighteen_while_she_waits_changes_nothing_by_itself(place: Any) -> None:
    mentee = confirmed(place, born_on=born(17))
    with clock.at(clock.now() + dt.timedelta(days=366)):
        mentee.refresh_from_db()
        assert mentee.status == Status.LOCKED
        assert mentoring.follow_authorisation(mentee.person) == 1, "until she, or who runs the programme, asks"


@pytest.mark.parametrize("parent", ["", LINA, "Lina@exemple.invalid", "pas une adresse"])
def test_a_minor_names_a_parent_who_is_not_herself(place: Any, parent: str) -> None:
    with pytest.raises(Refused) as refused:
        applied(place, parent_email=parent)
    assert refused.value.field == "parent_email"


def test_her_birth_date_is_hers_to_say_once(client: Client, place: Any) -> None:
    """Trust 6: no form, no verb of hers changes it."""
    mentee = confirmed(place)
    client.force_login(mentee.person)
    client.post(reverse("mentoring:mine"), {"born_on": "2000-01-01"})
    for verb in (lambda: mentoring.correct_birth(mentee, born_on=born(18), by=mentee.person),
                 lambda: mentoring.note_care(mentee, in_care=True, by=mentee.person)):
        with pytest.raises(Refused):
            verb()
    before = mentee.born_on
    mentee.refresh_from_db()
    assert mentee.born_on == before
    with pytest.raises(TypeError):
        mentoring.apply_as_mentee(place, **mentee_said(status="ready"))


def test_links_show_a_button_and_only_a_post_acts(client: Client, place: Any) -> None:
    mentee = applied(place, born_on=born(14))
    for address in (addresses.confirm(mentee), addresses.confirm_as_parent(mentee)):
        for _time in range(3):
            assert client.get(address).status_code == 200
    mentee.refresh_from_db()
    assert (mentee.confirmed_at, mentee.parent_confirmed_at) == (None, None)
    for address in (addresses.confirm(mentee), addresses.confirm_as_parent(mentee)):
        assert client.post(address, follow=True).status_code == 200
    mentee.refresh_from_db()
    assert mentee.status == Status.LOCKED
    swapped = addresses.confirm(mentee).replace("confirmer", "parent")
    assert client.get(swapped).status_code == 404, "a link is for one purpose"
    with clock.at(clock.now() + dt.timedelta(days=8)):
        late = applied(place, email="autre@exemple.invalid")
        assert client.get(addresses.confirm(late)).status_code == 200


def test_a_mailbox_is_not_flooded(place: Any) -> None:
    for _time in range(5):
        applied(place)
    assert Letter.objects.filter(address=LINA).count() == 3


def test_one_live_application_in_a_programme(place: Any) -> None:
    first, second = applied(place), applied(place)
    assert mentoring.confirm_mentee(first).status == Status.LOCKED
    assert mentoring.confirm_mentee(second).status == Status.WITHDRAWN


def test_a_closed_programme_takes_nobody(client: Client, place: Any) -> None:
    mentoring.close_programme(place)
    assert client.get(page(place, "mentoree", 1)).url == reverse("mentoring:presented", args=[place.code])
    place.refresh_from_db()
    with pytest.raises(Refused):
        applied(place)
    assert client.get(reverse("mentoring:presented", args=[place.code])).status_code == 200


def test_a_mentor_offers_in_four_pages(client: Client, place: Any) -> None:
    BranchFactory()
    last = through(client, place, "mentore", OFFER)
    client.post(page(place, "mentore", 5), {"key": last.context["form"].initial["key"]})
    mentor = Mentor.objects.get()
    assert (mentor.capacity, mentor.references.count(), mentor.status) == (2, 2, Mentor.Status.UNCONFIRMED)
    assert client.post(addresses.confirm_mentor(mentor), follow=True).status_code == 200
    mentor.refresh_from_db()
    assert mentor.status == Mentor.Status.APPLIED


def test_a_minor_does_not_accompany(client: Client, place: Any) -> None:
    answer = client.post(page(place, "mentore", 1), {**OFFER[0], "born_on": born(17).isoformat()})
    assert answer.status_code == 422
    assert "born_on" in answer.context["form"].errors


def test_a_school_applies_without_a_name_and_its_girls_come_by_its_link(client: Client, place: Any) -> None:
    form = {"school": "Lycée Colbert", "uai": "", "label": "2de C", "headcount": "6 élèves", "contact_name": "Ève Roux",
            "contact_email": "eve@exemple.invalid", "key": str(uuid.uuid4())}
    for _time in range(2):
        assert client.post(reverse("mentoring:apply_as_group", args=[place.code]), form).status_code == 200
    group = Group.objects.get()
    assert client.get(addresses.come(group)).status_code == 410, "not before she has confirmed"
    client.post(addresses.confirm_group(group))
    group.refresh_from_db()
    assert addresses.come(group) in Letter.objects.get(template="mentoring/letters/group_link").text
    girl = Client()
    assert girl.post(addresses.come(group)).url == page(place, "mentoree", 1)
    last = through(girl, place, "mentoree", typed(16))
    girl.post(page(place, "mentoree", 7), {"key": last.context["form"].initial["key"]})
    assert Mentee.objects.get().group == group
    mentoring.close_programme(place)
    assert girl.get(addresses.come(group)).status_code == 410
