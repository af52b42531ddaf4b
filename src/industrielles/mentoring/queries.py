"""Questions about mentoring; `visible_to` is the only way from a page to a programme's people."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.network.models import Grant
from industrielles.network.queries import ScopedQuerySet
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.safeguarding.queries import answered_for, paths_above

LIVE = ("locked", "ready")  # of mentees
OUT = ("unconfirmed", "declined", "withdrawn")  # of mentors


class ProgrammeQuerySet(ScopedQuerySet):
    def public(self) -> ProgrammeQuerySet:
        """That anybody may read of: opened, and not ended."""
        return self.filter(status__in=("open", "closed"), network__closed_on=None).select_related("network")

    def open(self) -> ProgrammeQuerySet:
        """To which one may apply today: the first to close first."""
        return self.public().filter(status="open", apply_until__gte=clock.today()).order_by("apply_until", "name", "pk")

    def for_age(self, age: int) -> ProgrammeQuerySet:
        """Open ones for this age."""
        return self.open().filter(age_from__lte=age, age_to__gte=age)

    def in_department(self, code: str) -> ProgrammeQuerySet:
        """Open ones of this department, or of all of France."""
        everywhere = self.model._base_manager.filter(departments=None).values("pk")
        return self.open().filter(Q(departments=code) | Q(pk__in=everywhere)).distinct()

    def watched_by(self, person: Any) -> ProgrammeQuerySet:
        """Whose safeguarding referent she is: named, and with this role today in the network or above."""
        return self.filter(referent=getattr(person, "pk", None) or 0, network__in=answered_for(person))

    def visible_to(self, person: Any) -> ProgrammeQuerySet:
        """Of the networks this person runs, and those whose safeguarding referent she is."""
        mine = super().visible_to(person).values("pk")
        return self.filter(Q(pk__in=mine) | Q(referent=getattr(person, "pk", None) or 0, network__in=answered_for(person)))

    def counted(self) -> ProgrammeQuerySet:
        """Each with how many mentees and mentors there are, and how many of them may be matched."""
        live, ready = Q(mentees__status__in=LIVE), Q(mentees__status="ready")
        mentors = Q(mentors__isnull=False) & ~Q(mentors__status__in=OUT)
        return self.select_related("network", "referent").annotate(
            mentees_live=models.Count("mentees", filter=live, distinct=True),
            mentees_ready=models.Count("mentees", filter=ready, distinct=True),
            mentors_live=models.Count("mentors", filter=mentors, distinct=True),
            mentors_ready=models.Count("mentors", filter=Q(mentors__status="matchable"), distinct=True))

    def running_first(self) -> ProgrammeQuerySet:
        """Those being written, then open, closed, ended; the newest first."""
        order = models.Case(*(models.When(status=one, then=n) for n, one in enumerate(("open", "draft", "closed", "ended"))),
                            output_field=models.IntegerField())
        return self.annotate(order=order).order_by("order", "-made_at", "-pk")

    def ended_before(self, before: dt.datetime) -> ProgrammeQuerySet:
        """Over since then, and the author of its impact assessment is still named."""
        return self.filter(status="ended", ended_at__lte=before).exclude(dpia_by__in=("", "–"))


def _watched(person: Any) -> Q:
    """Of the programmes whose safeguarding referent she is today."""
    return Q(programme__referent=getattr(person, "pk", None) or 0, programme__network__in=answered_for(person))


class PeopleQuerySet(ScopedQuerySet):
    """Mixin of those who apply."""

    def behind_link(self) -> Any:
        """What a mailed link may open; its signature decides."""
        return self.whole()

    def whole(self) -> Any:
        """Each with what its page and its letters say."""
        return self.select_related("programme__network", "programme__referent", "network", "person", "branch", "commune", "department")

    def of(self, person: Any) -> Any:
        """Her own, the newest first."""
        return self.filter(person=person).whole().order_by("-sent_at", "-pk")  # type: ignore[attr-defined]

    def unconfirmed_from(self, email: str, *, within: dt.timedelta) -> Any:
        """Sent from this address and not confirmed, not long ago."""
        return self.filter(email=email, status="unconfirmed", sent_at__gt=clock.now() - within)

    def lapsed(self, before: dt.datetime) -> Any:
        """Never confirmed in time."""
        return self.filter(status="unconfirmed", lapses_at__lte=before)

    def over_before(self, before: dt.datetime) -> Any:
        """Declined or withdrawn by then, or of a programme that ended by then; still full of words."""
        return self.filter(Q(decided_at__lte=before) | Q(programme__ended_at__lte=before), emptied_at=None).exclude(status="unconfirmed")

    def confirmed(self) -> Any:
        """Who has proved her address."""
        return self.exclude(status="unconfirmed")

    def born_otherwise(self, one: Any) -> Any:
        """Applications that she confirmed from the same mailbox, or with the same account, and that say another birth date than this one;
        the youngest first."""
        hers = Q(email__iexact=one.email) | Q(person__email__iexact=one.email) | Q(person=one.person_id or 0)
        said = self.confirmed().filter(hers, born_on__isnull=False) if one.email else self.none()  # type: ignore[attr-defined]
        return said.exclude(born_on=one.born_on).order_by("-born_on", "-pk")


class MenteeQuerySet(PeopleQuerySet):
    def visible_to(self, person: Any) -> MenteeQuerySet:
        """Of the networks this person runs, and of the programmes whose safeguarding referent she is."""
        mine = super().visible_to(person).values("pk")
        return self.filter(Q(pk__in=mine) | _watched(person)).exclude(status="unconfirmed")

    def live(self) -> MenteeQuerySet:
        """Who waits for a parent, or is ready."""
        return self.filter(status__in=LIVE)

    def locked(self) -> MenteeQuerySet:
        """Who waits for a parent's agreement."""
        return self.filter(status="locked")

    def matchable(self) -> MenteeQuerySet:
        """Who may be matched: ready; in care, with the department's agreement."""
        return self.filter(status="ready").filter(Q(in_care=False) | Q(convention_on__isnull=False)).order_by("ready_at", "pk")

    def to_do_first(self) -> MenteeQuerySet:
        """Those who wait for somebody first, the oldest first."""
        order = models.Case(*(models.When(status=one, then=n) for n, one in enumerate(("locked", "ready", "declined", "withdrawn"))),
                            output_field=models.IntegerField())
        return self.annotate(order=order).order_by("order", "sent_at", "pk")


