"""A small world for the pages of teachers and role models: a network, a school, a woman of industry, and requests made by the verbs."""
from __future__ import annotations

import datetime as dt
import re
import uuid
from types import SimpleNamespace
from typing import Any

from django.test import Client

from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement
from industrielles.letters.models import Letter
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.places import CommuneFactory, HolidayFactory, SchoolFactory
from tests.factories.pool import RoleModelFactory

NOW = "2026-11-16 10:00:00+01:00"  # a Monday
DAY, OTHER_DAY = dt.date(2026, 12, 8), dt.date(2026, 12, 10)
TEACHER = "camille.martin@ac-lille.exemple"


def world() -> SimpleNamespace:
    """One network of the Nord with its coordinator, a school in Dunkerque, a role model in Lille."""
    commune = CommuneFactory(code="59183", name="Dunkerque", latitude=51.03, longitude=2.37)
    school = SchoolFactory(uai="0590064X", name="Lycée de l’Europe", commune=commune, postcode="59640")
    HolidayFactory(zone=school.academy.zone)
    network = NetworkFactory(name="Réseau du Nord", departments=[school.department])
    lille = CommuneFactory(code="59350")
    who = RoleModelFactory(network=network, commune=lille, membership__person__first_name="Nadia", membership__person__last_name="Benali",
                           membership__person__phone="06 00 00 00 01", radius_km=100)
    return SimpleNamespace(network=network, school=school, coordinator=coordinator_of(network), role_model=who)


def answers(school: Any, **changes: str) -> dict[int, dict[str, str]]:
    """What a teacher types at each step."""
    steps = {
        1: {"school": str(school), "uai": school.pk, "level": "2de", "class_labels": "2de 4, 2de 5", "headcount": "28 élèves",
            "girls": "12"},
        2: {"form": "on site", "minutes": "60", "aims": "Parler de robots.", "branch": "", "reach": ""},
        3: {"date1": DAY.isoformat(), "moment1": "morning", "date2": OTHER_DAY.isoformat(), "moment2": "afternoon", "date3": "",
            "moment3": "all day", "window_from": "", "window_to": ""},
        4: {"contact_name": "Camille Martin", "contact_role": "Technologie", "contact_email": TEACHER, "contact_phone": "03 00 00 00 00"},
    }
    for name, value in changes.items():
        next(step for step in steps.values() if name in step)[name] = value
    return steps


def fill(client: Client, steps: dict[int, dict[str, str]]) -> str:
    """Fill in the steps; the key of the draft, from the last page."""
    for step, typed in steps.items():
        answer = client.post(f"/demander/{step}/", typed)
        assert answer.status_code == 302, answer.content.decode()
    found = re.search(r'name="key" value="([^"]+)"', client.get("/demander/5/").content.decode())
    assert found
    return found[1]


def request(here: SimpleNamespace, *, confirmed: bool = True, **fields: Any) -> Engagement:
    """A request made by the verb, as the pages make it."""
    school = here.school
    made = engagements.ask(**{
        "request_key": uuid.uuid4(), "school": school, "school_name": str(school), "department": school.department,
        "commune": school.commune, "level": "2de", "class_labels": ["2de 4"], "headcount": 28, "girls": 12, "remote": False,
        "dates": [(DAY, "morning"), (OTHER_DAY, "afternoon")], "window": None, "minutes": 60, "aims": "Parler de robots.", "branch": None,
        "contact_name": "Camille Martin", "contact_role": "Technologie", "contact_email": TEACHER, "contact_phone": "03 00 00 00 00",
        "language": "fr", **fields})
    return engagements.confirm(made) if confirmed else made


def link(to: str, path: str) -> str:
    """The address below `path` in the latest letter to this reader."""
    for letter in Letter.objects.filter(address=to).order_by("-pk"):
        found = re.search(rf"https?://[^/\s]+((?:/en)?{path}[^\s]+)", letter.text)
        if found:
            return found[1]
    raise AssertionError(f"No letter to {to} holds an address below {path}.")
