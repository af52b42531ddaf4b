"""What each side sees of matching: the proposal, her answer, her choice among three; what she never reads."""
from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from industrielles.kit import clock
from industrielles.mentoring import sheets_matching
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Choice, Match, Mentee, Mentor, Pair
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Clearance, Guardian
from tests.factories.mentoring import MentorFactory
from tests.factories.mentoring_life import matched
from tests.factories.network import coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
STORY = {"last_name": "Moreau", "called": "Lili", "school_name": "Lycée Colbert", "level": "second", "likes": "Réparer des vélos",
         "wonders": "Est-ce qu’on peut travailler dehors ?", "needs": ["camera", "steps"], "interests": ["machines"],
         "parent_name": "Sofia Moreau", "parent_email": "sofia@exemple.invalid"}


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def people(age: int = 16) -> tuple[Mentee, Mentor]:
    """Two who may be matched, with a story each."""
    mentee, mentor = matched(age)
    commune = CommuneFactory(code="59350", name="Lille")
    for name, value in {**STORY, "commune": commune, "department": commune.department}.items():
        setattr(mentee, name, value)
    mentee.save()
    mentor.path, mentor.interests, mentor.employer, mentor.commune = "CAP, puis l’atelier", ["machines"], "Aciéries du Nord", commune
    mentor.modes = ["online"]
    mentor.save()
    return mentee, mentor


def asked(age: int = 16) -> Match:
    """A match put to both."""
    mentee, mentor = people(age)
    return mentoring.propose(mentee, mentor, by=None)


def at(name: str, match: Match) -> str:
    return reverse(f"mentoring:{name}", args=[match.code])


def words_of(client: Client, address: str) -> str:
    """The page under its menu, without keys of forms."""
    return main_of(client.get(address))


def words_of_post(client: Client, address: str) -> str:
    """The page that a form leads to."""
    return main_of(client.post(address, follow=True))


def main_of(answer: Any) -> str:
    page = answer.content.decode().partition("<main")[2].partition("</main>")[0].replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_each_reads_a_first_name_and_why_and_nothing_that_leads_elsewhere() -> None:
    match = asked(15)
    hers, theirs = (words_of(signed_in(one.person), at("match", match)) for one in (match.mentee, match.mentor))
    for one in (match.mentor.first_name, match.mentor.job, "CAP, puis l’atelier", "un parent la lit et la signe aussi", "Dire oui",
                "Dire non", "28 novembre"):
        assert one in hers
    for one in ("Lili", "seconde", "Réparer des vélos", "travailler dehors", "caméra", "Dire oui", "Dire non"):
        assert one in theirs
    for one in (match.mentor.last_name, match.mentor.person.email, "Aciéries", "Lille"):
        assert one not in hers
    for one in ("Moreau", match.mentee.person.email, "Colbert", "Lille", "sofia@", "marche"):
        assert one not in theirs


def test_two_yes_begin_the_pair_and_a_second_click_changes_nothing() -> None:
    match = asked()
    mentee, mentor = signed_in(match.mentee.person), signed_in(match.mentor.person)
    for _click in range(2):
        answer = mentee.post(at("accept_match", match), follow=True)
        assert answer.status_code == 200 and "Tu as dit oui" in answer.content.decode()
    assert Pair.objects.count() == 0
    for _click in range(2):
        answer = mentor.post(at("accept_match", match), follow=True)
        assert answer.redirect_chain[-1][0] == reverse("mentoring:pair", args=[Pair.objects.get().code])
    assert "oui des deux côtés" in words_of(mentee, at("match", match))
    assert mentee.post(at("refuse_match", match)).status_code == 302
    assert Match.objects.get(pk=match.pk).status == Match.Status.ACCEPTED and Pair.objects.count() == 1


def test_a_match_of_somebody_else_or_not_confirmed_is_not_there() -> None:
    match = asked()
    for person in (coordinator_of(match.network), PersonFactory(), asked().mentor.person):
        client = signed_in(person)
        assert client.get(at("match", match)).status_code == 404
        assert client.post(at("accept_match", match)).status_code == client.post(at("refuse_match", match)).status_code == 404
    Match.objects.filter(pk=match.pk).update(status="proposed", confirmed_at=None, answer_by=None)
    for one in (match.mentee, match.mentor):
        assert signed_in(one.person).get(at("match", match)).status_code == 404
        assert signed_in(one.person).post(at("accept_match", match)).status_code == 404
    assert Pair.objects.count() == 0


