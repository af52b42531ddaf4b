"""The real keys that letters bring, for rows of a network: what stands in the addresses that ask for no session."""

from __future__ import annotations

from django.core.signing import Signer

from industrielles.engagements import addresses as visits
from industrielles.engagements.models import Engagement, Invitation
from industrielles.joining import addresses as arrivals
from industrielles.joining.models import Merge
from industrielles.kit import links
from industrielles.letters.addresses import hashed
from industrielles.letters.links import CHOOSE, STOP
from industrielles.members.verbs.subscriptions import CONFIRM as NEWS
from industrielles.mentoring import addresses as mentoring
from industrielles.mentoring.models import Group
from industrielles.mentoring.verbs.life import CHARTER
from industrielles.network import telling as proposals
from industrielles.network import verbs as network
from industrielles.network.models import Decision
from industrielles.network.roles import Role
from industrielles.people.models import AddressChange
from industrielles.people.verbs.addresses import PURPOSE as UNDO
from industrielles.people.verbs.codes import PROOF
from industrielles.pool import verbs as pool
from industrielles.pool.verbs.confirmations import STILL_TRUE
from industrielles.rights.telling import CONFIRM as DEMAND
from industrielles.safeguarding.telling import GUARDIAN
from tests.canaries import Side
from tests.factories.joining import applied
from tests.factories.members import SubscriptionFactory
from tests.factories.network import ProposalFactory
from tests.factories.people import AddressChangeFactory, AuthenticatorFactory
from tests.factories.rights import DemandFactory

Key = dict[str, str]


def held(side: Side) -> dict[str, Key]:
    """By name of address, or by room for the rest of its addresses."""
    word = side.marker
    return {
        **of_visits(side),
        **of_arrivals(side),
        **of_mentoring(side),
        "letters:choose": token(CHOOSE, hashed(side.people[Role.MEMBER].email)),
        "letters:stop": token(STOP, f"{hashed(side.people[Role.MEMBER].email)}.{side.network.pk}"),
        "members:confirm": token(
            NEWS, SubscriptionFactory(network=side.network, confirmed_at=None, email=f"abonnee.{word}@exemple.invalid").code
        ),
        "network:confirm": token(proposals.CONFIRM, ProposalFactory(email=f"propose.{word}@exemple.invalid").code),
        "network:reply": token(
            proposals.REPLY, ProposalFactory(status="asked", question="Combien ?", email=f"repond.{word}@exemple.invalid").code
        ),
        "network:stop_step": token(proposals.STOP, lost_step_of(side).code),
        "people:trust": token(PROOF, side.people[Role.MEMBER].code),
        "people:undo_address": token(UNDO, change_of(side).code),
        "pool:still_true": token(STILL_TRUE, side.public.code),
        "rights:by_link": token(DEMAND, DemandFactory(network=side.network, person=None, email=f"droits.{word}@exemple.invalid").code),
    }


def of_visits(side: Side) -> dict[str, Key]:
    """Keys of requests and invitations at the stage where the page has something to do."""
    feed = pool.open_feed(side.public, by=side.public.person)
    elsewhen = side.requests["requested"]
    at = {stage: one.invitations.get() for stage, one in side.requests.items() if stage in ("proposed", "confirmed", "told")}
    follow = {stage: by_version(visits.FOLLOW, one) for stage, one in side.requests.items()}
    return {
        "engagements": follow["requested"],
        **{
            f"engagements:{name}": by_version(visits.ANSWER, at["proposed"])
            for name in ("answer", "answer_counter", "answer_decline", "answer_pass_on")
        },
        "engagements:answer_release": by_version(visits.ANSWER, at["confirmed"]),
        "engagements:answer_calendar": by_version(visits.ANSWER, at["confirmed"]),
        "engagements:answer_report": by_version(visits.REPORT, at["confirmed"]),
        "engagements:date_answer": token(visits.DATE, at["proposed"].code, side.requests["proposed"].link_version),
        "engagements:confirm": by_version(visits.CONFIRM, elsewhen),
        "engagements:follow_report": follow["confirmed"],
        "engagements:follow_calendar": follow["confirmed"],
        "engagements:unpublish_places": follow["published"],
        "engagements:feed": {"key": feed.feed_key},
    }


def of_arrivals(side: Side) -> dict[str, Key]:
    asked = applied(network=side.network, email=f"arrive.{side.marker}@exemple.invalid", first_name=f"Marie{side.marker}")
    merging = Merge.objects.get(asked_by=side.people["coordinator"])
    return {
        "joining:confirm": token(arrivals.CONFIRM, asked.code),
        "joining:refuse": token(arrivals.REFUSE, asked.code),
        "joining:invited": {"token": Signer(salt=arrivals.INVITE).sign(side.link.code)},
        "joining": token(arrivals.KEPT, merging.code),
    }


def of_mentoring(side: Side) -> dict[str, Key]:
    return {
        "mentoring:confirm": token(mentoring.MENTEE, side.mentee.code),
        "mentoring:confirm_as_parent": token(mentoring.PARENT, side.mentee.code),
        "mentoring:confirm_mentor": token(mentoring.MENTOR, side.mentor.code),
        "mentoring:confirm_group": token(mentoring.GROUP, Group.objects.filter(programme=side.programme)[0].code),
        "mentoring:sign_as_parent": token(CHARTER, side.pair.code),
        "mentoring": {"token": Signer(salt=mentoring.COME).sign(Group.objects.filter(programme=side.programme)[0].code)},
        "safeguarding": token(GUARDIAN, side.authorisation.guardians.all()[0].code),
    }


def token(purpose: str, code: str, version: int = 1) -> Key:
    return {"token": links.sign(purpose, code, version)}


def by_version(purpose: str, row: Engagement | Invitation) -> Key:
    return token(purpose, row.code, row.link_version)


def change_of(side: Side) -> AddressChange:
    she = side.people["ambassador"]
    return AddressChangeFactory(person=she, old_email=f"ancienne.{side.marker}@exemple.invalid", new_email=she.email)


def lost_step_of(side: Side) -> Decision:
    she = side.people[Role.STATISTICIAN]
    AuthenticatorFactory(person=she)
    return network.lose_step(she, words="Téléphone tombé à l’eau.", by=she)
