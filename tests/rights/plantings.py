"""For each rule of retention, a row that comes due from NOW on, and the tables its emptying changes: all of them, and no other."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from industrielles.engagements import verbs as engagements
from industrielles.joining.models import Application
from industrielles.kit import clock
from industrielles.mentoring.models import Pair
from industrielles.network import verbs as network
from industrielles.people import verbs as people
from industrielles.signatures import verbs as signatures
from tests.factories.engagements import answers, asked, confirmed, told
from tests.factories.joining import ApplicationFactory, BatchFactory, LineFactory, LinkFactory, MergeFactory
from tests.factories.journal import EntryFactory
from tests.factories.letters import LetterFactory
from tests.factories.members import ExportFactory, IssueFactory, RecipientFactory, SavedViewFactory, SubscriptionFactory
from tests.factories.mentoring import GroupFactory, MenteeFactory, MentorFactory, ProgrammeFactory, ReferenceFactory
from tests.factories.mentoring_life import (
    ClosureFactory,
    ContactFactory,
    GoalFactory,
    MeetingFactory,
    MessageFactory,
    OpeningFactory,
    PauseFactory,
    PromiseFactory,
    QuestionsFactory,
    RulingFactory,
    under_way,
)
from tests.factories.mentoring_matching import CardFactory, InstructionFactory, MatchFactory, OutcomeFactory, ScenarioFactory
from tests.factories.network import (
    DecisionFactory,
    DeclarationFactory,
    LogoReleaseFactory,
    LookFactory,
    MembershipFactory,
    ProposalFactory,
    ReferentFactory,
)
from tests.factories.people import AddressChangeFactory, LoginCodeFactory, PersonFactory, SignInFactory
from tests.factories.places import RegionFactory
from tests.factories.pool import BusyDayFactory, CalendarFactory, ContributionFactory, OffDaysFactory, RateFactory, RoleModelFactory
from tests.factories.pool import LineFactory as WordsFactory
from tests.factories.rights import DemandFactory, HoldFactory
from tests.factories.safeguarding import (
    AgreementFactory,
    AlertFactory,
    AuthorisationFactory,
    BanFactory,
    ClearanceFactory,
    EvidenceFactory,
    GuardianFactory,
    ReadingFactory,
    RecognitionFactory,
    ReportFactory,
)
from tests.factories.signatures import ChallengeFactory, PaperFactory, SignatureFactory

NOW = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
Touched = set[str]


def a_member() -> Touched:
    membership = MembershipFactory()
    network.leave(membership, by=None)
    return {"people.Person"}


def a_contact() -> Touched:
    PersonFactory(met_at=NOW)
    return {"people.Person"}


def a_proposal() -> Touched:
    ProposalFactory(status="declined", moved_at=NOW)
    return {"network.Proposal"}


def a_decision() -> Touched:
    DecisionFactory(status="refused", settled_at=NOW, settled_by=PersonFactory())
    return {"network.Decision"}


def a_look() -> Touched:
    LookFactory(started_at=NOW)
    return {"network.Look"}


def a_referent() -> Touched:
    ReferentFactory(ended_on=NOW.date())
    return {"network.Referent"}


def a_release() -> Touched:
    LogoReleaseFactory(withdrawn_on=NOW.date())
    return {"network.LogoRelease"}


def a_declaration() -> Touched:
    DeclarationFactory(declared_at=NOW - 9 * DAY, settled_at=NOW)
    return {"network.Declaration"}


def a_code() -> Touched:
    LoginCodeFactory(made_at=NOW)
    return {"people.LoginCode"}


def a_consent() -> Touched:
    her = MembershipFactory().person
    people.consent(her, purpose="media", source="join", by=her)
    people.withdraw_consent(her, purpose="media", by=her)
    return {"people.Consent"}


def a_browser() -> Touched:
    SignInFactory(seen_at=NOW)
    return {"people.SignIn"}


def a_change_of_address() -> Touched:
    AddressChangeFactory(changed_at=NOW)
    return {"people.AddressChange"}


def a_profile() -> Touched:
    hers = RoleModelFactory(published_on=None, ended_on=NOW.date())
    WordsFactory(role_model=hers)
    CalendarFactory(role_model=hers)
    return {"pool.RoleModel", "pool.Line", "pool.Calendar"}


def what_she_brought() -> Touched:
    network.leave(ContributionFactory().membership, by=None)
    return {"pool.Contribution"}


def a_busy_day() -> Touched:
    BusyDayFactory(on=NOW.date())
    return {"pool.BusyDay"}


def a_rate() -> Touched:
    RateFactory(minute=NOW)
    return {"pool.Rate"}


def days_away() -> Touched:
    OffDaysFactory(starts_on=NOW.date(), ends_on=NOW.date())
    return {"pool.OffDays"}


def a_request() -> Touched:
    engagements.cancel(asked(), words="")
    return {"engagements.Engagement", "letters.Letter"}


def an_unconfirmed_request() -> Touched:
    engagements.ask(**answers())
    return {"engagements.Engagement", "letters.Letter"}


def words_about_a_visit() -> Touched:
    with clock.at(NOW - 20 * DAY):
        invitation = confirmed()
    visit = invitation.engagement
    visit.starts_at, visit.ends_at = NOW - dt.timedelta(hours=1), NOW
    visit.save()
    told(visit, by=invitation.role_model.person, words="Merci à Mme Petit.")
    return {"engagements.Report"}


def an_unconfirmed_application() -> Touched:
    ApplicationFactory(sent_at=NOW - Application.LIFE)
    return {"joining.Application"}


def a_welcomed_application() -> Touched:
    her = MembershipFactory()
    ApplicationFactory(status="welcomed", network=her.network, person=her.person, confirmed_at=NOW, decided_at=NOW)
    return {"joining.Application"}


def a_declined_application() -> Touched:
    ApplicationFactory(status="declined", person=PersonFactory(), confirmed_at=NOW, decided_at=NOW)
    return {"joining.Application", "people.Person"}


def a_file() -> Touched:
    LineFactory(batch=BatchFactory(read_at=NOW))
    return {"joining.Batch", "joining.Line"}


def an_invitation() -> Touched:
    LinkFactory(expires_on=NOW.date())
    return {"joining.Link"}


def two_accounts() -> Touched:
    MergeFactory(asked_at=NOW)
    return {"joining.Merge"}


def a_view() -> Touched:
    SavedViewFactory(changed_at=NOW)
    return {"members.SavedView"}


def a_file_taken_away() -> Touched:
    ExportFactory(at=NOW)
    return {"members.Export"}


def a_subscription() -> Touched:
    SubscriptionFactory(asked_at=NOW, confirmed_at=NOW)
    return {"members.Subscription"}


def an_unconfirmed_subscription() -> Touched:
    SubscriptionFactory(asked_at=NOW, confirmed_at=None)
    return {"members.Subscription"}


def a_reader() -> Touched:
    RecipientFactory(issue=IssueFactory(status="sent", sent_at=NOW, ended_at=NOW))
    return {"members.Recipient"}


def a_selection() -> Touched:
    IssueFactory(status="sent", sent_at=NOW, ended_at=NOW, query="q=Nadia")
    return {"members.Issue"}


def a_letter() -> Touched:
    LetterFactory(status="sent", settled_at=NOW, address="elle@exemple.invalid")
    return {"letters.Letter"}


def a_passage() -> Touched:
    EntryFactory(verb="people.enter", at=NOW)
    return {"journal.Entry", "journal.Closing"}


def an_act() -> Touched:
    EntryFactory(verb="network.join", at=NOW)
    return {"journal.Entry", "journal.Closing"}


def a_demand() -> Touched:
    DemandFactory(person=MembershipFactory().person, status="answered", answered_at=NOW)
    return {"rights.Demand"}


def an_unconfirmed_demand() -> Touched:
    DemandFactory(person=None, email="prof@exemple.invalid", status="sent", received_at=NOW)
    return {"rights.Demand"}


def a_hold() -> Touched:
    HoldFactory(held_at=NOW, lifted_at=NOW)
    return {"rights.Hold"}


def a_code_to_sign() -> Touched:
    ChallengeFactory(made_at=NOW)
    return {"signatures.Challenge"}


def a_signer() -> Touched:
    region = RegionFactory()
    signature = SignatureFactory(subject=region)
    PaperFactory(signature=signature)
    signatures.end(region)
    return {"signatures.Signer", "signatures.Paper"}


def a_mentee_unconfirmed() -> Touched:
    MenteeFactory(status="unconfirmed", person=None, confirmed_at=None, lapses_at=NOW)
    return {"mentoring.Mentee"}


def a_mentor_unconfirmed() -> Touched:
    MentorFactory(status="unconfirmed", person=None, lapses_at=NOW)
    return {"mentoring.Mentor"}


def a_group_unconfirmed() -> Touched:
    GroupFactory(sent_at=NOW)
    return {"mentoring.Group"}


def a_mentee_declined() -> Touched:
    MenteeFactory(status="declined", decided_at=NOW)
    return {"mentoring.Mentee"}


def a_mentor_withdrawn() -> Touched:
    MentorFactory(status="withdrawn", decided_at=NOW)
    return {"mentoring.Mentor"}


def a_scenario() -> Touched:
    """With all it holds; a match it made stays, and no longer says where it comes from."""
    made = ScenarioFactory(programme__status="ended", programme__referent=PersonFactory(), programme__ended_at=NOW)
    InstructionFactory(scenario=made)
    OutcomeFactory(scenario=made)
    MatchFactory(scenario=made)
    return {f"mentoring.{name}" for name in ("Scenario", "Instruction", "Outcome", "Match")}


def a_match() -> Touched:
    made = MatchFactory(programme__status="ended", programme__referent=PersonFactory(), programme__ended_at=NOW)
    CardFactory(choice__programme=made.programme)
    return {f"mentoring.{name}" for name in ("Match", "Choice", "Card")}


def a_reference() -> Touched:
    ReferenceFactory(heard_on=NOW.date(), recommends=True)
    return {"mentoring.Reference"}


def a_group() -> Touched:
    GroupFactory(confirmed_at=NOW, programme__status="ended", programme__referent=PersonFactory(), programme__ended_at=NOW)
    return {"mentoring.Group"}


def a_pair() -> Touched:
    """All that the two left, reading and ruling too: it goes, and that they met stays."""
    made = under_way()
    RulingFactory(message=MessageFactory(pair=made, held_for="phone"))
    MeetingFactory(pair=made, second_adult="Mme Roux")
    for kept in (GoalFactory, OpeningFactory, QuestionsFactory, ContactFactory, PauseFactory, PromiseFactory):
        kept(pair=made)
    ClosureFactory(pair=made, asked_by=made.mentee.person)
    Pair.objects.filter(pk=made.pk).update(status="closed", ended_at=NOW, closed_at=NOW)
    return {f"mentoring.{name}" for name in (
        "Pair", "Ruling", "Message", "Meeting", "Goal", "Opening", "Questions", "Contact", "Pause", "Promise", "Closure")}


def a_programme() -> Touched:
    ProgrammeFactory(status="ended", referent=PersonFactory(), ended_at=NOW, dpia_on=NOW.date(), dpia_by="Ève Roux")
    return {"mentoring.Programme"}


def a_paper_seen() -> Touched:
    ClearanceFactory(seen_on=NOW.date() - 365 * DAY, until=NOW.date())
    return {"safeguarding.Clearance"}


def a_ban() -> Touched:
    RecognitionFactory(ban=BanFactory(banned_at=NOW - 30 * DAY, lifted_at=NOW, lifted_by=PersonFactory()))
    return {"safeguarding.Ban", "safeguarding.Recognition"}


def a_safeguarding_report() -> Touched:
    """Closed, with all that was preserved: it is emptied, that it was and how it ended stays."""
    made = ReportFactory(
        status="closed", received_at=NOW - 2 * DAY, taken_at=NOW - DAY, closed_at=NOW, outcome="founded", measures="Binôme terminé.",
        reporter=PersonFactory(), reporter_email="elle@exemple.invalid", accused=PersonFactory())
    for kept in (AlertFactory, ReadingFactory, EvidenceFactory):
        kept(report=made)
    return {f"safeguarding.{name}" for name in ("Report", "Alert", "Reading", "Evidence")}


def what_parents_allowed() -> Touched:
    made = AuthorisationFactory(status="revoked", asked_at=NOW - 30 * DAY, moved_at=NOW)
    AgreementFactory(guardian=GuardianFactory(authorisation=made), given_at=NOW - 29 * DAY, withdrawn_at=NOW)
    return {f"safeguarding.{name}" for name in ("Authorisation", "Guardian", "Agreement")}


PLANTED: dict[str, Callable[[], Touched]] = {
    "network.members": a_member, "network.contacts": a_contact, "network.proposals": a_proposal, "network.decisions": a_decision,
    "network.looks": a_look, "network.referents": a_referent, "network.logo_releases": a_release, "network.declarations": a_declaration,
    "people.codes": a_code, "people.consents": a_consent, "people.sign_ins": a_browser, "people.address_changes": a_change_of_address,
    "pool.profiles": a_profile, "pool.contributions": what_she_brought,
    "pool.busy_days": a_busy_day, "pool.rates": a_rate, "pool.off_days": days_away,
    "engagements.askers": a_request, "engagements.unconfirmed": an_unconfirmed_request, "engagements.words": words_about_a_visit,
    "joining.unconfirmed": an_unconfirmed_application, "joining.decided": a_welcomed_application,
    "joining.declined": a_declined_application, "joining.batches": a_file, "joining.links": an_invitation, "joining.merges": two_accounts,
    "members.views": a_view, "members.exports": a_file_taken_away, "members.subscriptions": a_subscription,
    "members.unconfirmed": an_unconfirmed_subscription, "members.recipients": a_reader, "members.issues": a_selection,
    "letters.letters": a_letter, "journal.traces": a_passage, "journal.acts": an_act, "rights.demands": a_demand,
    "rights.unconfirmed": an_unconfirmed_demand, "rights.holds": a_hold, "signatures.codes": a_code_to_sign,
    "signatures.signers": a_signer, "mentoring.unconfirmed": a_mentee_unconfirmed, "mentoring.unconfirmed_mentors": a_mentor_unconfirmed,
    "mentoring.unconfirmed_groups": a_group_unconfirmed, "mentoring.mentees": a_mentee_declined, "mentoring.mentors": a_mentor_withdrawn,
    "mentoring.references": a_reference, "mentoring.groups": a_group, "mentoring.programmes": a_programme, "mentoring.pairs": a_pair,
    "mentoring.scenarios": a_scenario, "mentoring.matches": a_match,
    "safeguarding.clearances": a_paper_seen, "safeguarding.bans": a_ban, "safeguarding.reports": a_safeguarding_report,
    "safeguarding.authorisations": what_parents_allowed,
}
