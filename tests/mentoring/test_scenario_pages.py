"""The coordinator's pages of matching: scenarios weighed, computed, compared, published; pairs confirmed; late-comers."""
from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.mentoring import tables, weighing
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Choice, Instruction, Match, Mentee, Mentor, Programme, Scenario
from tests.factories.mentoring import MenteeFactory, MentorFactory
from tests.factories.mentoring_matching import MatchFactory, ScenarioFactory, a_mentee, a_mentor, crowd, scenario
from tests.factories.network import coordinator_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Programme:
    return crowd(3, 2)


@pytest.fixture
def client(place: Programme) -> Client:
    return signed_in(coordinator_of(place.network))


def signed_in(person: Any) -> Client:
    made = Client()
    made.force_login(person)
    return made


def to(name: str, *codes: str) -> str:
    return reverse(f"mentoring:{name}", args=codes)


def computed(place: Programme, name: str = "Premier", **weights: int) -> Scenario:
    return mentoring.compute(scenario(place, name, **weights), by=None)


def sliders(**changes: int) -> dict[str, Any]:
    return {"name": "Premier", **weighing.defaults(), **changes}


def text_of(answer: Any) -> str:
    return plain(answer.content.decode())


def plain(words: str) -> str:
    """Without the spaces that do not break."""
    return " ".join(words.split())


# -- scenarios ----------------------------------------------------------------------------------


def test_the_page_says_who_may_be_matched_and_why_the_others_may_not(client: Client, place: Programme) -> None:
    MenteeFactory(programme=place)
    a_mentor(place, "Sans", kind="")
    MentorFactory(programme=place)
    said = text_of(client.get(to("scenarios", place.code)))
    assert "3 mentorées" in said and "2 places (mentores : 2)" in said
    for words in ("1 attend l’accord d’un parent", "1 n’a pas d’attestation valable", "1 a encore des étapes à franchir"):
        assert words in said
    assert "Aucun scénario" in said


def test_today_counts_everybody_once(place: Programme) -> None:
    one, two, _three = place.mentees.order_by("pk")
    mentoring.propose(one, place.mentors.first(), by=None)
    a_mentor(place, "Autre"), a_mentor(place, "Encore")
    mentoring.offer_choice(two, by=None)
    found = tables.today(place)
    assert (found.mentees, found.places, found.room) == (1, 3, place.capacity - 1)
    assert [plain(words) for words in found.waiting] == [
        "1 s’est vu proposer une mentore ; toutes deux n’ont pas encore répondu",
        "1 choisit parmi trois mentores"]
    assert found.missing == ["1 n’a plus de place"]


def test_a_scenario_is_begun_once_however_often_its_form_is_sent(client: Client, place: Programme) -> None:
    sent = {"key": str(uuid.uuid4()), "name": "Ses souhaits d’abord"}
    for _time in range(2):
        answer = client.post(to("scenarios", place.code), sent)
    made = Scenario.objects.get()
    assert answer["Location"] == to("scenario", place.code, made.code)
    assert (made.name, made.weights) == ("Ses souhaits d’abord", weighing.defaults())


def test_a_name_that_is_taken_comes_back_with_its_reason(client: Client, place: Programme) -> None:
    scenario(place)
    answer = client.post(to("scenarios", place.code), {"key": str(uuid.uuid4()), "name": "Premier"})
    assert answer.status_code == 422
    assert "Un autre scénario" in text_of(answer)


def test_sliders_are_kept_and_computed_at_once_when_asked(client: Client, place: Programme) -> None:
    one = scenario(place)
    client.post(to("weigh", place.code, one.code), sliders(near=60, radius=120))
    one.refresh_from_db()
    assert (one.weights["near"], one.weights["radius"], one.status) == (60, 120, "draft")
    client.post(to("weigh", place.code, one.code), sliders(near=40) | {"compute": "1"})
    one.refresh_from_db()
    assert (one.weights["near"], one.status, one.matched, one.alone) == (40, "computed", 2, 1)


