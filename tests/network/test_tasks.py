"""People who left long ago are forgotten by themselves."""
import datetime as dt

import pytest

from industrielles.kit import clock
from industrielles.network import verbs as network
from tests.factories.network import MembershipFactory
from tests.sweeping import swept

pytestmark = pytest.mark.django_db


def years_later(years: int, days: int = 0) -> dt.datetime:
    now = clock.now()
    return now.replace(year=now.year + years, day=min(now.day, 28)) + dt.timedelta(days=days)


def test_who_left_every_network_five_years_ago_is_erased_and_nobody_else():
    left, stays = MembershipFactory(), MembershipFactory()
    network.leave(left, by=None)
    with clock.at(years_later(5, -5)):
        assert swept("network.members") == 0
    with clock.at(years_later(5, 2)):
        assert swept("network.members") == 1
        assert swept("network.members") == 0
    left.person.refresh_from_db()
    stays.person.refresh_from_db()
    assert (left.person.email, left.person.first_name) == (None, "")
    assert stays.person.email


def test_who_left_one_network_and_is_in_another_is_kept():
    left = MembershipFactory()
    MembershipFactory(person=left.person)
    network.leave(left, by=None)
    with clock.at(years_later(9)):
        assert swept("network.members") == 0
