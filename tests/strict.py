"""Surroundings that show faults early: no network, rows in any order, guards of the database kept through the clean-up of tests."""
from __future__ import annotations

import gc
import os
import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest import mock

from industrielles.kit import guards

ON_RECORD = bool(os.environ.get("CI"))  # what is accepted is played with the same dice each time; at a desk, with others each time


@cache
def seed() -> int:
    """Of the order in which unordered rows come; TEST_SEED plays an order again."""
    return int(os.environ.get("TEST_SEED") or (1 if ON_RECORD else random.SystemRandom().randrange(10**6)))


def leave_the_house_alone() -> None:
    """The garbage collector no longer walks through what is loaded for good (models, tests): a tenth of the time of the tests."""
    gc.collect()
    gc.freeze()


def forbid_network() -> None:
    """Every connection that leaves the machine fails, in words."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(original: Any) -> Any:
        def checked(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(("127.", "::1", "localhost")):
                raise RuntimeError(f"Tests do not use the network: {address}")
            return original(self, address)
        return checked

    socket.socket.connect = guarded(connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded(connect_ex)  # type: ignore[method-assign]


@contextmanager
def any_order() -> Iterator[None]:
    """Rows of a queryset without an order are shuffled: who wants an order must ask for it."""
    from django.db.models import QuerySet

    fetch, dice = QuerySet._fetch_all, random.Random(seed())  # type: ignore[attr-defined]

    def fetch_shuffled(self: Any) -> None:
        fresh = self._result_cache is None
        fetch(self)
        if fresh and len(self._result_cache) > 1 and not self.query.combinator and not self.ordered:
            dice.shuffle(self._result_cache)

    with mock.patch.object(QuerySet, "_fetch_all", fetch_shuffled):
        yield


KEPT = ("django_content_type", "auth_permission")  # written when the database is made, the same for every test


def empty_only_what_is_filled() -> None:
    """Tests that commit are cleaned up by emptying the tables that hold rows: a TRUNCATE of every table takes PostgreSQL two seconds.
    Append-only tables refuse it: their triggers step aside for that."""
    from django.core.management.commands import flush
    from django.db import transaction
    from django.db.backends.base.operations import BaseDatabaseOperations

    def empty(self: Any, sql_list: list[str]) -> None:
        connection = self.connection
        with connection.cursor() as cursor:
            filled = filled_tables(connection, cursor)
            with triggers_aside(connection, filled), transaction.atomic(using=connection.alias):
                cursor.execute("SET CONSTRAINTS ALL DEFERRED" if connection.vendor == "postgresql" else "PRAGMA defer_foreign_keys = ON")
                for table in filled:
                    cursor.execute(f'DELETE FROM "{table}"')

    BaseDatabaseOperations.execute_sql_flush = empty  # type: ignore[method-assign]
    flush.emit_post_migrate_signal = lambda *args, **kwargs: None  # type: ignore[attr-defined]  # what it writes was kept


def filled_tables(connection: Any, cursor: Any) -> list[str]:
    """Tables that hold rows, but those that are KEPT."""
    tables = sorted({*connection.introspection.django_table_names(only_existing=True, include_views=False)} - {*KEPT})
    cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables))
    return [row[0] for row in cursor.fetchall()]


@contextmanager
def triggers_aside(connection: Any, tables: list[str]) -> Iterator[None]:
    """No trigger of ours fires inside, on these tables; all are back afterwards."""
    if connection.vendor == "sqlite":
        with guards.aside(connection):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal")
        guarded = sorted({row[0] for row in cursor.fetchall()} & set(tables))
        for table in guarded:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        try:
            yield
        finally:
            for table in guarded:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def force_login_passes_both_steps() -> None:
    """`client.force_login(person)` is a whole sign-in, both steps, that never grows old: signing in has its own tests (tests/people)."""
    from django.test import Client

    force = Client.force_login

    def force_both(self: Any, person: Any, backend: str | None = None) -> None:
        force(self, person, backend)
        session = self.session
        session.update({"second_step": 2**40, "since": 2**40, "seen": 2**40})  # seconds: long after any day that is played
        session.save()

    Client.force_login = force_both  # type: ignore[method-assign]