@pytest.mark.parametrize("wrong", [{"near": 101}, {"near": 33}, {"radius": 10}, {"wishes": ""}, {"name": ""}])
def test_sliders_that_make_no_sense_come_back_beside_their_field(client: Client, place: Programme, wrong: dict[str, Any]) -> None:
    one = scenario(place)
    answer = client.post(to("weigh", place.code, one.code), sliders() | wrong)
    assert answer.status_code == 422
    assert f'id="weigh_{next(iter(wrong))}_error"' in answer.content.decode()


def test_something_has_to_count(client: Client, place: Programme) -> None:
    one = scenario(place)
    answer = client.post(to("weigh", place.code, one.code), sliders(**dict.fromkeys(weighing.WEIGHTS, 0)))
    assert answer.status_code == 422
    assert 'id="weigh_wishes_error"' in answer.content.decode()


def test_the_result_says_how_many_how_good_and_that_nothing_is_better(client: Client, place: Programme) -> None:
    said = text_of(client.get(to("scenario", place.code, computed(place).code)))
    for words in ("2 binômes, sans mentore : 1", "Prouvé", "Qualité du moins bon binôme", "1 mentorée reste seule",
                  "Ce qui y changerait quelque chose"):
        assert words in said
    assert said.count("Garder ce binôme") == 2


def test_a_pair_is_kept_or_left_out_and_lifted(client: Client, place: Programme) -> None:
    one = computed(place)
    pair = one.outcomes.matched().first()
    sent = {"mentee": pair.mentee.code, "mentor": pair.mentor.code}
    client.post(to("instruct", place.code, one.code), sent | {"kind": "forbid"})
    assert Instruction.objects.get().kind == "forbid"
    one.refresh_from_db()
    assert one.status == "draft"
    page = text_of(client.get(to("scenario", place.code, one.code)))
    assert "Quelque chose a changé" in page and "Garder ce binôme" in page  # the pairs stay: others may be left out too
    client.post(to("compute", place.code, one.code))
    assert not one.outcomes.filter(mentee=pair.mentee, mentor=pair.mentor).exists()
    client.post(to("lift", place.code, one.code), sent)
    client.post(to("instruct", place.code, one.code), sent | {"kind": "fix"})
    client.post(to("compute", place.code, one.code))
    assert one.outcomes.get(mentee=pair.mentee, mentor=pair.mentor).fixed


def test_a_pair_that_a_rule_forbids_cannot_be_kept_and_the_rule_is_said(client: Client, place: Programme) -> None:
    one, mentor = scenario(place), a_mentor(place, "Loin", half_days=1)
    sent = {"mentee": place.mentees.first().code, "mentor": mentor.code, "kind": "fix"}
    answer = client.post(to("instruct", place.code, one.code), sent)
    assert answer.status_code == 422
    assert "jamais libres en même temps" in text_of(answer)
    assert not Instruction.objects.exists()


def test_a_copy_takes_weights_and_decided_pairs(client: Client, place: Programme) -> None:
    one = scenario(place, near=80)
    mentoring.instruct(one, mentee=place.mentees.first(), mentor=place.mentors.first(), kind="fix", by=None)
    client.post(to("copy_scenario", place.code, one.code), {"key": str(uuid.uuid4()), "name": "Second"})
    made = Scenario.objects.get(name="Second")
    assert (made.weights["near"], made.instructions.count()) == (80, 1)


def test_a_scenario_put_aside_is_seen_no_more(client: Client, place: Programme) -> None:
    one = computed(place)
    client.post(to("drop_scenario", place.code, one.code))
    assert client.get(to("scenario", place.code, one.code)).status_code == 404
    assert one.name not in text_of(client.get(to("scenarios", place.code)))


