"""Who may, in this room. A role model decides herself what is public; her network looks after the rest."""

from __future__ import annotations

from typing import Any

from industrielles.network.models import Membership
from industrielles.network.policies import has_networks, roles_to_give, runs
from industrielles.network.roles import MAY_TAKE, Role

from .models import Ambassador, RoleModel


def is_herself(person: Any, role_model: RoleModel | None) -> bool:
    """Her own profile, while she is a role model."""
    return (
        role_model is not None and role_model.ended_on is None and role_model.person_id == getattr(person, "pk", None) and person.is_active
    )


def is_hers_or_run(person: Any, role_model: RoleModel | None) -> bool:
    """Her own profile, or one of a network this person runs."""
    return is_herself(person, role_model) or (role_model is not None and runs(person, role_model.network))


can_describe = can_publish = is_herself  # her words and her consent: nobody else's
can_unpublish = can_pause = can_retire = can_set_off_days = is_hers_or_run


def can_offer(person: Any, membership: Membership) -> bool:
    """May make this member a role model: herself, or who runs the network."""
    return membership.person_id == getattr(person, "pk", None) or runs(person, membership.network)


def can_contribute(person: Any, membership: Membership | None) -> bool:
    """A member says herself what she brings."""
    return membership is not None and membership.ended_on is None and membership.person_id == getattr(person, "pk", None)


def can_see_photo(person: Any, role_model: RoleModel | None) -> bool:
    """Anybody once she is public and agreed to it; else herself and those who run her network."""
    return role_model is not None and (
        (role_model.is_public and role_model.has_public_photo) or is_hers_or_run(person, role_model))


def can_appoint(person: Any, membership: Membership) -> bool:
    """May name an ambassador: who runs the network, never herself."""
    return membership.person_id != getattr(person, "pk", None) and runs(person, membership.network)


def can_dismiss(person: Any, ambassador: Ambassador) -> bool:
    """Who runs the network; an ambassador may lay down her own charge."""
    return ambassador.person_id == getattr(person, "pk", None) or runs(person, ambassador.network)


def can_sign_charter(person: Any, ambassador: Ambassador | None) -> bool:
    """Herself, while she leads a territory."""
    return (ambassador is not None and ambassador.ended_on is None and ambassador.person_id == getattr(person, "pk", None)
            and bool(person.is_active))


def can_read_charter(person: Any, signature: Any) -> bool:
    """The paper and the evidence of a charter: she who signed, or who runs the network she signed for."""
    if signature is None or not getattr(person, "pk", None) or not person.is_active:
        return False
    if (signature.signer_type, signature.signer_key) == (person._meta.label_lower, str(person.pk)):
        return True
    ambassador = Ambassador.objects.filter(pk=signature.subject_key).select_related("network").first()
    return ambassador is not None and runs(person, ambassador.network)


def can_train(person: Any, ambassador: Ambassador) -> bool:
    """Who runs the network notes trainings and lets her begin; nobody for herself."""
    return ambassador.person_id != getattr(person, "pk", None) and runs(person, ambassador.network)


def reads_coverage(person: Any, subject: Any = None) -> bool:
    """Runs a network: sees where it lacks an ambassador."""
    return has_networks(person)


def can_entrust(person: Any, role_model: RoleModel) -> bool:
    """May entrust a role model to an ambassador: who runs her network."""
    return runs(person, role_model.network)


def has_territory(person: Any, subject: Any = None) -> bool:
    """Is an ambassador somewhere."""
    return bool(getattr(person, "pk", None)) and person.is_active and Ambassador.objects.current().filter(person=person).exists()


def has_profile(person: Any, subject: Any = None) -> bool:
    """Is a role model, or may offer to be one: a member of some network."""
    return bool(getattr(person, "pk", None)) and person.is_active and person.memberships.filter(ended_on=None).exists()


def is_role_model(person: Any, subject: Any = None) -> bool:
    """Is a role model somewhere."""
    return bool(getattr(person, "pk", None)) and person.is_active and RoleModel.objects.current().filter(person=person).exists()


def can_lead(person: Any, membership: Membership | None) -> bool:
    """Runs the network of this member: sees her roles, gives and takes those within her own right."""
    return membership is not None and runs(person, membership.network)


def roles_for(person: Any, membership: Membership) -> list[Role]:
    """The roles this person may give this member."""
    if membership.person_id == getattr(person, "pk", None):
        return list(MAY_TAKE)
    return roles_to_give(person, [membership.network])
