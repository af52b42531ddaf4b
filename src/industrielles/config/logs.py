"""How faults are written to the log: where they happened and of what kind, without what people had typed, without a key or an address."""
from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

DATABASES = ("django.db", "psycopg", "sqlite3")  # their messages quote rows: "Key (email)=(…) already exists."
# What must not stand in a log: the signed key of a letter's link, an e-mail address; in the path of a request, a random key too.
KEY = re.compile(r"[\w=-]+:(?:[\w-]{4,8}:)?[\w-]{27,}")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
IN_A_PATH = re.compile(r"(?<=/)[\w-]{20,}(?=[/.?\s]|$)")


class Discreet(logging.Formatter):
    """Lines without keys and addresses; tracebacks without the message of a database's errors: those quote what was written (trust,
    threat 44). Whoever reads a log may not act for the reader of a letter."""

    def format(self, record: logging.LogRecord) -> str:
        line, end, rest = super().format(record).partition("\n")
        return ADDRESS.sub("…@…", KEY.sub("…", IN_A_PATH.sub("…", line) + end + rest))

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]) -> str:
        return "".join(told(ei[1])).rstrip("\n") if ei[1] is not None else ""


def told(fault: BaseException) -> Iterator[str]:
    """The lines of a traceback, what led to it first, as Python writes it."""
    before: Any = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if before is not None:
        yield from told(before)
        yield "\nThis led to:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(fault.__traceback__)
    yield from [f"{_name(fault)}\n"] if of_a_database(fault) else traceback.format_exception_only(fault)


def of_a_database(fault: BaseException) -> bool:
    """Whether this fault, or what it is a kind of, comes from Django's databases or a driver."""
    return any(f"{kind.__module__}.".startswith(tuple(f"{one}." for one in DATABASES)) for kind in type(fault).__mro__)


def _name(fault: BaseException) -> str:
    return f"{type(fault).__module__}.{type(fault).__qualname__}: (the message is not logged: it may quote what people wrote)"