def test_while_it_waits_the_page_follows_by_itself_with_or_without_script(client: Client, place: Programme) -> None:
    one = scenario(place)
    one.move_to("waiting", asked_at=one.made_at)
    page = client.get(to("scenario", place.code, one.code)).content.decode()
    assert "<noscript>" in page and "Regarder de nouveau" in page
    assert 'hx-trigger="every 3s"' in page and "<progress" in page
    one = computed(place, "Autre")
    assert "hx-trigger" not in client.get(to("scenario", place.code, one.code)).content.decode()


def test_the_pairs_leave_as_a_file_without_surnames_and_it_is_noted(client: Client, place: Programme) -> None:
    one = computed(place)
    assert client.get(to("scenario_file", place.code, one.code)).status_code == 405
    answer = client.post(to("scenario_file", place.code, one.code))
    rows = answer.content.decode("utf-8-sig").strip().split("\r\n")
    assert len(rows) == 4
    assert "Lina 0" in answer.content.decode() and place.mentees.first().last_name not in answer.content.decode()
    assert Entry.objects.get(verb="mentoring.export_scenario").ids["rows"] == 3


def test_how_quality_is_spread_leaves_as_a_file_of_counts(client: Client, place: Programme) -> None:
    one, other = computed(place), computed(place, "Autre", near=0)
    answer = client.get(to("scenario_quality", place.code, one.code), {"b": other.code})
    head, *rows = answer.content.decode("utf-8-sig").strip().split("\r\n")
    assert head == "Qualité sur 100;Premier;Autre"
    assert len(rows) == 10 and sum(int(row.split(";")[1]) for row in rows) == 2


# -- compared, published ------------------------------------------------------------------------


def test_two_scenarios_side_by_side_say_whom_they_change_something_for(client: Client, place: Programme) -> None:
    one, other = computed(place), scenario(place, "Autre")
    alone, pair = one.outcomes.alone().get().mentee, one.outcomes.matched().first()
    mentoring.instruct(other, mentee=alone, mentor=pair.mentor, kind="fix", by=None)
    other = mentoring.compute(other, by=None)
    found = tables.compare(one, other, reader=None)
    here, there = found.only
    assert [row.mentee for row in there[1]] == [alone] and len(here[1]) == 1
    assert found.same + len(found.changed) == 1
    said = text_of(client.get(to("compare", place.code), {"a": one.code, "b": other.code}))
    assert "1 appariée seulement dans «Premier»" in said.replace("« ", "«").replace(" »", "»")
    assert said.count("Publier…") == 2


def test_comparing_asks_for_two_scenarios_of_this_programme(client: Client, place: Programme) -> None:
    one, elsewhere = computed(place), ScenarioFactory(status="computed", ran_at="2026-11-18T12:00Z", matched=0, alone=0)
    for query in ({}, {"a": one.code}, {"a": one.code, "b": one.code}, {"a": one.code, "b": elsewhere.code}):
        answer = client.get(to("compare", place.code), query)
        assert answer.status_code == 200 and "Choisissez deux scénarios" in text_of(answer)


def test_publishing_says_first_that_nobody_is_written_to_then_leads_to_the_list(client: Client, place: Programme, mailbox: Any) -> None:
    one = computed(place)
    assert "Personne n’est encore prévenu" in text_of(client.get(to("publish", place.code, one.code)))
    assert not Match.objects.exists()
    for _time in range(2):
        answer = client.post(to("publish", place.code, one.code))
    assert answer["Location"] == to("matches", place.code)
    assert Match.objects.to_confirm().count() == 2


def test_what_is_not_computed_is_not_published(client: Client, place: Programme) -> None:
    one = scenario(place)
    assert client.get(to("publish", place.code, one.code)).status_code == 404
    assert client.post(to("publish", place.code, one.code)).status_code == 404
    assert not Match.objects.exists()


# -- the list to confirm ------------------------------------------------------------------------


@pytest.fixture
def published(place: Programme) -> list[Match]:
    mentoring.publish(computed(place), by=None)
    return list(Match.objects.to_confirm())