class MentorQuerySet(PeopleQuerySet):
    def visible_to(self, person: Any) -> MentorQuerySet:
        """Of the networks this person runs, and of the programmes whose safeguarding referent she is."""
        mine = super().visible_to(person).values("pk")
        return self.filter(Q(pk__in=mine) | _watched(person)).exclude(status="unconfirmed")

    def live(self) -> MentorQuerySet:
        """On the way, or arrived."""
        return self.exclude(status__in=OUT)

    def matchable(self) -> MentorQuerySet:
        """Who has taken every step."""
        return self.filter(status="matchable").order_by("pk")

    def to_do_first(self) -> MentorQuerySet:
        """In the order of the steps, the oldest first; who is out last."""
        steps = ("applied", "interviewed", "references", "cleared", "trained", "signed", "matchable", "declined", "withdrawn")
        order = models.Case(*(models.When(status=one, then=n) for n, one in enumerate(steps)), output_field=models.IntegerField())
        return self.annotate(order=order).order_by("order", "sent_at", "pk")


class GroupQuerySet(ScopedQuerySet):
    def behind_link(self) -> GroupQuerySet:
        """What a mailed link may open; its signature decides."""
        return self.select_related("programme__network", "network", "school")

    def lapsed(self, before: dt.datetime) -> GroupQuerySet:
        """Never confirmed in time."""
        return self.filter(confirmed_at=None, sent_at__lte=before)

    def over_before(self, before: dt.datetime) -> GroupQuerySet:
        """Of a programme that ended by then, whose contact is still named."""
        return self.filter(programme__ended_at__lte=before, emptied_at=None).exclude(contact_email="")

    def counted(self) -> GroupQuerySet:
        """Confirmed ones, each with how many girls came."""
        came = models.Count("mentees", filter=~Q(mentees__status="unconfirmed"))
        return self.exclude(confirmed_at=None).select_related("school", "programme").annotate(came=came).order_by("-sent_at", "-pk")


class ReferenceQuerySet(models.QuerySet):
    def heard_before(self, before: dt.datetime) -> ReferenceQuerySet:
        """Heard by then, or of a mentor who left by then; still named."""
        return self.filter(Q(heard_on__lte=before.date()) | Q(mentor__decided_at__lte=before)).exclude(name="")


def watchers_of(network: Any) -> Any:
    """Who may watch over a programme of this network: the safeguarding referents of today, its own and those above."""
    held = Grant.objects.current().filter(role=Role.REFERENT, network__path__in=paths_above(network)).values("membership__person")
    return Person.objects.living().filter(pk__in=held).order_by("last_name", "first_name", "pk")


def to_hand_over(network: Any) -> list[tuple[Any, int]]:
    """What the heir of a network that closes answers from now on: words, how many."""
    programmes = apps.get_model("mentoring", "Programme").objects.filter(network=network)
    return [(_("mentoring programmes under way"), programmes.exclude(status="ended").count())]

