"""A coordinator welcomes, proposes elsewhere, declines; two accounts become one."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from industrielles.joining import alike
from industrielles.joining import verbs as joining
from industrielles.joining.models import Application, Merge
from industrielles.joining.retention import merges_due
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network.models import Membership
from industrielles.network.roles import Role
from industrielles.people import verbs as people
from industrielles.people.keys import mail_key, name_key, phone_key
from industrielles.people.models import Consent, Person
from industrielles.pool.models import RoleModel
from tests.factories.joining import INES, LinkFactory, applied, came, network_of_lille
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.pool import RoleModelFactory
from tests.rows_read import rows_read

pytestmark = pytest.mark.django_db
Status = Application.Status


@pytest.fixture
def coordinator() -> Any:
    return coordinator_of(network_of_lille(), first_name="Hélène", last_name="Vasseur")


def letter(template: str, address: str = INES) -> Letter:
    return Letter.objects.get(address=address, template=f"joining/letters/{template}")


def test_welcome_sends_her_word_once_and_refuses_a_second_time(coordinator: Any) -> None:
    application = joining.welcome(came(), words="Quelle joie.", by=coordinator)
    assert (application.status, application.decided_by) == (Status.WELCOMED, coordinator)
    assert "Quelle joie." in letter("welcome").text
    assert "Hélène Vasseur" in letter("welcome").text
    with pytest.raises(Refused):
        joining.welcome(application, by=coordinator)


def test_a_coordinator_elsewhere_welcomes_nobody(coordinator: Any) -> None:
    application, other = came(), coordinator_of(NetworkFactory())
    for act in (lambda: joining.welcome(application, by=other), lambda: joining.decline(application, words="Non", by=other),
                lambda: joining.hand(application, to=NetworkFactory(), by=other), lambda: joining.take(application, by=other),
                lambda: joining.give_back(application, by=other)):
        with pytest.raises(Refused):
            act()
    assert not Application.objects.visible_to(other).exists()
    application.refresh_from_db()
    assert application.status == Status.WAITING


def test_decline_needs_a_reason_ends_the_membership_and_tells_her(coordinator: Any) -> None:
    application = came()
    with pytest.raises(Refused) as refusal:
        joining.decline(application, words="  ", by=coordinator)
    assert refusal.value.field == "words"
    joining.decline(application, words="Votre école a son propre réseau.", by=coordinator)
    assert not Membership.objects.current().filter(person__email=INES).exists()
    assert not RoleModel.objects.filter(ended_on=None).exists()
    assert "Votre école a son propre réseau." in letter("declined").text


def test_hand_and_take_move_her_with_her_profile_and_her_consents(coordinator: Any) -> None:
    other = NetworkFactory(name="Réseau voisin")
    receiver, application = coordinator_of(other), came(consents=["news"])
    assert not Application.objects.visible_to(receiver).exists()
    joining.hand(application, to=other, by=coordinator)
    assert Application.objects.visible_to(receiver).get() == application
    assert letter("handed", receiver.email).text.count("Inès C.") == 1  # a first name and an initial, until she is theirs
    joining.take(application, by=receiver)
    person = Person.objects.get(email=INES)
    assert [one.network for one in Membership.objects.of(person)] == [other]
    assert RoleModel.objects.get(person=person, ended_on=None).network == other
    assert Consent.objects.live().get(person=person).network_id == other.pk
    assert letter("moved")
    assert not Application.objects.visible_to(coordinator).exists()


def test_a_network_that_says_no_gives_her_back(coordinator: Any) -> None:
    other = NetworkFactory()
    receiver, application = coordinator_of(other), came()
    joining.hand(application, to=other, by=coordinator)
    application = joining.give_back(application, by=receiver)
    assert (application.status, application.sent_to) == (Status.WAITING, None)
    with pytest.raises(Refused):
        joining.take(application, by=None)
    with pytest.raises(Refused):
        joining.give_back(application, by=coordinator)


def test_hand_refuses_her_own_network_and_a_closed_one(coordinator: Any) -> None:
    application, closed = came(), NetworkFactory()
    closed.closed_on = clock.today()
    closed.save()
    for to in (application.network, closed):
        with pytest.raises(Refused) as refusal:
            joining.hand(application, to=to, by=coordinator)
        assert refusal.value.field == "to"


def test_alerts_come_after_three_days_and_after_seven(coordinator: Any) -> None:
    now = clock.now()
    application = came()
    for days, alert in ((2, ""), (3, "late"), (6, "late"), (7, "too late")):
        with clock.at(now + dt.timedelta(days=days, minutes=1)):
            assert application.alert == alert


@pytest.mark.parametrize(("one", "other"), [
    ("a.b+atelier@Exemple.org", "ab@exemple.org"), ("AB@exemple.org ", "a.b@exemple.org")])
def test_addresses_that_differ_by_their_writing_are_alike(one: str, other: str) -> None:
    assert mail_key(one) == mail_key(other)
    assert mail_key("ab@exemple.org") != mail_key("ab@exemple.com")


def test_names_and_telephones_are_alike_however_written() -> None:
    assert name_key("Éloïse", "MARTIN-Roux") == name_key("Martin", "Roux Eloise")
    assert phone_key("+33 6 12 34 56 78") == phone_key("06.12.34.56.78")
    assert phone_key("112") == ""


def test_newcomers_look_like_members_of_her_networks_only(coordinator: Any) -> None:
    network = coordinator.memberships.get().network
    same_mail = MembershipFactory(network=network, person=PersonFactory(email="ines.carpentier+2@exemple.invalid", last_name="C"))
    same_phone = MembershipFactory(network=network, person=PersonFactory(phone="+33612345678", first_name="Zoé", last_name="Z"))
    profile = RoleModelFactory(network=network, membership__person=PersonFactory(first_name="INES", last_name="Carpentier"))
    MembershipFactory(person=PersonFactory(phone="06 12 34 56 78"))  # in a network she does not run
    application = came()
    RoleModel.objects.filter(pk=profile.pk).update(department=application.department)
    found = alike.found_for([application], networks={network.pk})[application.pk]
    assert {one.code for one in found} == {same_mail.person.code, same_phone.person.code, profile.person.code}


def test_whom_a_newcomer_looks_like_reads_no_more_among_many_members(coordinator: Any) -> None:
    network, reads = coordinator.memberships.get().network, []
    MembershipFactory(network=network, person=PersonFactory(phone="+33612345678"))
    one = came()
    for others in (1, 20):
        for _n in range(others):
            RoleModelFactory(network=network)
        with rows_read() as read:
            assert len(alike.found_for([one], networks={network.pk})[one.pk]) == 1
        reads.append((read.queries, read.rows))
    assert reads[0] == reads[1]
    assert reads[0][0] == 5


def both(coordinator: Any) -> tuple[Person, Person, Merge]:
    """An older account and a newcomer, asked whether they are one person."""
    network = coordinator.memberships.get().network
    with clock.at(clock.now() - dt.timedelta(days=400)):
        known = PersonFactory(email="ancienne@exemple.invalid", first_name="Inès", last_name="")
        old = MembershipFactory(network=network, person=known).person
    new = came(consents=["news", "media"]).person
    assert new is not None
    return old, new, joining.ask_merge(new, old, within=network, by=coordinator)


def test_merge_waits_for_both_mailboxes_then_keeps_the_older_account(coordinator: Any) -> None:
    old, new, merging = both(coordinator)
    assert (merging.kept, merging.gone) == (old, new)
    assert Letter.objects.filter(template="joining/letters/merge").count() == 2
    assert joining.agree(merging, kept=True).status == Merge.Status.ASKED
    assert joining.agree(merging, kept=True).status == Merge.Status.ASKED  # the same mailbox twice is one answer
    new.refresh_from_db()
    assert new.erased_at is None
    LinkFactory(made_by=new, network=merging.network)
    assert joining.agree(merging, kept=False).status == Merge.Status.MERGED
    old.refresh_from_db()
    new.refresh_from_db()
    assert (new.erased_at is not None, new.email, old.last_name) == (True, None, "Carpentier")
    assert Membership.objects.of(old).count() == 1
    assert set(old.consents.live().values_list("purpose", flat=True)) == {"news", "media"}
    assert RoleModel.objects.get(ended_on=None).person == old
    assert RoleModel.objects.get(ended_on=None).membership == Membership.objects.of(old).get()
    assert old.links.count() == 1
    assert Application.objects.get().person == old


def test_merge_takes_memberships_elsewhere_along(coordinator: Any) -> None:
    old, new, merging = both(coordinator)
    elsewhere = MembershipFactory(person=new)
    for kept in (True, False):
        joining.agree(merging, kept=kept)
    assert elsewhere.network in {one.network for one in Membership.objects.of(old)}
    assert not Membership.objects.of(new).exists()


def test_merge_lets_her_last_word_stand(coordinator: Any) -> None:
    old, _new, merging = both(coordinator)
    people.consent(old, purpose="news", source="account", network_id=merging.network_id, by=old)
    people.withdraw_consent(old, purpose="news", network_id=merging.network_id, by=old)
    for kept in (True, False):
        joining.agree(merging, kept=kept)
    assert list(old.consents.live().values_list("purpose", flat=True)) == ["media"]


def test_differ_ends_it_and_nothing_is_merged(coordinator: Any) -> None:
    _old, new, merging = both(coordinator)
    assert joining.differ(merging).status == Merge.Status.REFUSED
    assert joining.agree(merging, kept=True).status == Merge.Status.REFUSED
    assert joining.differ(merging).status == Merge.Status.REFUSED
    new.refresh_from_db()
    assert new.erased_at is None


def test_ask_merge_refuses_people_of_other_networks_and_those_who_run_one(coordinator: Any) -> None:
    network, new = coordinator.memberships.get().network, came().person
    runs_it = GrantFactory(network=network, role=Role.COORDINATOR).membership.person
    for other in (MembershipFactory().person, runs_it, new):
        with pytest.raises(Refused):
            joining.ask_merge(new, other, within=network, by=coordinator)
    assert not Merge.objects.exists()


def test_questions_about_two_accounts_are_forgotten_after_a_month(coordinator: Any) -> None:
    both(coordinator)
    assert not merges_due(clock.now() - dt.timedelta(days=30)).exists()
    assert joining.clear_merges(merges_due(clock.now()), by=None) == 1


def test_succeed_takes_newcomers_invitations_and_frames_to_the_heir(coordinator: Any) -> None:
    network, heir = coordinator.memberships.get().network, NetworkFactory()
    one, link = came(), LinkFactory(network=network)
    waiting = applied(email="autre@exemple.invalid")
    assert joining.succeed(network, heir=heir, by=None) == 1
    for row in (one, waiting, link):
        row.refresh_from_db()
        assert row.network == heir


def test_merge_leaves_one_newcomer_to_welcome_when_both_accounts_waited(coordinator: Any) -> None:
    network = coordinator.memberships.get().network
    first, second = came(network=network), came(network=network, email="autre@exemple.invalid")
    merging = joining.ask_merge(first.person, second.person, within=network, by=coordinator)
    for kept in (True, False):
        joining.agree(merging, kept=kept)
    waiting = Application.objects.visible_to(coordinator).to_welcome().get()
    assert (waiting.pk, waiting.first_name) == (first.pk, "Inès")
    second.refresh_from_db()
    assert (second.status, second.email) == (Application.Status.DECLINED, "")


def test_merge_keeps_one_role_when_the_older_account_has_it_without_a_profile(coordinator: Any) -> None:
    old, _new, merging = both(coordinator)
    standing = Membership.objects.of(old).get()
    GrantFactory(membership=standing, network=standing.network, role=Role.ROLE_MODEL)
    for kept in (True, False):
        joining.agree(merging, kept=kept)
    assert RoleModel.objects.get(ended_on=None).membership == standing
    assert standing.grants.filter(role=Role.ROLE_MODEL, ended_on=None).count() == 1


def test_who_was_added_and_has_not_signed_in_is_named_beside_no_newcomer(coordinator: Any) -> None:
    network = coordinator.memberships.get().network
    known = PersonFactory(first_name="Nadia", last_name="Benali", phone="06 11 22 33 44")
    MembershipFactory(network=network, person=known, added_at=clock.now())
    one = came(network=network, phone="+33 6 11 22 33 44")
    assert alike.found_for([one], networks={network.pk}) == {one.pk: []}
    Person.objects.filter(pk=known.pk).update(last_login=clock.now())
    assert [found.code for found in alike.found_for([one], networks={network.pk})[one.pk]] == [known.code]
