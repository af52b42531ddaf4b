"""How much is read: what is a lookup reads as many rows among thousands as among three."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


class RowsRead:
    """`rows` that the database gave, `queries` that asked for them."""

    def __init__(self) -> None:
        self.rows = self.queries = 0
        self._asking = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith("SELECT") and not self._asking:
            self._asking = True
            with connection.cursor() as again:  # the rows of the first one are its reader's
                again.execute(sql, params)
                self.rows += len(again.fetchall())
            self._asking = False
            self.queries += 1
        return execute(sql, params, many, context)


@contextmanager
def rows_read() -> Iterator[RowsRead]:
    """What is read inside."""
    counted = RowsRead()
    with connection.execute_wrapper(counted):
        yield counted
