"""The database itself keeps the rows of a network together."""
from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from industrielles.kit import guards
from industrielles.network.models import Grant, Membership
from industrielles.pool.models import Ambassador, OffDays, RoleModel
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, OrganisationFactory
from tests.factories.pool import AmbassadorFactory, OffDaysFactory, RoleModelFactory

pytestmark = pytest.mark.django_db


def refused(model: type, pk: int, **fields: object) -> bool:
    """Whether the database refuses this change, made behind the back of every verb."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**fields)
    except IntegrityError:
        return True
    return False


def test_a_membership_keeps_to_the_organisations_of_its_network() -> None:
    a, b = NetworkFactory(), NetworkFactory()
    membership = MembershipFactory(network=a, organisation=OrganisationFactory(network=a))
    assert refused(Membership, membership.pk, organisation=OrganisationFactory(network=b))
    assert refused(Membership, membership.pk, network=b)


def test_a_role_keeps_to_the_memberships_of_its_network() -> None:
    a, b = NetworkFactory(), NetworkFactory()
    grant = GrantFactory(network=a)
    assert refused(Grant, grant.pk, network=b)
    assert refused(Grant, grant.pk, membership=MembershipFactory(network=b))
    assert refused(Membership, grant.membership_id, network=b)


def test_a_role_model_keeps_to_her_network() -> None:
    a, b = NetworkFactory(), NetworkFactory()
    role_model = RoleModelFactory(network=a, ambassador=AmbassadorFactory(network=a))
    assert refused(RoleModel, role_model.pk, ambassador=AmbassadorFactory(network=b))
    assert refused(RoleModel, role_model.pk, membership=MembershipFactory(network=b))
    assert refused(RoleModel, role_model.pk, network=b)
    assert refused(Ambassador, role_model.ambassador_id, network=b)


def test_days_off_keep_to_the_network_of_their_role_model() -> None:
    days = OffDaysFactory()
    assert refused(OffDays, days.pk, network=NetworkFactory())


def test_a_row_born_in_the_wrong_network_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AmbassadorFactory(network=NetworkFactory(), membership=MembershipFactory(network=NetworkFactory()))


def test_moving_within_the_network_is_allowed() -> None:
    """The positive control: what is refused above is refused for its network, not for being an update."""
    a = NetworkFactory()
    role_model = RoleModelFactory(network=a)
    assert not refused(RoleModel, role_model.pk, ambassador=AmbassadorFactory(network=a))


def test_every_declared_guard_is_there() -> None:
    assert [name for name in guards.missing(connection) if name.startswith(("network_", "pool_"))] == []