def test_whatever_ended_it_the_other_one_reads_the_same_words() -> None:
    read = set()
    for end in ("refused", "taken back", "lapsed"):
        match = asked()
        mentee = signed_in(match.mentee.person)
        if end == "refused":
            mentoring.refuse(match, by=match.mentor.person)
        elif end == "taken back":
            mentoring.take_back(match, by=None)
        else:
            with time_machine.travel(NOON + dt.timedelta(days=11), tick=False):
                mentoring.lapse(match)
        answer = mentee.post(at("accept_match", match), follow=True)
        assert answer.status_code == 200 and match.mentor.first_name not in answer.content.decode()
        read.add(words_of(mentee, at("match", match)).replace(match.code, "").replace(match.programme.name, ""))
    assert len(read) == 1 and "n’a pas abouti" in read.pop()
    assert Pair.objects.count() == 0


def test_no_is_no_even_by_the_back_button() -> None:
    match = asked()
    mentee = signed_in(match.mentee.person)
    for _click in range(2):
        assert "C’est non" in mentee.post(at("refuse_match", match), follow=True).content.decode()
    answer = mentee.post(at("accept_match", match), follow=True)
    assert answer.status_code == 200 and Match.objects.get(pk=match.pk).status == Match.Status.REFUSED
    assert "C’est non" in answer.content.decode() and Pair.objects.count() == 0


def test_a_yes_after_a_parent_took_back_begins_nothing() -> None:
    match = asked(15)
    mentoring.accept(match, by=match.mentee.person)
    safeguarding.revoke(Guardian.objects.get(authorisation__person=match.mentee.person))
    for one in (match.mentor, match.mentee):
        assert signed_in(one.person).post(at("accept_match", match), follow=True).status_code == 200
        page = words_of(signed_in(one.person), at("match", match))
        assert "n’a pas abouti" in page, page
        assert " parent" not in page, page
    assert Pair.objects.count() == 0


@pytest.mark.parametrize(("side", "words"), [("mentor", "Vous avez dit oui"), ("mentee", "Tu as dit oui")])
def test_a_second_yes_that_cannot_begin_today_says_nothing_of_the_other_one(side: str, words: str) -> None:
    match = asked()
    first, second = (match.mentee, match.mentor) if side == "mentor" else (match.mentor, match.mentee)
    mentoring.accept(match, by=first.person)
    if side == "mentor":
        Mentee.objects.filter(pk=match.mentee_id).update(in_care=True)
    else:
        Clearance.objects.update(withdrawn_at=clock.now())
    page = words_of_post(signed_in(second.person), at("accept_match", match))
    assert f"{words}. Le programme vérifie d’abord quelque chose" in page
    assert not re.search(r"confi[ée]|attestation|département|protection", page)
    assert (Match.objects.get(pk=match.pk).status, Pair.objects.count()) == ("asked", 0)


def test_she_may_change_her_mind_while_the_other_one_thinks() -> None:
    match = asked()
    mentee = signed_in(match.mentee.person)
    mentee.post(at("accept_match", match))
    page = words_of(mentee, at("match", match))
    assert "Dire oui" not in page and "Tu as changé d’avis" in page
    mentee.post(at("refuse_match", match))
    assert Match.objects.get(pk=match.pk).status == Match.Status.REFUSED


def test_my_mentoring_shows_what_waits_and_asks_as_many_questions_for_one_as_for_three(django_assert_max_num_queries: Any) -> None:
    match = asked()
    mentor = signed_in(match.mentor.person)

    def read() -> tuple[int, str]:
        with django_assert_max_num_queries(60) as queries:
            page = words_of(mentor, reverse("mentoring:mine"))
        return len(queries), page

    mentor.get(reverse("mentoring:mine"))
    one, page = read()
    assert at("match", match) in page and match.mentee.name in page and "28 novembre" in page
    Mentor.objects.filter(pk=match.mentor_id).update(capacity=3)
    for _n in range(2):
        other, _mentor = matched(16, programme=match.programme)
        mentoring.propose(other, Mentor.objects.get(pk=match.mentor_id), by=None)
    assert read()[0] == one
    mentoring.refuse(match, by=match.mentor.person)
    assert at("match", match) not in read()[1]


def test_my_page_says_that_a_proposal_waits_until_it_is_answered() -> None:
    match = asked()
    mentor, mine = signed_in(match.mentor.person), reverse("website:mine")
    assert "proposition de mentorat à lire" in words_of(mentor, mine) and "Rien à faire" not in words_of(mentor, mine)
    mentor.post(at("accept_match", match))
    assert "proposition de mentorat" not in words_of(mentor, mine)