def test_after_each_decision_the_focus_comes_to_the_next_pair(client: Client, place: Programme, published: list[Match]) -> None:
    first, second = published
    said = text_of(client.get(to("matches", place.code)))
    assert "0 sur 2 décidés" in said
    answer = client.post(to("confirm_match", first.code))
    assert answer["Location"] == f"{to('matches', place.code)}#m-{second.code}"
    page = text_of(client.get(to("matches", place.code)))
    assert "1 sur 2 décidés" in page and f'id="m-{second.code}" tabindex="-1"' in page
    answer = client.post(to("leave_out", second.code))
    assert answer["Location"] == f"{to('matches', place.code)}#reste"
    assert "Tous les binômes sont décidés" in text_of(client.get(to("matches", place.code)))
    assert sorted(Match.objects.values_list("status", flat=True)) == ["asked", "dropped"]


def test_clicking_twice_is_clicking_once(client: Client, published: list[Match]) -> None:
    for _time in range(2):
        client.post(to("confirm_match", published[0].code))
        client.post(to("leave_out", published[1].code))
    assert Entry.objects.filter(verb="mentoring.confirm").count() == 1
    assert Entry.objects.filter(verb="mentoring.leave_out").count() == 1


def test_who_was_asked_is_seen_with_who_said_yes_and_may_be_taken_back(client: Client, place: Programme, published: list[Match]) -> None:
    one = mentoring.confirm(published[0], by=None)
    mentoring.accept(one, by=one.mentee.person)
    said = text_of(client.get(to("matches", place.code), {"liste": "demandes"}))
    assert f"{one.mentee.name} : oui" in said and f"{one.mentor.first_name} : pas encore de réponse" in said
    client.post(to("take_back", one.code))
    one.refresh_from_db()
    assert one.status == "dropped"
    assert "Personne n’attend de réponse" in text_of(client.get(to("matches", place.code), {"liste": "demandes"}))


def test_what_came_after_a_refusal_is_said_and_comes_first(client: Client, place: Programme, published: list[Match]) -> None:
    a_mentor(place, "Renfort")
    one = mentoring.confirm(published[0], by=None)
    mentoring.refuse(one, by=one.mentor.person)
    after = Match.objects.get(mentee=one.mentee, status="proposed")
    said = text_of(client.get(to("matches", place.code), {"liste": "fini"}))
    assert "refusé" in said and f"{after.mentor.first_name}, à confirmer" in said
    assert Match.objects.to_confirm()[0].way == "next"


def test_nobody_confirms_a_pair_that_she_is_part_of(place: Programme) -> None:
    mine = coordinator_of(place.network)
    match = MatchFactory(programme=place, mentor=a_mentor(place, "Moi", person=mine))
    assert signed_in(mine).post(to("confirm_match", match.code)).status_code == 404
    match.refresh_from_db()
    assert match.status == "proposed"


# -- one by one ---------------------------------------------------------------------------------


def test_who_is_accompanied_is_said_to_be(client: Client, place: Programme) -> None:
    one = place.mentees.first()
    mentoring.begin_pair(one, place.mentors.first(), by=None)
    said = text_of(client.get(to("one_by_one", one.code)))
    assert "déjà accompagnée" in said and "Lui proposer cette mentore" not in said


def test_a_late_comer_is_proposed_one_mentor(client: Client, place: Programme) -> None:
    one, mentor = place.mentees.first(), place.mentors.first()
    said = text_of(client.get(to("one_by_one", one.code)))
    assert said.count("Lui proposer cette mentore") == 2
    for _time in range(2):
        client.post(to("propose_match", one.code), {"mentor": mentor.code})
    match = Match.objects.get()
    assert (match.status, match.way, match.mentor) == ("asked", "alone", mentor)
    assert "lui est proposée" in text_of(client.get(to("one_by_one", one.code)))


