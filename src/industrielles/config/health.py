"""/healthz: the process answers. /readyz: it can serve: database reached, migrations applied, a worker at work."""
from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import View

from industrielles.kit import jobs
from industrielles.kit.doors import Door, anyone


def unapplied() -> list[str]:
    """Names of the migrations that the code has and the database has not."""
    executor = MigrationExecutor(connection)
    return [f"{migration.app_label}.{migration.name}" for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def readiness() -> dict[str, bool]:
    """What must hold for this installation to serve, and whether it does."""
    try:
        migrated = not unapplied()
        return {"database": True, "migrations": migrated, "worker": migrated and jobs.alive()}
    except DatabaseError:
        return {"database": False, "migrations": False, "worker": False}


class Healthz(Door, View):
    """Alive: nothing is asked of the database."""

    policy = staticmethod(anyone)

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok\n", content_type="text/plain")


class Readyz(Door, View):
    """Ready to serve: 200, or 503 with what is missing."""

    policy = staticmethod(anyone)

    def get(self, request: HttpRequest) -> HttpResponse:
        state = readiness()
        return JsonResponse(state, status=200 if all(state.values()) else 503)
