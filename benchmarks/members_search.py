"""The search among members against a bare Django view that asks the same questions: 5,000 members in 40 networks.

    python benchmarks/members_search.py [MEMBERS]          (SQLite in a temporary folder; DATABASE_URL for PostgreSQL, an empty database)

The rival is a bare Django view behind Django's session and authentication: the same querysets, the same page of fifty, a small template,
no door, no menu, no form. Goal: at most twice its time.
"""
from __future__ import annotations

import os
import random
import sys
import tempfile
from typing import Any

import desk_lists

MEMBERS = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
NETWORKS, GOAL = 40, 2.0
ASKED = ("", "search=marie", "role=role+model&sort=visits", "activity=never", "place=r-32&job=soud", "consent=no-news", "town=Lille&km=50",
         "activity=silent-6&sort=last")
RIVAL = """<!doctype html><title>Members</title><h1>{{ page.paginator.count }}</h1><table>{% for m in page %}<tr>
<td>{{ m.person.full_name }}<td>{{ m.person.email }}<td>{{ m.profile.job }} {{ m.profile.branch }} {{ m.profile.department }}
<td>{% for r in m.roles %}{{ r.role }} {% endfor %}
<td>{{ m.profile.visits }}<td>{{ m.profile.last_visit }}<td>{{ m.network.name }}<td>{{ m.started_on }}</tr>{% endfor %}</table>"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="industrielles.config.settings")
        import django

        django.setup()
        from django.conf import settings

        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # nothing is collected here
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0, skip_checks=True)
        coordinator = fill(random.Random(1))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
        print(f"{connection.vendor}, {MEMBERS:,} members, {NETWORKS} networks; p50 of {desk_lists.REPEATS} turns, in milliseconds")
        ratios = [compare(coordinator, asked) for asked in ASKED]
        print(f"worst ratio {max(ratios):.2f}; goal {GOAL}")
        sys.exit(max(ratios) > GOAL)


def fill(dice: random.Random) -> Any:
    """A network with 39 local ones below, members with roles, three profiles in four; who coordinates them all."""
    from industrielles.kit import clock
    from industrielles.network import verbs as network
    from industrielles.network.models import Grant, Membership, Network
    from industrielles.people.models import Person
    from industrielles.places.models import Commune, Department, Region
    from industrielles.places.search import indexed
    from industrielles.pool.models import Branch, RoleModel

    top = network.found("Collectif", kind="umbrella", contact_email="a@exemple.invalid", by=None)
    north = network.found("Nord", kind="network", contact_email="b@exemple.invalid", parent=top, by=None)
    nodes = [north, *(network.found(f"Local {n}", kind="local", contact_email="c@exemple.invalid", parent=north, by=None)
                      for n in range(NETWORKS - 1))]
    coordinator = network.welcome("coord@exemple.invalid", network=north, role="coordinator", by=None).membership.person
    region = Region.objects.get_or_create(code="32", defaults={"name": "Hauts-de-France"})[0]
    department = Department.objects.get_or_create(code="59", defaults={"name": "Nord", "region": region})[0]
    commune = Commune(code="59350", name="Lille", department=department, search_text=indexed("Lille 59000"))
    commune.locate(50.63, 3.07)
    Commune.objects.bulk_create([commune], ignore_conflicts=True)
    branch = Branch.objects.get_or_create(code="auto", defaults={"name_fr": "Automobile", "name_en": "Cars"})[0]
    firsts, lasts = ("Marie", "Léa", "Aminata", "Hélène", "Inès", "Zoé"), ("Martin", "Diallo", "Roy", "Benali", "Kessler")
    people = [Person(email=f"p{n}@exemple.invalid", first_name=dice.choice(firsts), last_name=dice.choice(lasts)) for n in range(MEMBERS)]
    for one in people:
        one.be_found()
    people = Person.objects.bulk_create(people)
    memberships = Membership.objects.bulk_create([Membership(person=one, network=dice.choice(nodes)) for one in people])
    Grant.objects.bulk_create([Grant(membership=one, network_id=one.network_id, role="role model") for one in memberships])
    profiles = []
    for one in memberships[: MEMBERS * 3 // 4]:
        hers = RoleModel(membership=one, person_id=one.person_id, network_id=one.network_id, job=dice.choice(("Soudeuse", "Chimiste")),
                         branch=branch, level="cap", commune=commune, department=department, published_on=clock.today())
        hers.locate(50.63 + dice.random(), 3.07 + dice.random())
        hers.search_text = indexed(hers.job, "Automobile", "Nord")
        profiles.append(hers)
    RoleModel.objects.bulk_create(profiles)
    assert Network.objects.count() == NETWORKS + 1
    return coordinator


def rival() -> Any:
    """The bare view."""
    from django.core.paginator import Paginator
    from django.http import HttpResponse
    from django.template import engines

    from industrielles.members.search import Search
    from industrielles.members.views.people import told
    from industrielles.network.models import Membership, Network

    table = engines["django"].from_string(RIVAL)

    def view(request: Any) -> Any:
        networks = list(Network.objects.run_by(request.user).open().order_by("path"))
        filters = Search(request.GET, networks=networks)
        found = filters.ordered(filters.narrow(Membership.objects.visible_to(request.user)))
        page = Paginator(found.select_related("organisation").with_roles(), 50).get_page(request.GET.get("page"))
        told(request.user, list(page))
        return HttpResponse(table.render({"page": page}))

    return view


def compare(coordinator: Any, asked: str) -> float:
    """Time both for one search; returns how many times as long ours takes."""
    client, address = desk_lists.signed_in(coordinator), f"/coordination/membres/?{asked}"
    bare = desk_lists.behind_session(client, address, rival())
    statuses = (client.get(address).status_code, bare().status_code)
    assert statuses == (200, 200), statuses
    ratio, words = desk_lists.told(*desk_lists.timed(lambda: client.get(address), bare))
    print(f"{asked or 'everybody':40} {words}", flush=True)
    return ratio


if __name__ == "__main__":
    main()
