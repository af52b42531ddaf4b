"""What a request writes: every INSERT, UPDATE and DELETE that touched a row, by table. Nothing of it stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from industrielles.journal.models import Entry

WRITE = re.compile(r'^\s*(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.I)
# Marks of passage, which no reader could call a change: her session and when it was last seen, how many pages of the directory were opened
# from one place. Readings of what is sensitive are noted too: rows of the journal that say `once`.
MARKS = {
    "django_session": "the session of who asks",
    "people_mention": "whom the session of who asks speaks of",
    "people_signin": "when this browser was last seen",
    "pool_rate": "how many pages of the directory one place opened",
    "kit_beat": "a worker lives",
}


class Writes(list[tuple[str, str]]):
    """(act, table) of what was written, marks of passage left out; `said`: the statements with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, Any]] = []

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        found = WRITE.match(str(sql))
        if found and _touched(found[1], sql, context) and found[2] not in MARKS and not self._reading(found[2], sql, params):
            self.append((found[1].split()[0].upper(), found[2]))
            self.said.append((str(sql), params))
        return result

    def _reading(self, table: str, sql: str, params: Any) -> bool:
        """Whether this is a row of the journal that says who read what, today."""
        return table == Entry._meta.db_table and any(
            re.fullmatch(r"\d+/[\w.]+/[\w.]+/\d+/\d{4}-\d\d-\d\d", str(one)) for one in params or ()
        )


def _touched(act: str, sql: str, context: Any) -> bool:
    """Whether a row was written. Of an INSERT that returns its row nothing is known yet: it would have failed."""
    return context["cursor"].rowcount != 0 or (act.upper() == "INSERT INTO" and "CONFLICT" not in sql)


@contextmanager
def watched() -> Iterator[Writes]:
    """What is written inside."""
    writes = Writes()
    with connection.execute_wrapper(writes):
        yield writes


@contextmanager
def undone() -> Iterator[Writes]:
    """What is written inside, which is then undone."""
    with transaction.atomic():
        with watched() as writes:
            yield writes
        transaction.set_rollback(True)
