"""“My page”: what is expected of me, and nothing else."""
from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from industrielles.engagements import agenda, decisions
from industrielles.joining.queries import waiting_for
from industrielles.kit.doors import Door, signed_in
from industrielles.mentoring.queries_matching import waiting_for as mentoring_for
from industrielles.mentoring.tables import waiting as matches_for
from industrielles.network.models import Membership
from industrielles.network.policies import coordinates, is_at_rest
from industrielles.network.roles import Role
from industrielles.pool.policies import has_territory

NEAR = 3  # open requests shown when nothing else is expected


def offer_of(person: Any) -> str:
    """What a member without a profile may do: "make" it, when she has the role of a role model, else "become" one."""
    hers = Membership.objects.of(person)
    return "make" if hers.holding(Role.ROLE_MODEL).exists() else "become" if hers.exists() else ""


class Mine(Door, TemplateView):
    """What a coordinator has to decide, invitations to answer, visits to tell and to come, then the doors of each role."""

    policy = staticmethod(signed_in)
    template_name = "website/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        profile, answers, visits = agenda.profile_of(person), agenda.to_answer(person), agenda.visits_of(person)
        to_decide, to_dispatch = decisions.waiting(person)
        newcomers, proposals, matches = waiting_for(person), mentoring_for(person), matches_for(person)
        idle = not (answers or visits["to_tell"] or to_decide or to_dispatch or newcomers or proposals or matches)
        return super().get_context_data(**kwargs) | {
            "profile": profile, "offer": not profile and offer_of(person), "answers": answers, **visits, "idle": idle,
            "to_decide": to_decide, "to_dispatch": to_dispatch, "newcomers": newcomers, "proposals": proposals,
            "matches": matches,
            "found": agenda.near(profile, NEAR) if profile and idle else [],
            "leads": has_territory(person), "runs": coordinates(person), "at_rest": is_at_rest(person),
        }
