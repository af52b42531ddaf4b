"""Who may not come back is found among those who are there: people decide, then her memberships end in words that say nothing of it."""
from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industrielles.joining import verbs as joining
from industrielles.joining.models import Application
from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network.models import Grant, Membership
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.pool.models import RoleModel
from industrielles.safeguarding import policies
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Ban, Recognition
from tests.factories.joining import came
from tests.factories.mentoring import MentorFactory
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.pool import RoleModelFactory
from tests.factories.safeguarding import referent_of

pytestmark = pytest.mark.django_db
EMAIL, PHONE = "jean.dupont@gmail.com", "06 12 34 56 78"


def member(network: Any, **fields: Any) -> Person:
    return MembershipFactory(network=network, person=PersonFactory(**fields)).person


def banned(network: Any = None, **said: Any) -> Ban:
    return safeguarding.ban(network or NetworkFactory(), reason="report", **(said or {"email": EMAIL}))


def letters_to(person: Person, template: str = "") -> list[str]:
    found = Letter.objects.filter(address=person.email, template__endswith=template).order_by("pk").values_list("text", flat=True)
    return [" ".join(words.split()) for words in found]


def same(recognition: Recognition, by: Person) -> Recognition:
    return safeguarding.settle(recognition, outcome="same", by=by)


# A ban looks among those who are there


@pytest.mark.parametrize(("hers", "said"), [
    ({"email": "jeandupont+2@googlemail.com"}, {"email": EMAIL}), ({"phone": "+33 6 12 34 56 78"}, {"phone": PHONE})])
def test_a_ban_finds_a_member_of_another_network_and_removes_nobody(hers: dict[str, Any], said: dict[str, Any]) -> None:
    network = NetworkFactory()
    her, runs, referent = member(network, **hers), coordinator_of(network), referent_of(network)
    member(network, email="jeanne.dupont@gmail.com", phone="06 12 34 56 79")
    banned(**said)
    seen = Recognition.objects.get()
    assert (seen.about_key, seen.network, seen.outcome) == (str(her.pk), network, "")
    assert Membership.objects.of(her).exists() and not letters_to(her)
    assert len(letters_to(runs, "recognised")) == len(letters_to(referent, "recognised")) == 1
    assert Entry.objects.filter(verb="safeguarding.flag").count() == 1


def test_a_member_of_several_networks_comes_up_once_in_the_one_that_decided_when_she_is_there() -> None:
    first, decides = NetworkFactory(), NetworkFactory()
    her = member(first, email=EMAIL)
    MembershipFactory(network=decides, person=her)
    standing = banned(decides)
    assert Recognition.objects.get().network == decides and joining.notice_banned(standing) == 0


def test_former_members_and_the_erased_do_not_come_up() -> None:
    gone = MembershipFactory(person=PersonFactory(email=EMAIL))
    Membership.objects.update(ended_on=gone.started_on)
    assert banned() and not Recognition.objects.exists()


def test_whose_application_waits_for_the_same_decision_comes_up_once() -> None:
    her = member(NetworkFactory(), email="jean.dupont+elles@gmail.com")
    mentor = MentorFactory(person=her, email=her.email, status="trained")
    banned()
    assert Recognition.objects.get().about_key == str(mentor.pk)


def test_what_the_program_settles_by_itself_ends_no_membership_and_comes_up() -> None:
    network = NetworkFactory()
    her = member(network, email=EMAIL)
    mentor = MentorFactory(person=her, email=EMAIL, status="trained")
    banned()
    mentor.refresh_from_db()
    assert mentor.status == "declined" and Membership.objects.of(her).exists()
    seen = Recognition.objects.open().get()
    assert seen.about_type == "people.person"
    same(seen, coordinator_of(network))
    assert not Membership.objects.of(her).exists()


def test_a_ban_compares_a_thousand_members_with_no_question_for_each() -> None:
    counts = []
    for more in (1, 3):
        for _ in range(more):
            MembershipFactory()
        with CaptureQueriesContext(connection) as captured:
            banned(Membership.objects.first().network)
        counts.append(len(captured))
    assert counts[0] == counts[1]


# It is she


