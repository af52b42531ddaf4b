"""Rules kept by the database itself, with one body for SQLite and one for PostgreSQL.

`AppendOnly` refuses UPDATE, DELETE and TRUNCATE on a table. `Only` refuses a new row while something does not hold. `CompositeKey` keeps
(child columns) pointing at an existing (parent columns), so that a row of one network cannot point into another. They are migration
operations. When a migration remakes a table of SQLite, `aside` keeps the triggers (kit.sqlite3); `missing(connection)` (used by doctor
and tests) says what is absent.
"""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.migrations.operations.base import Operation

DECLARED: dict[str, Guard] = {}  # by name; filled when the migrations are loaded


class Guard(Operation):
    """Base: runs `sqlite()` or `postgresql()` statements, reversible by `undo_…`."""

    reduces_to_sql = True
    reversible = True
    name = ""
    table = ""
    PARTS: dict[str, tuple[str, ...]] = {}  # vendor -> ends of the names of its triggers or constraints

    def parts(self, vendor: str) -> set[str]:
        """Names of everything this guard is made of in that database."""
        return {f"{self.name}{end}" for end in self.PARTS[vendor]}

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in getattr(self, schema_editor.connection.vendor)():
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in getattr(self, f"undo_{schema_editor.connection.vendor}")():
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Guard {self.name}"


class AppendOnly(Guard):
    """Rows of `table` can be added, never changed nor removed."""

    PARTS = {"sqlite": ("", "_update"), "postgresql": ("", "_truncate")}

    def __init__(self, table: str) -> None:
        self.table, self.name = table, f"{table}_append_only"
        DECLARED[self.name] = self

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table], {}

    def sqlite(self) -> list[str]:
        say = f"SELECT RAISE(ABORT, '{self.table} is append-only')"
        return [
            f"CREATE TRIGGER {self.name}_update BEFORE UPDATE ON {self.table} BEGIN {say}; END",
            f"CREATE TRIGGER {self.name} BEFORE DELETE ON {self.table} BEGIN {say}; END",
        ]

    def undo_sqlite(self) -> list[str]:
        return [f"DROP TRIGGER IF EXISTS {self.name}_update", f"DROP TRIGGER IF EXISTS {self.name}"]

    def postgresql(self) -> list[str]:
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {self.name} BEFORE UPDATE OR DELETE ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()",
            f"CREATE TRIGGER {self.name}_truncate BEFORE TRUNCATE ON {self.table} FOR EACH STATEMENT EXECUTE FUNCTION {self.name}()",
        ]

    def undo_postgresql(self) -> list[str]:
        return [f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}", f"DROP TRIGGER IF EXISTS {self.name}_truncate ON {self.table}",
                f"DROP FUNCTION IF EXISTS {self.name}()"]


class Ageing(Guard):
    """Rows of an append-only table that are old enough, by `condition` (SQL on OLD, the same for both databases), may be removed."""

    PARTS = AppendOnly.PARTS

    def __init__(self, table: str, condition: str) -> None:
        self.table, self.condition, self.name = table, condition, f"{table}_append_only"
        DECLARED[self.name] = AppendOnly(table)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.condition], {}

    def sqlite(self) -> list[str]:
        say = f"SELECT RAISE(ABORT, '{self.table} is append-only')"
        return [f"DROP TRIGGER {self.name}",
                f"CREATE TRIGGER {self.name} BEFORE DELETE ON {self.table} WHEN ({self.condition}) IS NOT TRUE BEGIN {say}; END"]

    def undo_sqlite(self) -> list[str]:
        return [f"DROP TRIGGER {self.name}", AppendOnly(self.table).sqlite()[1]]

    def postgresql(self) -> list[str]:
        return [self._function(f"IF TG_OP = 'DELETE' THEN IF ({self.condition}) THEN RETURN OLD; END IF; END IF;")]

    def undo_postgresql(self) -> list[str]:
        return [self._function("")]

    def _function(self, first: str) -> str:
        return (f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {first} "
                f"RAISE EXCEPTION '{self.table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$")


