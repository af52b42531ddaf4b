from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from industrielles.ledger.models import Entry
from tests.factories.ledger import EntryFactory, TargetFactory
from tests.ledger.conftest import record

pytestmark = pytest.mark.django_db
CHANGES = [
    "UPDATE ledger_entry SET quantity = 9999",
    "UPDATE ledger_entry SET recorded_at = recorded_at",
    "DELETE FROM ledger_entry",
    "DELETE FROM ledger_entry WHERE line = 0",
]
SQLITE = ["INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry WHERE line = 0",
          "REPLACE INTO ledger_entry SELECT * FROM ledger_entry"]
POSTGRESQL = ["TRUNCATE ledger_entry", "TRUNCATE ledger_organiserset CASCADE",
              "INSERT INTO ledger_entry SELECT * FROM ledger_entry ON CONFLICT (id) DO UPDATE SET quantity = 9999"]


def changes() -> list[str]:
    return CHANGES + (SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def test_the_database_itself_refuses_every_change_of_what_was_counted(tree: Any) -> None:
    record(1)
    before = list(Entry.objects.values())
    for statement in changes():
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert list(Entry.objects.values()) == before, statement


def test_the_database_refuses_a_second_reversal_and_a_reversal_that_adds(tree: Any) -> None:
    first = record(1)[0]
    same = {"organisers": first.organisers, "reverses": first, "fact": first.fact, "source_key": "1", "source_type": first.source_type}
    EntryFactory(quantity=-14, **same)
    for quantity in (-14, 14):
        with pytest.raises(IntegrityError), transaction.atomic():
            EntryFactory(quantity=quantity, **same)


def test_the_database_refuses_a_reversal_of_nothing(tree: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(reverses_id=10**9, quantity=-1)
        connection.check_constraints()


def test_no_key_of_the_ledger_leads_out_of_it() -> None:
    from django.apps import apps

    targets = {f.related_model for model in apps.get_app_config("ledger").get_models() for f in model._meta.get_fields()
               if isinstance(f, models.ForeignKey)}
    assert {model._meta.app_label for model in targets} == {"ledger"}


def test_sums_of_the_common_questions_come_from_the_index_alone(tree: Any) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by the size of the table; measured in benchmarks/ledger_sums.py")
    query = Entry.objects.filter(fact="tests.people").under(tree.umbrella).order_by().values("month", "department", "audience", "gender")
    plan = query.annotate(n=models.Sum("quantity")).explain()
    assert "USING COVERING INDEX ledger_sums" in plan


def test_a_target_that_ends_before_it_starts_is_refused_in_words() -> None:
    import datetime as dt

    from django.core.exceptions import ValidationError

    target = TargetFactory.build(starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2026, 8, 1))
    with pytest.raises(ValidationError):
        target.full_clean()
