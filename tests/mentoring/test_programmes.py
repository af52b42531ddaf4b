"""A programme: written from a template, refused while something is missing, open, closed, over; what is kept, and until when."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.mentoring import quiz, ready, retention, sheets, stages, tasks
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Charter, Group, Mentee, Mentor, Programme, Reference
from industrielles.mentoring.verbs.mentees import SAID
from industrielles.network.roles import Role
from industrielles.people import verbs as people
from industrielles.rights.sentences import SENTENCES
from tests.factories.mentoring import (
    DPIA,
    LINA,
    PARENT,
    GroupFactory,
    MenteeFactory,
    MentorFactory,
    ProgrammeFactory,
    applied,
    brought_to,
    confirmed,
    guarding,
    offered,
    programme,
)
from tests.factories.network import GrantFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import referent_of

pytestmark = pytest.mark.django_db
Status = Programme.Status


@pytest.fixture
def coordinator() -> Any:
    return coordinator_of(NetworkFactory())


@pytest.fixture
def node(coordinator: Any) -> Any:
    return coordinator.memberships.get().network


@pytest.mark.parametrize("template", sorted(ready.TEMPLATES))
def test_each_template_becomes_a_programme_that_opens_once_a_referent_is_named(node: Any, coordinator: Any, template: str) -> None:
    made = mentoring.found(node, template=template, dpia_on=DPIA, dpia_by="Ève Roux", by=coordinator)
    assert mentoring.lacks(made) == ["Nommez une référente de protection."]
    with pytest.raises(Refused):
        mentoring.open_programme(made, by=coordinator)
    made.referent = coordinator
    made.save()
    assert mentoring.lacks(made) == ["Nommez une référente de protection."], "the name alone is not the role"
    guarding(coordinator, node)
    made.full_clean()
    assert mentoring.open_programme(made, by=coordinator).status == Status.OPEN
    assert sum(one.minutes for one in made.modules.all()) >= 120


def test_without_an_impact_assessment_a_template_for_minors_begins_with_adults(node: Any) -> None:
    made = mentoring.found(node, template="lycee", by=None)
    assert (made.minors, made.age_from) == (False, 18)


@pytest.mark.parametrize("wrong", [
    {"minors": True, "age_from": 15}, {"minors": True, "age_from": 15, "dpia_on": DPIA}, {"minors": True, "age_from": 15, "dpia_by": "Ève"},
    {"age_from": 15}, {"months": 5}, {"women_only": True}, {"age_from": 13, "minors": True, "dpia_on": DPIA, "dpia_by": "Ève"},
    {"age_to": 17}, {"ends_on": dt.date(2020, 1, 1)}, {"status": "open"}])
def test_the_database_refuses_what_the_rules_forbid(wrong: dict[str, Any]) -> None:
    node = NetworkFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeFactory(network=node, **wrong)


def test_the_database_accepts_what_they_allow() -> None:
    """Positive control of the refusals above."""
    ProgrammeFactory(minors=True, age_from=15, dpia_on=DPIA, dpia_by="Ève", months=5, short_because="stage", women_only=True,
                     legal_ground="C. pén. 225-3, 4°")


def test_a_life_from_draft_to_end_and_nothing_moves_back(node: Any, coordinator: Any) -> None:
    made = programme(node)
    mentoring.close_programme(made, by=coordinator)
    mentoring.open_programme(made, by=coordinator)
    assert mentoring.end_programme(made, by=coordinator).status == Status.ENDED
    for act in (mentoring.open_programme, mentoring.close_programme, mentoring.end_programme):
        with pytest.raises(Refused):
            act(made, by=coordinator)


def test_only_who_runs_its_network_writes_it(node: Any, coordinator: Any) -> None:
    made, stranger, watcher = programme(node), coordinator_of(NetworkFactory()), PersonFactory()
    Programme.objects.filter(pk=made.pk).update(referent=guarding(watcher, node))
    for who in (stranger, watcher):
        for act in (lambda who=who: mentoring.found(node, template="lycee", by=who),
                    lambda who=who: mentoring.close_programme(made, by=who),
                    lambda who=who: mentoring.keep_phases(made, phases=[], by=who),
                    lambda who=who: mentoring.keep_module(made, title="X", by=who),
                    lambda who=who: mentoring.write_charter(made, party="mentor", body_fr="X", by=who)):
            with pytest.raises(Refused):
                act()
    assert Programme.objects.visible_to(watcher).get() == made
    assert not Programme.objects.visible_to(stranger).exists()


def test_who_watches_whom_it_is_for_and_how_many_are_journalled_as_they_were_and_as_they_are(desk: Client, node: Any,
                                                                                             coordinator: Any) -> None:
    place = programme(node, capacity=40)
    before, after, address = place.referent, referent_of(node), reverse("mentoring:edit", args=[place.code])
    form = desk.get(address).context["form"]
    typed = {name: value for name, value in form.initial.items() if value not in (None, False, [])} | {"departments": []}
    assert desk.post(address, {**typed, "capacity": 60, "age_from": 16, "referent": after.pk}).status_code == 302
    entry = Entry.objects.get(verb="mentoring.edit_programme")
    assert entry.by_id == coordinator.pk and entry.ids == {
        "capacity_from": 40, "capacity_to": 60, "age_from_from": place.age_from, "age_from_to": 16, "referent_from": before.pk,
        "referent_to": after.pk}
    with pytest.raises(Refused):
        mentoring.edit_programme(place, said={"capacity": 90}, by=after)
    place.refresh_from_db()
    assert (place.capacity, place.age_from, place.referent) == (60, 16, after)


def test_a_charter_is_versioned_and_never_edited(node: Any, coordinator: Any) -> None:
    made = programme(node)
    first = mentoring.charter_of(made, Charter.Party.MENTOR)
    assert first is not None
    assert mentoring.write_charter(made, party="mentor", body_fr=first.body_fr, body_en=first.body_en, by=coordinator) == first
    second = mentoring.write_charter(made, party="mentor", body_fr="Autre promesse.", by=coordinator)
    first.refresh_from_db()
    assert (second.version, first.version) == (2, 1)
    assert mentoring.charter_of(made, "mentor") == second


def test_phases_and_training_are_written_as_one_reads_them(node: Any, coordinator: Any) -> None:
    made = programme(node)
    phases = stages.read(stages.written(made.phases.all()))
    mentoring.keep_phases(made, phases=phases[:2], by=coordinator)
    assert [one.title for one in made.phases.all()] == [one["title"] for one in phases[:2]]
    module = made.modules.get(number=1)
    assert quiz.read(quiz.written(module.questions)) == module.questions
    mentoring.keep_module(made, module=module, title="Autre titre", by=coordinator)
    new = mentoring.keep_module(made, title="Plus", words="Lire.", minutes=10, questions=module.questions, by=coordinator)
    assert (made.modules.get(number=1).title, new.number) == ("Autre titre", 5)


@pytest.mark.parametrize("text", ["- réponse avant", "? Q\n- a\n* ", "? Q\n- a\n- b", "? Q\n* a", "? Q\n* a\n* b", "n’importe quoi"])
def test_an_unclear_quiz_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(quiz.Unclear):
        quiz.read(text)


@pytest.mark.parametrize("text", ["", "- activité seule", "Titre (4 semaines)", "# Titre sans durée"])
def test_unclear_phases_are_refused(text: str) -> None:
    with pytest.raises(quiz.Unclear):
        stages.read(text)


def test_the_heir_of_a_closed_network_takes_its_programmes_over(node: Any) -> None:
    made, heir = programme(node), NetworkFactory()
    mentee = confirmed(made)
    assert mentoring.succeed(node, heir=heir) == 1
    mentee.refresh_from_db()
    assert mentee.network == heir


def test_words_go_a_year_after_and_what_is_counted_stays(node: Any, coordinator: Any) -> None:
    made = programme(node)
    mentee, mentor = confirmed(made), brought_to(offered(made), "references", by=coordinator)
    GroupFactory(programme=made, confirmed_at=clock.now())
    mentoring.end_programme(made, by=coordinator)
    for days, kept in ((364, True), (366, False)):
        with clock.at(clock.now() + dt.timedelta(days=days)):
            before = clock.now() - dt.timedelta(days=365)
            mentoring.empty(retention.mentees_due(before))
            mentoring.empty(retention.mentors_due(before))
            mentoring.empty_groups(retention.groups_due(before))
        mentee.refresh_from_db()
        mentor.refresh_from_db()
        assert bool(mentee.email and mentee.born_on and mentor.motivation and Group.objects.get().contact_email) == kept
    assert (Mentee.objects.count(), Mentor.objects.count(), mentor.steps.count()) == (1, 1, 3)
    assert not Mentee.objects.filter(person__isnull=False).exists()
    mentoring.forget_authors(retention.programmes_due(clock.now() + dt.timedelta(days=1)))
    made.refresh_from_db()
    assert (made.dpia_by, made.dpia_on) == ("–", DPIA)


def test_what_nobody_confirmed_and_references_heard_go(node: Any, coordinator: Any) -> None:
    made = programme(node)
    applied(made)
    mentor = brought_to(offered(made), "references", by=coordinator)
    GroupFactory(programme=made)
    later = clock.now() + dt.timedelta(days=8)
    assert mentoring.clear_unconfirmed(retention.mentees_unconfirmed(later)) == 1
    assert mentoring.clear_unconfirmed(retention.mentors_unconfirmed(later)) == 0
    assert mentoring.clear_unconfirmed(retention.groups_unconfirmed(later)) == 1
    assert mentoring.forget_references(retention.references_due(later)) == 2
    assert set(Reference.objects.values_list("name", flat=True)) == {""}
    assert not Letter.objects.filter(address=LINA).exclude(text="").exists()
    assert mentor.references.filter(recommends=True).count() == 2


def test_an_erased_person_leaves_her_applications_empty(node: Any) -> None:
    made = programme(node)
    mentee, mentor = confirmed(made), offered(made)
    for one in (mentee, mentor):
        assert sheets.sheets(one.person)[0 if one is mentee else 1].rows
        people.erase(one.person)
        one.refresh_from_db()
        assert (one.status, one.email, one.person) == ("withdrawn", "", None)
    assert not Reference.objects.exists()


def test_a_parent_is_told_what_is_known_of_her_and_is_forgotten(node: Any) -> None:
    mentee = confirmed(programme(node))
    assert sheets.sheets_of_address(PARENT)[2].rows
    assert mentoring.forget_address(PARENT) == 1
    mentee.refresh_from_db()
    assert (mentee.parent_email, mentee.first_name) == ("", "Lina")


def test_coordinators_are_told_once_a_morning_who_waits(node: Any, coordinator: Any) -> None:
    offered(programme(node))
    morning = clock.now().replace(hour=9)
    with clock.at(morning):
        assert (tasks.tell_coordinators(), tasks.tell_coordinators()) == (1, 0)
    with clock.at(morning.replace(hour=3)):
        assert tasks.tell_coordinators() == 0
    letter = Letter.objects.get(template="mentoring/letters/applicants")
    assert (letter.address, "Nadia" in letter.text) == (coordinator.email, False)


@pytest.fixture
def desk(client: Client, coordinator: Any) -> Client:
    client.force_login(coordinator)
    return client


def form_of(made: Programme, **changes: Any) -> dict[str, Any]:
    """The page “change”, as it would be sent back."""
    from industrielles.mentoring.forms.desk import ProgrammeForm

    form = ProgrammeForm(instance=made)
    said = {name: form.initial.get(name) for name in form.fields}
    said["departments"] = [one.pk for one in made.departments.all()]
    return {name: value for name, value in {**said, **changes}.items() if value not in (None, False, "")}


def test_a_newcomer_goes_from_nothing_to_an_open_programme(desk: Client, node: Any, coordinator: Any) -> None:
    said = {"template": "lycee", "name": "Elles osent", "dpia_on": "2026-09-01", "dpia_by": "Ève Roux"}
    answer = desk.post(reverse("mentoring:found"), said)
    made = Programme.objects.get()
    assert answer.url == reverse("mentoring:programme", args=[made.code])
    assert "Nommez une référente" in desk.get(answer.url).content.decode()
    assert desk.post(reverse("mentoring:edit", args=[made.code]), form_of(made, referent=coordinator.pk)).status_code == 422
    guarding(coordinator, node)
    answer = desk.post(reverse("mentoring:edit", args=[made.code]), form_of(made, referent=coordinator.pk))
    assert answer.status_code == 302, answer.context["form"].errors
    desk.post(reverse("mentoring:open", args=[made.code]))
    made.refresh_from_db()
    assert (made.status, made.referent, made.name) == (Status.OPEN, coordinator, "Elles osent")
    assert made.name in Client().get(reverse("mentoring:programmes")).content.decode()


@pytest.mark.parametrize(("changes", "field"), [
    ({"months": 4}, "short_because"), ({"women_only": "on"}, "legal_ground"), ({"dpia_by": ""}, "dpia_by"), ({"dpia_on": ""}, "dpia_on"),
    ({"dpia_on": "2999-01-01"}, "dpia_on")])
def test_what_is_missing_is_said_beside_its_field(desk: Client, node: Any, changes: Any, field: str) -> None:
    made = programme(node)
    answer = desk.post(reverse("mentoring:edit", args=[made.code]), form_of(made, referent="", **changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


@pytest.mark.parametrize(("on", "by", "field"), [
    ("2026-09-01", "", "dpia_by"), ("", "Ève Roux", "dpia_on"), ("2999-01-01", "Ève Roux", "dpia_on")])
def test_half_an_impact_assessment_is_asked_for_again_and_no_programme_is_written(
        desk: Client, node: Any, on: str, by: str, field: str) -> None:
    answer = desk.post(reverse("mentoring:found"), {"template": "lycee", "name": "Elles osent", "dpia_on": on, "dpia_by": by})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Programme.objects.exists()


@pytest.mark.parametrize("one", ready.TEMPLATES.values(), ids=ready.TEMPLATES)
def test_the_phases_of_a_template_last_as_long_as_its_pairs_and_none_comes_twice(one: ready.Template) -> None:
    titles = [stage.title[0] for stage in one.stages]
    assert len(set(titles)) == len(titles)
    assert abs(sum(stage.weeks for stage in one.stages) - one.months * 52 / 12) <= 2


def test_the_referent_may_be_who_has_the_role_above(node: Any) -> None:
    from industrielles.mentoring.forms.desk import ProgrammeForm

    local = NetworkFactory(parent=node, kind="local")
    referent, elsewhere = PersonFactory(), PersonFactory()
    GrantFactory(network=node, role=Role.REFERENT, membership__person=referent)
    GrantFactory(network=NetworkFactory(), role=Role.REFERENT, membership__person=elsewhere)
    offered_ones = ProgrammeForm(instance=ProgrammeFactory(network=local)).fields["referent"].queryset  # type: ignore[attr-defined]
    assert referent in offered_ones
    assert elsewhere not in offered_ones


def test_every_page_of_the_desk_opens_and_each_step_is_taken_there(desk: Client, node: Any, coordinator: Any) -> None:
    made = programme(node)
    mentor, mentee = offered(made), confirmed(made)
    GroupFactory(programme=made, confirmed_at=clock.now())
    for name in ("edit", "stages", "new_module", "programme"):
        assert desk.get(reverse(f"mentoring:{name}", args=[made.code])).status_code == 200
    for tab in ("mentores", "mentorees", "groupes", "autre"):
        assert desk.get(reverse("mentoring:programme", args=[made.code]) + f"?liste={tab}").status_code == 200
    assert desk.get(reverse("mentoring:module", args=[made.code, 1])).status_code == 200
    assert desk.get(reverse("mentoring:charter", args=[made.code, "mentor"])).status_code == 200
    assert desk.get(reverse("mentoring:charter", args=[made.code, "personne"])).status_code == 404
    assert desk.get(reverse("mentoring:mentee", args=[mentee.code])).status_code == 200
    here = reverse("mentoring:mentor", args=[mentor.code])
    desk.post(reverse("mentoring:interview", args=[mentor.code]), {"on": "", "words": "Rythme convenu"})
    for number in (1, 2):
        assert desk.get(here).status_code == 200
        desk.post(reverse("mentoring:hear", args=[mentor.code, number]), {"recommends": "1"})
    assert desk.post(reverse("mentoring:clear", args=[mentor.code]), {}).status_code == 422
    desk.post(reverse("mentoring:clear", args=[mentor.code]), {"kind": "honour"})
    mentor = brought_to(Mentor.objects.get(), "trained")
    desk.post(reverse("mentoring:note_signed", args=[mentor.code]), {"on": ""})
    desk.post(reverse("mentoring:make_matchable", args=[mentor.code]))
    mentor.refresh_from_db()
    assert mentor.status == "matchable"
    assert "peut être appariée" in desk.get(here).content.decode()


def test_her_own_pages_training_quiz_and_charter(client: Client, node: Any, coordinator: Any) -> None:
    made = programme(node)
    mentor = brought_to(offered(made), "cleared", by=coordinator)
    client.force_login(mentor.person)
    for module in made.modules.all():
        address = reverse("mentoring:learn", args=[module.code])
        assert client.get(address).status_code == 200
        assert client.post(address, {}).status_code == 422
        client.post(address, {f"q{n}": one["right"] for n, one in enumerate(module.questions)})
    address = reverse("mentoring:sign", args=[mentor.code])
    shown = client.get(address).context["shown"]
    client.post(address, {"shown": "forgé"})
    mentor.refresh_from_db()
    assert mentor.status == "trained"
    client.post(address, {"shown": shown})
    mentor.refresh_from_db()
    assert mentor.status == "signed"
    assert client.get(reverse("mentoring:mine")).status_code == 200
    client.post(reverse("mentoring:withdraw", args=[mentor.code]))
    mentor.refresh_from_db()
    assert mentor.status == "withdrawn"


def test_lists_ask_as_much_of_the_database_with_one_as_with_three(desk: Client, node: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    made = programme(node)
    counts = []
    for many in (1, 2):
        for _one in range(many):
            MentorFactory(programme=made, network=node)
            MenteeFactory(programme=made, network=node)
            programme(node)
        found = []
        for address in (reverse("mentoring:desk"), reverse("mentoring:programme", args=[made.code]) + "?liste=mentorees",
                        reverse("mentoring:programme", args=[made.code]), reverse("mentoring:programmes")):
            with CaptureQueriesContext(connection, ) as queries:
                desk.get(address)
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]


def test_every_act_has_its_sentence_and_no_field_is_hers_that_decides() -> None:
    assert {"born_on", "status", "person", "network", "in_care"} & set(SAID) == set()
    assert sum(1 for verb in SENTENCES if verb.startswith("mentoring.")) >= 26