def test_it_is_she_ends_all_her_memberships_roles_and_profile_in_words_that_say_nothing() -> None:
    here, there = NetworkFactory(name="Réseau du Nord"), NetworkFactory()
    role_model = RoleModelFactory(network=here, membership__person__email=EMAIL)
    her, by = role_model.person, coordinator_of(here)
    GrantFactory(network=there, role=Role.COORDINATOR, membership__person=her)
    banned()
    same(Recognition.objects.get(), by)
    assert not Membership.objects.of(her).exists() and not RoleModel.objects.current().filter(person=her).exists()
    assert Entry.objects.filter(verb="network.leave").count() == 2
    assert Entry.objects.filter(verb="safeguarding.settle", by_id=by.pk).count() == 1
    (words,) = letters_to(her)
    said = [words, *Grant.objects.filter(membership__person=her).values_list("ended_reason", flat=True)]
    assert "Réseau du Nord" in words and len(said) == 2 and all(said)
    assert not any(word in one.lower() for one in said for word in ("exclu", "revenir", "protection", "signale", "ressembl"))


def test_it_is_she_declines_a_newcomer_who_waits_with_one_letter() -> None:
    banned()
    application = came(email=EMAIL)
    by = coordinator_of(application.network)
    Letter.objects.all().delete()
    same(Recognition.objects.get(), by)
    application.refresh_from_db()
    assert application.status == Application.Status.DECLINED and not Membership.objects.of(application.person).exists()
    (words,) = letters_to(application.person)
    assert "n’a pas de suite" in words and "revenir" not in words


def test_it_is_she_ends_the_membership_of_a_mentor_who_applied() -> None:
    her = member(NetworkFactory(), email="jean.dupont+elles@gmail.com")
    mentor = MentorFactory(person=her, email=her.email, status="trained")
    banned()
    same(Recognition.objects.get(), coordinator_of(mentor.network))
    mentor.refresh_from_db()
    assert mentor.status == "declined" and not Membership.objects.of(her).exists()


def test_a_member_elsewhere_who_waits_reads_that_both_end_each_once() -> None:
    elsewhere = NetworkFactory(name="Premier")
    her = member(elsewhere, email=EMAIL)
    application = came(email=EMAIL)
    banned()
    Letter.objects.all().delete()
    same(Recognition.objects.get(), coordinator_of(Recognition.objects.get().network))
    assert not Membership.objects.of(her).exists()
    declined, ended = letters_to(her, "declined"), letters_to(her, "ended")
    assert len(declined) == len(ended) == 1 and len(letters_to(her)) == 2
    assert "Premier" in ended[0] and application.network.name in declined[0] and application.network.name not in ended[0]


def test_somebody_else_stays_and_twice_is_once() -> None:
    network = NetworkFactory()
    her, by = member(network, email="jean.dupont+elles@gmail.com"), coordinator_of(network)
    banned()
    seen = Recognition.objects.get()
    safeguarding.settle(seen, outcome="other", by=by)
    assert Membership.objects.of(her).exists() and joining.follow_recognition(seen) == 0
    with pytest.raises(Refused):
        same(seen, by)
    assert Membership.objects.of(her).exists()


def test_the_last_coordinator_of_the_umbrella_is_not_ended_before_another_is_named() -> None:
    top = umbrella()
    her, referent = coordinator_of(top, email=EMAIL), referent_of(top)
    banned(top)
    with pytest.raises(Refused):
        same(Recognition.objects.get(), referent)
    assert Membership.objects.of(her).exists() and not Recognition.objects.get().outcome


def test_who_decides_reads_who_it_is_and_what_follows() -> None:
    network, elsewhere = NetworkFactory(), NetworkFactory()
    her = member(network, email=EMAIL, first_name="Odile", last_name="Quintard")
    mentor = MentorFactory(
        programme__network=network, email="j.ean.dupont@gmail.com", first_name="Zélie", last_name="Roux", status="trained")
    banned()
    page = reverse("safeguarding:recognitions")
    for person, reads in ((coordinator_of(network), True), (referent_of(network), True), (coordinator_of(elsewhere), False)):
        client = Client()
        client.force_login(person)
        words = client.get(page).content.decode()
        assert [name in words for name in (her.full_name, mentor.full_name)] == [reads, reads]
        assert "jamais pourquoi" in words


# Somebody can always decide, and nobody alone of who has a role of power


def recognised_by(person: Person) -> str:
    """The page of who may not come back, as she reads it."""
    client = Client()
    client.force_login(person)
    return client.get(reverse("safeguarding:recognitions")).content.decode()


def sole_coordinator(node: Any = None) -> tuple[Any, Person]:
    """A network, and the only one who runs it, who looks like who may not come back."""
    node = node or NetworkFactory()
    return node, coordinator_of(node, email="jean.dupont+elles@gmail.com")


