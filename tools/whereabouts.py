"""Where the pictures of tools/screenshots.py are taken, and with whose eyes: addresses asked of the demo."""
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

COORDINATOR, NATIONAL, ROLE_MODEL = "coordination@demo.example", "nationale@demo.example", "nadia@demo.example"
AMBASSADOR, MENTEE = "ambassadrice@demo.example", "lina@demo.example"


def here(path: str) -> Callable[[], str]:
    return lambda: path


def requests() -> Any:
    """The requests of the coordinator's desk."""
    from industrielles.engagements.models import Engagement
    from industrielles.people.models import Person

    return Engagement.objects.visible_to(Person.objects.get(email=COORDINATOR)).order_by("pk")


def in_state(*statuses: str) -> Callable[[], str]:
    """A request in one of these states, of which most is to be seen."""
    def address() -> str:
        from django.db.models import Count

        from industrielles.engagements import addresses

        found = requests().filter(status__in=statuses).annotate(n=Count("invitations")).order_by("-n", "pk")
        return addresses.request(found[0])
    return address


def volunteered() -> str:
    """A request for which somebody has put herself forward."""
    from industrielles.engagements import addresses

    return addresses.request(requests().filter(invitations__status="forward")[0])


def differing() -> str:
    """A visit told with two different counts."""
    from industrielles.engagements import addresses

    return addresses.request(requests().differing()[0])


def lending() -> str:
    """A network asks another to lend somebody."""
    from industrielles.engagements import addresses
    from industrielles.engagements.models import Lending

    return addresses.lending(Lending.objects.filter(status=Lending.Status.ASKED)[0].code)


def invitation(status: str) -> Any:
    from industrielles.engagements.models import Invitation

    return Invitation.objects.filter(status=status).select_related("engagement").order_by("-engagement__starts_at", "pk")[0]


def answer() -> str:
    """An invitation waiting for its answer, as its role model opens it."""
    from industrielles.engagements import addresses

    return addresses.answer(invitation("sent"))


def report() -> str:
    """A visit that took place and is not told yet, for the one who was there."""
    from industrielles.engagements import addresses
    from industrielles.engagements.models import Engagement, Invitation

    waiting = Invitation.objects.filter(status="accepted", engagement__in=Engagement.objects.awaiting_report())
    return addresses.answer_report(waiting.order_by("pk")[0])


def follow() -> str:
    """A visit that is agreed, as its asker follows it."""
    from industrielles.engagements import addresses
    from industrielles.engagements.models import Engagement
    from industrielles.kit import clock

    return addresses.follow(Engagement.objects.filter(status="confirmed", starts_at__gt=clock.now()).order_by("starts_at")[0])


def publish() -> str:
    """Where who asks publishes places."""
    from industrielles.engagements import addresses
    from industrielles.engagements.models import Engagement

    return addresses.follow(Engagement.objects.filter(status="requested", slot=None).order_by("pk")[0]) + "places/"


def letter() -> str:
    """The letter by which a role model is invited, as a mail reader shows it."""
    from django.urls import reverse

    from industrielles.letters.models import Letter

    return reverse("letters:page", args=[Letter.objects.get(key=f"invitation/{invitation('sent').code}/invite").code])


def most_choice() -> str:
    """The request for which most role models could come."""
    from industrielles.engagements import addresses, suggestions

    looked_for = [one for one in requests().filter(status="requested", remote=False) if not one.invitations.exists()]
    return addresses.request(max(looked_for, key=lambda one: len(suggestions.best(one))))


def near_someone() -> str:
    """Who finds most open requests near her: her address to sign in."""
    from industrielles.engagements import nearby
    from industrielles.pool.models import RoleModel

    every = RoleModel.objects.current().filter(network__slug="hauts-de-france").select_related("person", "network").order_by("pk")
    return str(max(every, key=lambda one: len(nearby.of(one))).person.email)


def ambassador() -> str:
    """An ambassador, as the coordinator of her network sees her."""
    from django.urls import reverse

    from industrielles.pool.models import Ambassador

    she = Ambassador.objects.filter(network__slug="hauts-de-france", ended_on=None).select_related("person", "network").order_by("pk")[0]
    return reverse("pool:member", args=[she.network.slug, she.person.code])


def hers(name: str) -> Callable[[], str]:
    """A page of the profile of our role model."""
    def address() -> str:
        from django.urls import reverse

        from industrielles.pool.models import RoleModel

        return reverse(name, args=[RoleModel.objects.current().get(person__email=ROLE_MODEL).code])
    return address


def portrait() -> str:
    """The public portrait with most to read."""
    from django.db.models import Count

    from industrielles.pool.models import RoleModel

    return str(RoleModel.objects.published().annotate(n=Count("lines")).order_by("-n", "pk")[0].get_absolute_url())


def panel() -> str:
    """A round table and those who will speak there."""
    from industrielles.engagements import addresses

    return addresses.request(requests().filter(kind="round table", status="confirmed")[0])


def newcomer() -> str:
    """Somebody who waits for a word of welcome, as her coordinator opens her page."""
    from django.urls import reverse

    from industrielles.joining.models import Application

    waiting = Application.objects.filter(network__slug="hauts-de-france", status="waiting").order_by("pk")
    return reverse("joining:newcomer", args=[waiting[0].code])


def batch() -> str:
    """A spreadsheet that was read."""
    from django.urls import reverse

    from industrielles.joining.models import Batch

    return reverse("joining:batch", args=[Batch.objects.filter(network__slug="hauts-de-france").order_by("pk")[0].code])


def issue() -> str:
    """A letter to several, before it leaves or after."""
    from django.urls import reverse

    from industrielles.members.models import Issue

    return reverse("members:issue", args=[Issue.objects.filter(network__slug="hauts-de-france").order_by("-pk")[0].code])


def next_month() -> str:
    from industrielles.kit import clock

    return f"/coordination/calendrier/?month={clock.today().replace(day=1) + dt.timedelta(days=32):%Y-%m}"


def scenario() -> str:
    """A scenario of matching that was computed and may still be changed."""
    from django.urls import reverse

    from industrielles.mentoring.models import Scenario

    one = Scenario.objects.filter(network__slug="hauts-de-france", status="computed").order_by("-matched", "pk")[0]
    return reverse("mentoring:scenario", args=[one.programme.code, one.code])


def programme(status: str, name: str) -> Callable[[], str]:
    """A page of the mentoring programme of the demo that is in this state."""
    def path() -> str:
        from django.urls import reverse

        from industrielles.mentoring.models import Programme

        return reverse(f"mentoring:{name}", args=[Programme.objects.filter(network__slug="hauts-de-france", status=status)[0].code])
    return path


def application() -> str:
    """The first page of a mentee's application."""
    from django.urls import reverse

    from industrielles.mentoring.models import Programme

    return reverse("mentoring:apply", args=[Programme.objects.open()[0].code, "mentoree", 1])


def her_pair() -> str:
    """The place of a pair under way, whose mentee is MENTEE."""
    from django.urls import reverse

    from industrielles.mentoring.models import Pair

    return reverse("mentoring:pair", args=[Pair.objects.get(mentee__email=MENTEE, status="active").code])


def mentor_under_way() -> str:
    """A mentor who has steps left to take."""
    from django.urls import reverse

    from industrielles.mentoring.models import Mentor

    one = Mentor.objects.filter(programme__network__slug="hauts-de-france", status="references")[0]
    return reverse("mentoring:mentor", args=[one.code])
