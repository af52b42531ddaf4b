"""Guards stand in the database, are seen when they are gone, and survive the migrations to come."""
from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor

from industrielles.kit import guards
from industrielles.network.models import Membership
from tests.factories.network import GrantFactory, NetworkFactory

sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL alters tables in place")


def test_no_guard_is_missing(db: None) -> None:
    assert guards.DECLARED
    assert guards.missing(connection) == []


@pytest.mark.parametrize("guard", ["journal_entry_append_only", "network_grant_membership_network_key"])
def test_a_guard_of_which_any_part_is_gone_is_missing(db: None, guard: str) -> None:
    for part in guards.DECLARED[guard].parts(connection.vendor):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {part}")
            elif part.endswith("_key"):
                cursor.execute(f"ALTER TABLE network_grant DROP CONSTRAINT {part}")
            else:
                cursor.execute(f"ALTER TABLE journal_entry DISABLE TRIGGER {part}")
        assert part in guards.missing(connection)


@pytest.fixture
def migrating(transactional_db: None) -> Iterator[None]:
    """As in a migration: keys are off while tables are remade."""
    connection.disable_constraint_checking()
    yield
    connection.enable_constraint_checking()


@sqlite
def test_a_table_remade_by_a_migration_keeps_its_guards_and_those_that_name_it(migrating: None) -> None:
    grant = GrantFactory()
    with connection.schema_editor() as editor:
        editor._remake_table(Membership)
    assert guards.missing(connection) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=grant.membership_id).update(network=NetworkFactory())


@sqlite
def test_djangos_own_editor_could_not_remake_it(migrating: None) -> None:
    """Positive control."""
    with pytest.raises(OperationalError, match="error in trigger"), DatabaseSchemaEditor(connection) as editor:
        editor._remake_table(Membership)
