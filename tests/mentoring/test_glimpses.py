"""What one side reads of the other before there is a pair; what a parent reads of how far it is."""
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from industrielles.kit import links
from industrielles.mentoring import glimpses, parents
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Pair
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Guardian
from industrielles.safeguarding.telling import GUARDIAN
from tests.factories.mentoring import MenteeFactory, MentorFactory
from tests.factories.mentoring_life import matched, signed
from tests.factories.places import CommuneFactory

HIDDEN = ("Moreau", "Lycée Colbert", "Lille")


@pytest.mark.parametrize(("words", "read"), [
    ("Je répare des vélos avec ma tante.", True), ("", True), ("J’habite Lille, près du canal.", False), ("je suis à colbert", False),
    ("On m’appelle Mlle Moreau", False), ("Mon lycée me plaît.", True), ("Au lycée Faidherbe j’ai fait un robot.", False),
    ("Écris-moi au 06 12 34 56 78", False), ("mon insta : lina_59", False), ("Je fabrique des lillets", True)])
def test_words_that_tell_who_or_where_she_is_are_not_shown(words: str, read: bool) -> None:
    assert glimpses.bare(words, *HIDDEN) == (words if read else "")


@pytest.mark.django_db
def test_a_mentor_reads_a_first_name_and_what_helps() -> None:
    one = MenteeFactory.build(
        first_name="Lina", last_name="Moreau", called="Lili", level="second", school_name="Lycée Colbert", likes="Les vélos",
        wonders="Moreau, c’est moi", interests=["machines"], needs=["camera", "steps", "captions", "talk"], commune=None, programme=None,
        network=None, person=None)
    read = glimpses.of_mentee(one)
    assert (read.name, read.likes, read.wonders) == ("Lili", "Les vélos", "")
    assert len(read.interests) == len(read.at_ease) == 1  # what bears on health is for whoever arranges the meeting
    assert "Moreau" not in repr(read) and "Colbert" not in repr(read)


@pytest.mark.django_db
def test_a_card_says_the_job_and_never_who() -> None:
    said: dict[str, Any] = {"first_name": "Nadia", "last_name": "Benali", "employer": "Aciéries du Nord", "path": "CAP, puis l’atelier"}
    mentor = MentorFactory(job="Soudeuse", commune=CommuneFactory(code="59350", name="Lille"), **said)
    assert (glimpses.of_card(mentor).job, glimpses.of_card(mentor).path, glimpses.of_card(mentor).name) == ("Soudeuse", "", "")
    mentor.job = "Soudeuse aux Aciéries du Nord"
    assert glimpses.of_card(mentor).job == "" and glimpses.of_mentor(mentor).job == mentor.job
    assert glimpses.of_mentor(mentor).path == "CAP, puis l’atelier"


@pytest.fixture
def guardian(db: Any) -> Guardian:
    """The parent of a mentee who is ready."""
    mentee, _mentor = matched(15)
    return Guardian.objects.get(authorisation__person=mentee.person)


def page(guardian: Guardian) -> str:
    return Client().get(reverse("safeguarding:guardian", args=[links.sign(GUARDIAN, guardian.code)])).content.decode()


def test_a_parent_reads_how_far_it_is_and_finds_the_charter(guardian: Guardian) -> None:
    assert "cherchons" in page(guardian)
    mentee, mentor = guardian.authorisation.person.mentees.get(), guardian.authorisation.network.mentors.get()
    pair = mentoring.begin_pair(mentee, mentor, by=None)
    (words, address), = parents.under_way(guardian)
    assert "charte" in words and address.rsplit(":", 2)[0] in page(guardian)  # the rest of a signed address is its second
    assert Client().get(address).status_code == 200
    pair = signed(pair)
    (_words, address), = parents.under_way(guardian)
    assert address == ""
    assert mentor.first_name not in page(guardian)  # the name comes with the charter
    frozen = "Le mentorat a commencé."
    Pair.objects.filter(pk=pair.pk).update(status="frozen", frozen_from="meeting")
    assert parents.under_way(guardian)[0][0] == frozen


def test_a_parent_reads_nothing_once_all_is_taken_back_or_her_child_is_grown(guardian: Guardian) -> None:
    mentee = guardian.authorisation.person.mentees.get()
    mentee.born_on = mentee.born_on.replace(year=mentee.born_on.year - 4)
    mentee.save()
    assert parents.under_way(guardian) == []
    safeguarding.revoke(guardian)
    assert "cherchons" not in page(guardian)