def test_or_chooses_among_those_that_were_ticked(client: Client, place: Programme) -> None:
    one, mentors = place.mentees.first(), [mentor.code for mentor in place.mentors.all()]
    client.post(to("offer_choice", one.code), {"mentors": mentors})
    assert Choice.objects.get().cards.count() == 2
    assert "Elle choisit parmi plusieurs" in text_of(client.get(to("one_by_one", one.code)))
    client.post(to("withdraw_choice", one.code))
    assert Choice.objects.get().status == "withdrawn"
    assert "Les meilleures mentores" in text_of(client.get(to("one_by_one", one.code)))


def test_without_a_tick_the_three_best_are_offered_and_four_are_too_many(client: Client, place: Programme) -> None:
    one, more = place.mentees.first(), [a_mentor(place, name) for name in ("Ana", "Bea", "Cloé")]
    answer = client.post(to("offer_choice", one.code), {"mentors": [place.mentors.last().code, *(mentor.code for mentor in more)]})
    assert answer.status_code == 422 and "trois mentores au plus" in text_of(answer)
    client.post(to("offer_choice", one.code))
    assert Choice.objects.get().cards.count() == 3


# -- who sees it, how quickly -------------------------------------------------------------------


def test_who_only_watches_sees_nothing_of_scenarios(place: Programme) -> None:
    one, match = computed(place), MatchFactory(programme=place)
    watcher = signed_in(place.referent)
    assert watcher.get(to("programme", place.code)).status_code == 200
    assert "Scénarios" not in text_of(watcher.get(to("programme", place.code)))
    for path in (to("scenarios", place.code), to("scenario", place.code, one.code), to("matches", place.code), to("compare", place.code),
                 to("one_by_one", match.mentee.code), to("publish", place.code, one.code)):
        assert watcher.get(path).status_code == 404
    for path in (to("confirm_match", match.code), to("compute", place.code, one.code), to("propose_match", match.mentee.code)):
        assert watcher.post(path).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_few_questions_however_many_people(many: int) -> None:
    place = crowd(2 * many, many)
    one, other = computed(place), computed(place, "Autre", near=0)
    client = signed_in(coordinator_of(place.network))
    mentoring.publish(computed(place, "Publié"), by=None)
    for match in Match.objects.to_confirm()[1:]:
        mentoring.confirm(match, by=None)
    pages = [to("scenarios", place.code), to("scenario", place.code, one.code), f"{to('compare', place.code)}?a={one.code}&b={other.code}",
             to("matches", place.code), to("matches", place.code) + "?liste=demandes", to("matches", place.code) + "?liste=fini",
             to("one_by_one", Mentee.objects.order_by("pk").last().code), to("programme", place.code)]
    for page in pages:
        client.get(page)  # what is noted once a day
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        assert len(asked) < 25, f"{page}: {len(asked)}"


def test_the_programme_leads_to_its_scenarios_and_to_what_waits(client: Client, place: Programme, published: list[Match]) -> None:
    said = text_of(client.get(to("programme", place.code)))
    assert "Scénarios" in said and "À confirmer (2)" in said
    assert "Lui chercher une mentore" in text_of(client.get(to("mentee", place.mentees.first().code)))


def test_her_own_page_says_what_waits_for_her(client: Client, place: Programme, published: list[Match]) -> None:
    said = text_of(client.get("/mon-espace/"))
    assert "2 binômes à confirmer" in said and place.name in said and "un refus" not in said
    a_mentor(place, "Renfort")
    mentoring.refuse(mentoring.confirm(published[0], by=None), by=published[0].mentor.person)
    assert "un refus" in text_of(client.get("/mon-espace/"))
    for match in Match.objects.to_confirm():
        mentoring.leave_out(match, by=None)
    assert "à confirmer" not in text_of(client.get("/mon-espace/"))


def test_mentors_without_a_place_are_not_offered(client: Client, place: Programme) -> None:
    Mentor.objects.filter(programme=place).update(half_days=1)
    assert "Personne ne peut lui être proposé" in text_of(client.get(to("one_by_one", a_mentee(place, "Zoé").code)))
