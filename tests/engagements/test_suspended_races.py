"""A report and an answer in the same instant: whoever it keeps away goes into a class only when her yes came first."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection

from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Invitation
from industrielles.kit.refusals import Refused
from industrielles.safeguarding import policies
from industrielles.safeguarding import verbs as safeguarding
from tests.at_once import meanwhile
from tests.factories.engagements import invited
from tests.factories.network import umbrella

pytestmark = pytest.mark.django_db(transaction=True)


def acts() -> tuple[Invitation, Any, Any]:
    """An invitation, the report that accuses her, her yes."""
    umbrella()
    one = invited()[0]
    day: dt.datetime = next(iter(one.engagement.proposed_dates.all())).starts_at
    said: dict[str, Any] = {"key": uuid.uuid4(), "words": "Il filme la classe.", "accused": one.role_model.person}
    return one, lambda: safeguarding.report(one.network, **said), lambda: engagements.accept(one, starts_at=day)


def test_a_yes_in_the_instant_of_a_report_is_refused_and_one_before_it_stands() -> None:
    one, report, accept = acts()
    results = meanwhile(report, accept)
    one.refresh_from_db()
    assert one.status == "withdrawn" and isinstance(results[1], Refused)
    one, report, accept = acts()
    results = meanwhile(accept, report)
    one.refresh_from_db()
    assert one.status == "accepted" and policies.is_suspended(one.role_model.person) and not isinstance(results[1], Refused)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="two at once write one after the other there")
def test_without_ending_what_she_was_asked_such_a_yes_would_pass(settings: Any) -> None:
    settings.SAFEGUARDING_FREEZES = []
    one, report, accept = acts()
    meanwhile(report, accept)
    one.refresh_from_db()
    assert one.status == "accepted"
