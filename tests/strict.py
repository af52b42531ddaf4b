"""Surroundings that show faults early: no network, rows in any order, guards of the database kept through the clean-up of tests."""
from __future__ import annotations

import os
import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest import mock

from industrielles.kit import guards


@cache
def seed() -> int:
    """Of the order in which unordered rows come; TEST_SEED plays an order again."""
    return int(os.environ.get("TEST_SEED") or random.SystemRandom().randrange(10**6))


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


def lift_guards_while_flushing() -> None:
    """Tests that commit are cleaned up by emptying every table, which append-only tables refuse: their triggers step aside for that."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_without_guards(self: Any, sql_list: list[str]) -> None:
        with triggers_aside(self.connection):
            flush(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = flush_without_guards  # type: ignore[method-assign]


@contextmanager
def triggers_aside(connection: Any) -> Iterator[None]:
    """No trigger of ours fires inside; all are back afterwards."""
    if connection.vendor == "sqlite":
        with guards.aside(connection):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        try:
            yield
        finally:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
