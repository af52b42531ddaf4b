"""What Django's `check` also looks at: every function that the settings name exists."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.module_loading import import_string


@register()
def functions_named_in_settings_exist(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """What the settings name by dotted path in the rooms: jobs, questions, erasers, sheets, rules, consequences."""
    named = [*settings.CONTINUOUS, *(path for path, _seconds in settings.PERIODIC.values()), *settings.CHECKUPS, *settings.ERASERS,
             *settings.EXPORTERS, *settings.EXPORTERS_BY_ADDRESS, *settings.ERASERS_BY_ADDRESS, *settings.RETENTION,
             *settings.CONSENT_WITHDRAWN, *settings.LETTER_READERS.values(),
             *settings.NETWORK_SUCCESSORS, *settings.MEMBER_CARRIERS, *settings.NETWORK_COUNTS,
             *settings.SAFEGUARDING_EVIDENCE, *settings.SAFEGUARDING_FREEZES, *settings.SAFEGUARDING_RELEASES, *settings.CLEARANCE_LAPSED,
             *settings.AUTHORISATION_CHANGED, *settings.BANNED, *settings.RECOGNISED, settings.ROLES_AT_REST]
    faults: list[CheckMessage] = []
    for path in named:
        try:
            import_string(path)
        except ImportError as fault:
            faults.append(Error(f"The settings name {path}, which does not exist: {fault}", id="industrielles.E001"))
    return faults


@register(deploy=True)
def production_has_a_server_for_a_database(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """SQLite serves a demo and a small network; production is PostgreSQL (docs/decisions)."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return [Warning("Production on SQLite: backups and one machine only; PostgreSQL is recommended.", id="industrielles.W001")]
    return []
