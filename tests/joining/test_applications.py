"""She applies, confirms by mail, is forgotten."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from industrielles.joining import verbs as joining
from industrielles.joining.models import Application, Line
from industrielles.joining.tasks import tell_coordinators
from industrielles.journal.models import Entry
from industrielles.kit import clock, retention
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.letters.models import Letter, Suppression
from industrielles.network.models import Membership
from industrielles.people import verbs as people
from industrielles.people.models import Consent, Person
from industrielles.pool.models import RoleModel
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Recognition
from tests.factories.joining import INES, ApplicationFactory, LineFactory, LinkFactory, applied, came, network_of_lille, said
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory

pytestmark = pytest.mark.django_db
Status = Application.Status
MONDAY = dt.datetime(2026, 11, 16, 7, 30, tzinfo=dt.UTC)


def templates(address: str = INES) -> list[str]:
    """Names of the letters to this address, oldest first."""
    return [one.template.rsplit("/", 1)[1] for one in Letter.objects.filter(address=address).order_by("pk")]


def test_apply_sends_a_letter_and_makes_nobody_a_member_before_it_is_confirmed() -> None:
    network = network_of_lille()
    application = applied()
    assert (application.network, application.status) == (network, Status.UNCONFIRMED)
    assert templates() == ["confirm"]
    assert not Person.objects.filter(email=INES).exists()
    assert application.lapses_at - application.sent_at == dt.timedelta(days=7)


def test_confirm_makes_a_member_with_her_consents_her_offer_and_an_unpublished_profile() -> None:
    network = network_of_lille()
    application = came(consents=["news"])
    person = Person.objects.get(email=INES)
    assert application.status == Status.WAITING
    assert Membership.objects.of(person).get().network == network
    assert [(one.purpose, one.network_id, one.source) for one in Consent.objects.filter(person=person)] == [("news", network.pk, "join")]
    profile = RoleModel.objects.get(person=person)
    assert (profile.job, profile.published_on) == ("Régleuse", None)
    assert templates() == ["confirm", "confirmed"]
    assert set(Entry.objects.filter(verb__startswith="joining.").values_list("verb", flat=True)) == {"joining.apply", "joining.confirm"}
    assert joining.confirm(application).status == Status.WAITING  # pressed twice
    assert Membership.objects.count() == 1


def test_confirm_keeps_her_gender_and_department_with_her_account_where_she_corrects_them() -> None:
    network_of_lille()
    application = came(gender="woman")
    person = Person.objects.get(email=INES)
    assert (person.gender, person.department) == ("woman", application.department)
    people.erase(person)
    person.refresh_from_db()
    assert (person.gender, person.department) == ("", None)


def test_who_offers_to_meet_classes_without_a_branch_has_the_role_and_makes_her_profile_herself() -> None:
    network_of_lille()
    form = said(offers=["visits"])
    form["branch"] = None
    joining.confirm(joining.apply(form.pop("email"), **form))
    member = Membership.objects.get()
    assert [one.role for one in member.grants.all()] == ["role model"]
    assert not RoleModel.objects.exists()


def test_a_known_member_is_sent_another_letter_and_leaves_the_same_rows() -> None:
    network = network_of_lille()
    MembershipFactory(network=network, person=PersonFactory(email=INES))
    applied()
    applied(email="inconnue@exemple.invalid")
    assert templates() == ["already"]
    assert templates("inconnue@exemple.invalid") == ["confirm"]
    assert Application.objects.count() == 2


def test_a_member_of_another_network_becomes_a_member_of_this_one_too_and_stays_one_person() -> None:
    network = network_of_lille()
    elsewhere = MembershipFactory(person=PersonFactory(email=INES, first_name="Agnès"))
    came()
    person = Person.objects.get(email=INES)
    assert person.first_name == "Agnès"  # what she said of herself is not overwritten
    assert {one.network for one in Membership.objects.of(person)} == {network, elsewhere.network}


def test_apply_sent_twice_under_one_key_is_one_application() -> None:
    network_of_lille()
    key = uuid.uuid4()
    assert applied(request_key=key) == applied(request_key=key)
    assert Letter.objects.count() == 1


def test_apply_fills_nobody_elses_mailbox_and_says_nothing_of_it() -> None:
    network_of_lille()
    for _ in range(8):
        applied()
    assert templates() == ["confirm"] * 3
    assert Application.objects.count() == 8


def test_apply_refuses_what_is_no_address_and_what_is_not_hers_to_say() -> None:
    network_of_lille()
    with pytest.raises(Refused) as refusal:
        applied(email="pas une adresse")
    assert refusal.value.field == "email"
    with pytest.raises(TypeError):
        applied(status="welcomed")
    assert not Application.objects.exists()


def test_the_most_local_network_receives_her_else_the_umbrella() -> None:
    commune = CommuneFactory(code="59350", name="Lille")
    wide = NetworkFactory(departments=[commune.department])
    local = NetworkFactory(parent=wide, kind="local", departments=[commune.department])
    assert applied().network == local
    form = said()
    form["department"] = None
    assert joining.apply(form.pop("email"), **form).network == umbrella()


def test_unconfirmed_applications_go_after_seven_days_with_their_letters() -> None:
    network_of_lille()
    rule = retention.declared()["joining.unconfirmed"]
    with clock.at(MONDAY):
        applied()
    from industrielles.joining.retention import unconfirmed_due

    assert not unconfirmed_due(MONDAY + dt.timedelta(days=6, hours=23)).exists()
    assert joining.clear_unconfirmed(unconfirmed_due(MONDAY + dt.timedelta(days=7, hours=1)), by=None) == 1
    assert rule.days == 0
    assert not Letter.objects.filter(address=INES).exists()


def test_confirm_refuses_a_link_too_old() -> None:
    network_of_lille()
    with clock.at(MONDAY):
        application = applied()
    with clock.at(MONDAY + dt.timedelta(days=8)), pytest.raises(Refused):
        joining.confirm(application)
    assert not Person.objects.filter(email=INES).exists()


def test_refuse_erases_an_imported_address_and_keeps_it_from_being_imported_again() -> None:
    network_of_lille()
    application = applied(via="sheet")
    LineFactory(cells=["Inès", INES.upper()])
    joining.refuse(application)
    assert not Application.objects.exists()
    assert letters.is_suppressed(INES)
    assert Suppression.objects.get().reason == Suppression.Reason.ASKED
    assert Line.objects.get().cells == []


def test_refuse_never_silences_the_letters_of_an_account() -> None:
    network_of_lille()
    PersonFactory(email=INES)
    joining.refuse(applied(via="sheet"))
    assert not letters.is_suppressed(INES)


def test_forget_empties_what_she_said_and_ends_her_invitations() -> None:
    network_of_lille()
    application = came()
    link = LinkFactory(made_by=application.person, network=application.network)
    applied(network=NetworkFactory())
    people.erase(application.person, by=None)
    application.refresh_from_db()
    link.refresh_from_db()
    assert Application.objects.count() == 1
    assert (application.email, application.job, application.person, application.gender) == ("", "", None, "woman")
    assert (link.label, link.is_live) == ("", False)


def test_words_of_applications_go_a_year_after_the_welcome_and_counts_stay() -> None:
    network_of_lille()
    with clock.at(MONDAY):
        application = joining.welcome(came(), by=None)
    from industrielles.joining.retention import welcomed_due

    assert not welcomed_due(MONDAY - dt.timedelta(seconds=1)).exists()
    assert joining.empty_decided(welcomed_due(MONDAY + dt.timedelta(seconds=1)), by=None) == 1
    application.refresh_from_db()
    assert (application.last_name, application.gender, application.network_id is None) == ("", "woman", False)
    assert Person.objects.filter(email=INES).exists()


def test_who_was_declined_and_belongs_nowhere_is_erased_and_who_belongs_elsewhere_stays() -> None:
    network_of_lille()
    elsewhere = PersonFactory(email="ailleurs@exemple.invalid")
    MembershipFactory(person=elsewhere)
    for email in (INES, elsewhere.email):
        joining.decline(came(email=email), words="Trop loin.", by=None)
    assert joining.erase_declined(Application.objects.filter(status=Status.DECLINED), by=None) == 2
    assert not Person.objects.filter(email=INES).exists()
    assert Person.objects.filter(email=elsewhere.email).exists()


@pytest.mark.parametrize(("hour", "letters_sent"), [(6, 0), (9, 1)])
def test_tell_coordinators_each_morning_once_how_many_wait(hour: int, letters_sent: int) -> None:
    network = network_of_lille()
    coordinator = coordinator_of(network)
    with clock.at(MONDAY - dt.timedelta(days=4)):
        came()
    with clock.at(MONDAY.replace(hour=hour)):
        assert tell_coordinators() == letters_sent
        assert tell_coordinators() == 0
    assert Letter.objects.filter(address=coordinator.email, template="joining/letters/waiting").count() == letters_sent


def test_nobody_is_told_when_nobody_waits(settings: Any) -> None:
    coordinator_of(network_of_lille())
    with clock.at(MONDAY.replace(hour=9)):
        assert joining.tell_coordinators() == 0


def test_who_refused_an_import_may_still_come_by_herself() -> None:
    network_of_lille()
    joining.refuse(applied(via="sheet"))
    application = applied()
    assert Letter.objects.get(key=f"joining.application/{application.code}/confirm").status == Letter.Status.QUEUED
    person = joining.confirm(application).person
    people.send_code(person.email, browser="b")
    assert Letter.objects.filter(template="people/letters/code", status=Letter.Status.QUEUED).count() == 1


def test_forget_address_leaves_nothing_of_who_has_not_confirmed() -> None:
    network_of_lille()
    application = applied(via="sheet")
    LineFactory(cells=["Inès", INES.upper()])
    assert joining.forget_address(INES) == 1
    assert not Application.objects.exists() and Line.objects.get().cells == []
    assert Letter.objects.get(key=f"joining.application/{application.code}/confirm").status == Letter.Status.WITHDRAWN
    confirmed = came()
    assert joining.forget_address(INES) == 0 and joining.forget_address("") == 0
    assert Application.objects.get().pk == confirmed.pk


# Who may not come back (trust 7)


@pytest.mark.parametrize(("via", "said"), [
    (Application.Via.FORM, {"email": "re.venant+elles@exemple.invalid"}), (Application.Via.LINK, {"phone": "+33 6 12 34 56 78"}),
    (Application.Via.FRAME, {"email": "revenant@exemple.invalid"}), (Application.Via.SHEET, {"phone": "06.12.34.56.78"})])
def test_who_may_not_come_back_is_recognised_at_every_door_and_is_told_nothing(via: str, said: dict[str, str]) -> None:
    network = network_of_lille()
    runs = coordinator_of(network)
    safeguarding.ban(NetworkFactory(), reason="report", email="revenant@exemple.invalid", phone="06 12 34 56 78")
    joining.confirm(ApplicationFactory(network=network, via=via))
    assert not Recognition.objects.exists()  # somebody else comes
    her = joining.confirm(ApplicationFactory(network=network, via=via, **said)).person
    assert her is not None
    seen = Recognition.objects.get()
    assert (seen.about_type, seen.about_key, seen.network) == ("people.person", str(her.pk), network)
    told = Letter.objects.filter(template="safeguarding/letters/recognised")
    assert [one.address for one in told] == [runs.email]
    hers = Letter.objects.filter(address=her.email)
    assert hers.exists() and not hers.filter(template__startswith="safeguarding").exists()
