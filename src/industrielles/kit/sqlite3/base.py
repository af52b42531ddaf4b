"""Django's SQLite, which keeps the guards when a migration remakes a table (see kit.guards)."""
from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base, schema

from .. import guards


class SchemaEditor(schema.DatabaseSchemaEditor):
    """SQLite drops the triggers of a remade table, and refuses to remake one that triggers of others name: they step aside."""

    def _remake_table(self, *args: Any, **options: Any) -> None:
        with guards.aside(self.connection):
            super()._remake_table(*args, **options)  # type: ignore[misc]


class DatabaseWrapper(base.DatabaseWrapper):
    """The engine "industrielles.kit.sqlite3"."""

    SchemaEditorClass = SchemaEditor