def test_who_alone_runs_her_network_comes_up_in_the_next_one_above_that_has_somebody() -> None:
    national, here = coordinator_of(umbrella()), NetworkFactory()
    referent, (there, her) = referent_of(here), sole_coordinator()
    safeguarding.ban(here, reason="report", email=EMAIL, by=referent)
    seen = Recognition.objects.get()
    (letter,) = Letter.objects.filter(template="safeguarding/letters/recognised")
    assert seen.network == umbrella() and letter.address == national.email
    assert there.name in letter.text and her.email not in letter.text
    assert [policies.can_settle(one, seen) for one in (national, referent, her)] == [True, False, False]
    assert her.full_name in recognised_by(national)  # the name she has at home, for whoever decides
    same(seen, national)
    assert not Membership.objects.of(her).exists()


def test_whoever_runs_hers_from_above_is_told_when_nobody_else_is_there() -> None:
    national, region = coordinator_of(umbrella()), NetworkFactory()
    local, her = sole_coordinator(NetworkFactory(parent=region, kind="local"))
    above = coordinator_of(region)
    banned()
    seen = Recognition.objects.get()
    assert seen.network == local and policies.can_settle(above, seen)
    assert len(letters_to(above, "recognised")) == 1 and not letters_to(national) and not letters_to(her)
    assert her.full_name in recognised_by(above)
    seen.delete()
    colleague = coordinator_of(local)
    banned()
    assert Recognition.objects.get().network == local
    assert len(letters_to(above, "recognised")) == len(letters_to(colleague, "recognised")) == 1


def test_with_nobody_above_the_network_that_decided_looks_or_keeps_it() -> None:
    here = NetworkFactory()
    referent, colleague = referent_of(here), coordinator_of(here)
    sole_coordinator()
    safeguarding.ban(here, reason="report", email=EMAIL, by=referent)
    seen = Recognition.objects.get()
    assert seen.network == here and letters_to(colleague, "recognised") and policies.can_settle(colleague, seen)
    seen.delete()
    Grant.objects.filter(membership__person=colleague).update(ended_on=clock.today())
    safeguarding.ban(here, reason="report", email=EMAIL, by=referent)
    assert Recognition.objects.get().network == here
    assert policies.can_settle(coordinator_of(here), Recognition.objects.get())


def test_her_application_as_a_mentor_that_nobody_can_decide_leaves_nobody_out() -> None:
    national, (there, her) = coordinator_of(umbrella()), sole_coordinator()
    mentor = MentorFactory(programme__network=there, person=her, email=her.email, status="trained")
    banned()
    seen = Recognition.objects.get(network=umbrella())
    assert seen.about_type == "people.person" and letters_to(national, "recognised")
    same(seen, national)
    mentor.refresh_from_db()
    assert mentor.status == "declined" and not Membership.objects.of(her).exists()


@pytest.mark.parametrize(("role", "alone"), [
    (Role.COORDINATOR, False), (Role.STATISTICIAN, False), (Role.REFERENT, False), (Role.AMBASSADOR, True)])
def test_who_decided_that_she_does_not_come_back_does_not_settle_alone_of_who_has_a_role_of_power(role: Role, alone: bool) -> None:
    here, there = NetworkFactory(), NetworkFactory()
    referent, second = referent_of(here), coordinator_of(here)
    grant = GrantFactory(network=there, role=role, membership__person=PersonFactory(email=EMAIL))
    MembershipFactory(network=here, person=grant.membership.person)
    safeguarding.ban(here, reason="report", email=EMAIL, by=referent)
    seen = Recognition.objects.get()
    assert seen.network == here and policies.can_settle(referent, seen) == alone and policies.can_settle(second, seen)
    assert [reverse("safeguarding:settle", args=[seen.code]) in recognised_by(one) for one in (referent, second)] == [alone, True]
    if not alone:
        for outcome in ("same", "other"):
            with pytest.raises(Refused):
                safeguarding.settle(seen, outcome=outcome, by=referent)
        assert Grant.objects.current().filter(pk=grant.pk).exists()
        grant.ended_on = clock.today()
        grant.save()
        assert policies.can_settle(referent, seen)


def test_who_decided_alone_in_her_network_waits_for_somebody_above() -> None:
    national, here = coordinator_of(umbrella()), NetworkFactory()
    referent, (_there, her) = referent_of(here), sole_coordinator()
    MembershipFactory(network=here, person=her)
    safeguarding.ban(here, reason="report", email=EMAIL, by=referent)
    assert Recognition.objects.get().network == umbrella() and letters_to(national, "recognised")