class Only(Guard):
    """Rows of `table` are added only while `condition` holds (SQL on NEW, the same for both databases)."""

    PARTS = {"sqlite": ("",), "postgresql": ("",)}

    def __init__(self, table: str, condition: str) -> None:
        self.table, self.condition, self.name = table, condition, f"{table}_only"
        DECLARED[self.name] = self

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.condition], {}

    def sqlite(self) -> list[str]:
        return [f"CREATE TRIGGER {self.name} BEFORE INSERT ON {self.table} WHEN ({self.condition}) IS NOT TRUE "
                f"BEGIN SELECT RAISE(ABORT, '{self.name}: not now'); END"]

    def undo_sqlite(self) -> list[str]:
        return [f"DROP TRIGGER IF EXISTS {self.name}"]

    def postgresql(self) -> list[str]:
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ({self.condition}) IS NOT TRUE THEN "
            f"RAISE EXCEPTION '{self.name}: not now' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {self.name} BEFORE INSERT ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]

    def undo_postgresql(self) -> list[str]:
        return [f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}", f"DROP FUNCTION IF EXISTS {self.name}()"]


class CompositeKey(Guard):
    """(`columns`) of `table` must exist as (`parent_columns`) of `parent`; a real foreign key on PostgreSQL, triggers on SQLite.

    The parent's columns need a unique constraint. A NULL in any of the child's columns is not checked (MATCH SIMPLE).
    """

    PARTS = {"sqlite": ("", "_update", "_parent", "_gone"), "postgresql": ("",)}

    def __init__(self, table: str, columns: tuple[str, ...], parent: str, parent_columns: tuple[str, ...]) -> None:
        self.table, self.columns, self.parent, self.parent_columns = table, columns, parent, parent_columns
        self.name = f"{table}_{'_'.join(c.removesuffix('_id') for c in columns)}_key"
        DECLARED[self.name] = self

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.columns, self.parent, self.parent_columns], {}

    def sqlite(self) -> list[str]:
        present = " AND ".join(f"NEW.{c} IS NOT NULL" for c in self.columns)
        match = " AND ".join(f"p.{q} = NEW.{c}" for c, q in zip(self.columns, self.parent_columns, strict=True))
        held = " AND ".join(f"c.{c} = OLD.{q}" for c, q in zip(self.columns, self.parent_columns, strict=True))
        changed = " OR ".join(f"NEW.{q} IS NOT OLD.{q}" for q in self.parent_columns)
        say = f"SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed: {self.name}')"
        child = f"WHEN {present} AND NOT EXISTS (SELECT 1 FROM {self.parent} p WHERE {match}) BEGIN {say}; END"
        used = f"EXISTS (SELECT 1 FROM {self.table} c WHERE {held})"
        return [
            f"CREATE TRIGGER {self.name} BEFORE INSERT ON {self.table} {child}",
            f"CREATE TRIGGER {self.name}_update BEFORE UPDATE OF {', '.join(self.columns)} ON {self.table} {child}",
            f"CREATE TRIGGER {self.name}_parent BEFORE UPDATE OF {', '.join(self.parent_columns)} ON {self.parent} "
            f"WHEN ({changed}) AND {used} BEGIN {say}; END",
            f"CREATE TRIGGER {self.name}_gone BEFORE DELETE ON {self.parent} WHEN {used} BEGIN {say}; END",
        ]

    def undo_sqlite(self) -> list[str]:
        return [f"DROP TRIGGER IF EXISTS {self.name}{end}" for end in ("", "_update", "_parent", "_gone")]

    def postgresql(self) -> list[str]:
        return [f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} FOREIGN KEY ({', '.join(self.columns)}) "
                f"REFERENCES {self.parent} ({', '.join(self.parent_columns)}) DEFERRABLE INITIALLY IMMEDIATE"]

    def undo_postgresql(self) -> list[str]:
        return [f"ALTER TABLE {self.table} DROP CONSTRAINT IF EXISTS {self.name}"]


def missing(connection: Any) -> list[str]:
    """Triggers and constraints that the migrations declare and that this database does not have, or has turned off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
                           "UNION SELECT conname FROM pg_constraint WHERE convalidated")
        present = {row[0] for row in cursor.fetchall()}
    return sorted({part for guard in DECLARED.values() for part in guard.parts(connection.vendor)} - present)


@contextmanager
def aside(connection: Any) -> Iterator[None]:
    """No trigger of SQLite exists inside; all are back afterwards, whatever happens: it is one transaction."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)
