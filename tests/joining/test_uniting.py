"""Two accounts of one person become one: every table says what becomes of the rows of the account that goes."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.letters.models import Preference
from industrielles.members.models import Subscription
from industrielles.network.models import Membership
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.rights import verbs as rights
from industrielles.rights.models import Demand
from industrielles.safeguarding.models import Report
from tests import house
from tests.factories.mentoring import MenteeFactory
from tests.factories.network import DeclarationFactory, MembershipFactory, OrganisationFactory, ReferentFactory
from tests.factories.people import PersonFactory
from tests.factories.rights import DemandFactory
from tests.factories.safeguarding import AlertFactory, GuardianFactory, RecognitionFactory, ReportFactory

pytestmark = pytest.mark.django_db
FOLLOWS = {  # what is hers, or says something of her
    "joining.Application.person", "joining.Link.made_by", "members.Export.people", "members.Recipient.person", "members.SavedView.owner",
    "rights.Demand.person", "engagements.Report.told_by", "pool.Ambassador.person", "pool.RoleModel.person", "network.Referent.person",
    "network.Membership.person", "network.Look.person", "people.Consent.person",
    "mentoring.Mentee.person", "mentoring.Mentor.person", "mentoring.Programme.referent", "mentoring.Meeting.proposed_by",
    "mentoring.Meeting.told_by", "mentoring.Pause.asked_by", "mentoring.Closure.asked_by", "safeguarding.Clearance.person",
    "safeguarding.Authorisation.person", "safeguarding.Report.reporter", "safeguarding.Report.accused", "safeguarding.Alert.person",
}
ERASED = {  # what opens an account opens no other one; what was asked of both mailboxes is answered
    "people.SignIn.person", "people.Identity.person", "people.AddressChange.person", "people.Authenticator.person",
    "people.Passkey.person", "people.RecoveryCode.person", "joining.Merge.kept", "joining.Merge.gone",
}
STAYS = {  # who did something, as the journal: a number that leads to an account without a name; a hold keeps both accounts as they are
    "joining.Frame.made_by", "joining.Application.decided_by", "joining.Batch.sent_by", "joining.Merge.asked_by", "members.Export.by",
    "members.Issue.author", "rights.Breach.told_by", "rights.Demand.answered_by", "rights.Term.set_by", "rights.Hold.person",
    "rights.Hold.held_by", "rights.Hold.lifted_by", "rights.Sweep.visa_by", "engagements.Invitation.made_by",
    "engagements.Lending.asked_by", "engagements.Lending.answered_by", "pool.Training.noted_by", "network.Grant.granted_by",
    "network.Grant.ended_by", "network.Decision.proposed_by", "network.Decision.settled_by", "network.Decision.vouched_by",
    "network.Look.helper", "network.Proposal.answered_by",
    "mentoring.Step.taken_by", "mentoring.Reference.heard_by", "mentoring.Pair.first_met_with", "mentoring.Promise.noted_by",
    "mentoring.Contact.taken_by", "mentoring.Closure.closed_by", "mentoring.Message.author", "mentoring.Ruling.ruled_by",
    "mentoring.Opening.reader", "mentoring.Scenario.made_by", "mentoring.Instruction.given_by", "mentoring.Match.confirmed_by",
    "mentoring.Choice.offered_by", "safeguarding.Ban.banned_by", "safeguarding.Ban.lifted_by", "safeguarding.Recognition.settled_by",
    "safeguarding.Clearance.seen_by", "safeguarding.Clearance.withdrawn_by", "safeguarding.Report.taken_by",
    "safeguarding.Report.closed_by", "safeguarding.Reading.reader", "safeguarding.Evidence.author",
}


def links() -> set[str]:
    """Every column, and every table between two, that leads to a person."""
    return {f"{model._meta.label}.{field.name}" for model in apps.get_models()
            for field in [*model._meta.concrete_fields, *model._meta.many_to_many] if field.related_model is Person}


def test_every_table_of_a_person_says_what_becomes_of_it() -> None:
    assert links() == FOLLOWS | ERASED | STAYS
    assert not FOLLOWS & ERASED and not FOLLOWS & STAYS and not ERASED & STAYS


@pytest.mark.parametrize("label", sorted(FOLLOWS - {"members.Export.people", "pool.RoleModel.person", "pool.Ambassador.person"}))
def test_what_is_hers_follows(label: str) -> None:
    path, _, name = label.rpartition(".")
    model = apps.get_model(path)
    gone, kept = MembershipFactory().person, MembershipFactory().person
    row: Any = house.factories_by_model()[model](**{name: gone})
    people.unite(gone, kept=kept)
    row.refresh_from_db()
    assert getattr(row, f"{name}_id") == kept.pk


@pytest.mark.parametrize("label", sorted(one for one in ERASED if one.startswith("people.")))
def test_what_opens_an_account_opens_no_other_one(label: str) -> None:
    path, _, name = label.rpartition(".")
    gone, kept = PersonFactory(), PersonFactory()
    house.factories_by_model()[apps.get_model(path)](**{name: gone})
    people.unite(gone, kept=kept)
    assert not apps.get_model(path).objects.filter(person__in=(gone, kept)).exists()


def test_an_open_demand_waits_with_the_words_and_the_day_it_had() -> None:
    gone, kept = PersonFactory(), PersonFactory()
    one = DemandFactory(person=gone, kind=Demand.Kind.RECTIFICATION, words="Mon nom s’écrit Zoé.")
    by_address = DemandFactory(person=None, email=gone.email, kind=Demand.Kind.RECTIFICATION, words="Sans compte")
    people.unite(gone, kept=kept)
    assert {(row.pk, row.words, row.status, row.due_on) for row in Demand.objects.hers(kept)} == {
        (row.pk, row.words, "received", row.due_on) for row in (one, by_address)}


def test_nothing_moves_while_somebody_asked_that_nothing_of_hers_be_emptied() -> None:
    gone, kept = MembershipFactory().person, PersonFactory()
    rights.hold(person=gone, reason="Une enquête est en cours.", by=None)
    with pytest.raises(Refused):
        people.unite(gone, kept=kept)
    assert Membership.objects.filter(person=gone).exists() and Person.objects.get(pk=gone.pk).erased_at is None


def test_where_both_are_members_what_one_said_of_where_she_works_is_kept() -> None:
    gone = MembershipFactory()
    kept = MembershipFactory(network=gone.network)
    works = OrganisationFactory(network=gone.network)
    Membership.objects.filter(pk=gone.pk).update(organisation=works)
    said = DeclarationFactory(membership=gone, network=gone.network, words="Forge de Denain")
    people.unite(gone.person, kept=kept.person)
    kept.refresh_from_db(), said.refresh_from_db()
    assert (kept.organisation, said.membership, said.words) == (works, kept, "Forge de Denain")
    assert Membership.objects.get(pk=gone.pk).ended_on == clock.today()


def test_one_who_answers_for_an_organisation_twice_answers_once() -> None:
    one = ReferentFactory(person=PersonFactory())
    two = ReferentFactory(organisation=one.organisation, network=one.network, person=PersonFactory())
    people.unite(two.person, kept=one.person)
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.ended_on, two.person, bool(two.ended_on)) == (None, one.person, True)


def test_where_both_applied_the_kept_application_stands_and_nobody_reads_what_she_is_accused_of() -> None:
    gone, kept = PersonFactory(), PersonFactory()
    stands = MenteeFactory(person=kept)
    twice = MenteeFactory(person=gone, programme=stands.programme)
    of_her, told = ReportFactory(accused=kept), ReportFactory(accused=gone)
    AlertFactory(person=gone, report=of_her), AlertFactory(person=kept, report=told)
    noticed = RecognitionFactory(about_key=str(gone.pk))
    people.unite(gone, kept=kept)
    stands.refresh_from_db(), twice.refresh_from_db(), told.refresh_from_db(), noticed.refresh_from_db()
    assert (stands.person, stands.status, twice.person, twice.status) == (kept, "locked", None, "withdrawn")
    assert (told.accused, noticed.about_key) == (kept, str(kept.pk))
    assert not Report.objects.visible_to(kept).exists() and not of_her.alerts.filter(person=kept).exists()


def test_a_parent_with_two_accounts_still_allows_what_she_allowed() -> None:
    gone, kept = PersonFactory(), PersonFactory()
    guardian = GuardianFactory(email=gone.email)
    people.unite(gone, kept=kept)
    guardian.refresh_from_db()
    assert (guardian.email, guardian.authorisation.status) == (kept.email, "asked")


def test_nobody_becomes_her_own_parent() -> None:
    gone, kept = PersonFactory(), PersonFactory()
    guardian = GuardianFactory(email=gone.email, authorisation__person=kept)
    people.unite(gone, kept=kept)
    guardian.authorisation.refresh_from_db()
    assert guardian.authorisation.status == "revoked"


def test_rhythms_and_news_follow_and_the_later_word_counts() -> None:
    gone, kept = PersonFactory(), PersonFactory()
    old = clock.now() - dt.timedelta(days=700)
    letters.prefer(hashed(gone.email), {"near": "none", "news": "weekly"})
    letters.prefer(hashed(kept.email), {"near": "daily", "news": "daily"})
    Preference.objects.filter(address_hash=hashed(gone.email), kind="near").update(chosen_at=old)
    Preference.objects.filter(address_hash=hashed(kept.email), kind="news").update(chosen_at=old)
    subscription = house.factories_by_model()[Subscription](email=gone.email, address_hash=hashed(gone.email))
    letters.refuse_news(hashed(gone.email), network_id=999)
    people.unite(gone, kept=kept)
    assert Preference.objects.of(hashed(kept.email)) == {"near": "daily", "news": "weekly"}
    assert not Preference.objects.of(hashed(gone.email)) and letters.refusal_of(kept.email, 999)
    subscription.refresh_from_db()
    assert (subscription.email, subscription.ended_at) == (kept.email, None)
