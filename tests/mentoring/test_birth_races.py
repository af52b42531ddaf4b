"""A birth date is corrected in the instant a parent takes back: both are done, neither waits for the other without end."""
from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from industrielles.kit.refusals import Refused
from industrielles.mentoring import holding
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Mentee, Pair
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Authorisation
from tests.at_once import at_once
from tests.factories.mentoring import born
from tests.factories.mentoring_life import pair
from tests.factories.network import coordinator_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_birth_date_is_corrected_while_a_parent_takes_back_and_neither_is_lost() -> None:
    for _round in range(3):
        made = pair()
        guardian, runs = made.mentee.person.authorisations.get().guardians.get(), coordinator_of(made.network)  # type: ignore[union-attr]
        said = {"born_on": born(17), "parent_name": "Sofia Moreau", "parent_email": "sofia@exemple.invalid", "by": runs}
        results = at_once(lambda one=guardian: safeguarding.revoke(one),
                          lambda one=made.mentee, said=said: mentoring.correct_birth(one, **said))
        assert not any(isinstance(one, Refused) for one in results)
        mentee = Mentee.objects.get(pk=made.mentee_id)
        assert mentee.age == 17 and mentee.status == Mentee.Status.LOCKED
        assert holding.stillness(Pair.objects.whole().get(pk=made.pk)) == "parent"


def test_control_holding_her_application_before_what_was_asked_of_her_parent_ends_one_of_the_two() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the other database lets one write at a time")
    made = pair()
    both_hold_one = threading.Barrier(2)

    def holds(*rows: Any) -> bool:
        with transaction.atomic():
            list(rows[0].select_for_update())
            both_hold_one.wait()
            list(rows[1].select_for_update())
        return True

    hers, asked = Mentee.objects.filter(pk=made.mentee_id), Authorisation.objects.of(made.mentee.person)
    results = at_once(lambda: holds(hers, asked), lambda: holds(asked, hers), met=(OperationalError,))
    assert sorted(one is True for one in results) == [False, True]