def offered() -> Choice:
    """A mentee with three cards."""
    mentee, first = people(15)
    mentors = [first]
    for name, job in (("Ines", "Chaudronnière"), ("Zoé", "Ingénieure procédés")):
        mentor = MentorFactory(programme=mentee.programme, status="matchable", first_name=name, last_name=f"{name}ault", job=job,
                               half_days=1 << 5, capacity=1, modes=["online"], interests=["machines"])
        safeguarding.clear(mentor.person, network=mentee.network, kind=Clearance.Kind.HONOUR, seen_on=clock.today(), by=None)
        mentors.append(mentor)
    return mentoring.offer_choice(mentee, mentors=mentors, by=None)


def here(name: str, choice: Choice) -> str:
    return reverse(f"mentoring:{name}", args=[choice.code])


def test_three_cards_say_no_name_and_the_one_she_chooses_is_asked() -> None:
    choice = offered()
    mentee = signed_in(choice.mentee.person)
    assert here("choice", choice) in mentee.get(reverse("mentoring:mine")).content.decode()
    page = words_of(mentee, here("choice", choice))
    for card in choice.cards.select_related("mentor"):
        assert card.mentor.job in page
        assert not {card.mentor.first_name, card.mentor.last_name, card.mentor.code} & set(re.findall(r"[\w’-]+", page))
    assert "Aciéries" not in page and "Lille" not in page
    assert mentee.post(here("choose", choice)).status_code == mentee.post(here("choose", choice), {"number": "9"}).status_code == 422
    answer = mentee.post(here("choose", choice), {"number": "2"}, follow=True)
    match = Match.objects.get()
    assert (match.mentor, match.way, match.said_by("mentee") is not None) == (choice.cards.get(number=2).mentor, "choice", True)
    assert answer.redirect_chain[-1][0] == at("match", match) and match.mentor.first_name in answer.content.decode()
    again = mentee.post(here("choose", choice), {"number": "2"})
    assert (again.status_code, again.url) == (302, at("match", match))
    assert mentee.post(here("choose", choice), {"number": "3"}).status_code == 422
    assert "Tu as choisi" in words_of(mentee, here("choice", choice))
    assert Match.objects.count() == 1


def test_a_place_taken_meanwhile_is_said_and_the_others_remain() -> None:
    choice = offered()
    mentee, card = signed_in(choice.mentee.person), choice.cards.get(mentor__job="Chaudronnière")
    other, _mentor = matched(16, programme=choice.programme)
    other.modes = ["online"]
    other.save()
    mentoring.propose(other, card.mentor, by=None)
    answer = mentee.post(here("choose", choice), {"number": str(card.number)}, follow=True)
    page = answer.content.decode()
    assert answer.status_code in (200, 422) and "entre-temps" in page and "Chaudronnière" not in page and "Soudeuse" in page
    assert Match.objects.filter(mentee=choice.mentee).count() == 0
    remaining = choice.cards.exclude(pk=card.pk).first()
    assert mentee.post(here("choose", choice), {"number": str(remaining.number)}).status_code == 302
    assert Match.objects.get(mentee=choice.mentee).mentor == remaining.mentor


def test_none_of_the_three_is_an_answer_and_nobody_else_chooses() -> None:
    choice = offered()
    for person in (coordinator_of(choice.network), choice.cards.first().mentor.person):
        client = signed_in(person)
        assert client.get(here("choice", choice)).status_code == client.post(here("choose_none", choice)).status_code == 404
        assert client.post(here("choose", choice), {"number": "1"}).status_code == 404
    mentee = signed_in(choice.mentee.person)
    for _click in range(2):
        assert mentee.post(here("choose_none", choice), follow=True).status_code == 200
    assert Choice.objects.get().status == Choice.Status.NONE and Match.objects.count() == 0
    assert mentee.post(here("choose", choice), {"number": "1"}).status_code in (302, 422)
    assert Match.objects.count() == 0 and "terminé" in words_of(mentee, here("choice", choice))


def test_my_data_tells_what_was_put_to_me_and_never_the_other_one() -> None:
    match = asked()
    mentoring.accept(match, by=match.mentee.person)
    mentoring.refuse(match, by=match.mentor.person)
    rows = {one.title: one.rows for one in sheets_matching.sheets(match.mentee.person)}
    assert rows["Les propositions de mentorat qui m’ont été faites"] == ((match.programme.name, NOON.date(), "oui", "n’a pas abouti"),)
    (row,) = next(one.rows for one in sheets_matching.sheets(match.mentor.person) if "propositions" in one.title)
    assert row[2:] == ("non", "n’a pas abouti")
    assert match.mentor.first_name not in repr(rows)
