"""Questions about role models and ambassadors."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext as _

from industrielles.kit import clock
from industrielles.network.queries import ScopedQuerySet
from industrielles.places.queries import Near
from industrielles.places.search import words

TRUE_FOR, SILENCE = 11, 2  # months
REMINDERS = (dt.timedelta(weeks=3), dt.timedelta(weeks=6))


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months before, or the last of that month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class ContributionQuerySet(ScopedQuerySet):
    def current(self) -> Any:
        """Of those who are members today."""
        return self.filter(membership__ended_on=None)

    def of(self, person: Any) -> Any:
        """This person's own, past memberships included."""
        return self.filter(membership__person=person)

    def offering(self, offer: str) -> Any:
        """Who would do this (Contribution.Offer)."""
        return self.filter(offers__icontains=f'"{offer}"')

    def ended_before(self, day: dt.date) -> Any:
        """Of memberships that ended before this day."""
        return self.filter(membership__ended_on__lt=day)


class RoleModelQuerySet(Near, ScopedQuerySet):
    def current(self) -> Any:
        """Neither withdrawn, nor gone from their network."""
        return self.filter(ended_on=None, membership__ended_on=None)

    def published(self) -> Any:
        """In the public directory, by their own consent."""
        return self.current().exclude(published_on=None)

    def once_public(self) -> Any:
        """In the public directory, now or before: their address says which."""
        return self.exclude(published_on=None, withdrawn_on=None)

    def behind_link(self) -> Any:
        """Those a mailed link may name: current ones."""
        return self.current().select_related("person", "network", "branch", "department")

    def with_feed(self, key: str) -> Any:
        """Whose agenda this secret address is, while she is a role model."""
        return self.current().filter(feed_key=key, person__is_active=True).select_related("person")

    def with_photo(self) -> Any:
        """Those that have one; who may see it is a policy (can_see_photo)."""
        return self.exclude(photo="").select_related("network")

    def of(self, person: Any) -> Any:
        """This person's own profiles."""
        return self.current().filter(person=person)

    def entrusted_to(self, person: Any) -> Any:
        """Whom this person animates as an ambassador."""
        return self.current().filter(ambassador__person=person, ambassador__ended_on=None, ambassador__membership__ended_on=None)

    def of_network(self, key: int) -> Any:
        """Current ones of this network alone."""
        return self.current().filter(network=key)

    def not_of(self, ambassador: Any) -> Any:
        """Whom this ambassador does not animate, those without one first."""
        free = Case(When(ambassador=None, then=0), default=1)
        return self.filter(Q(ambassador=None) | ~Q(ambassador=ambassador)).order_by(free, "person__last_name", "pk")

    def with_ambassador(self) -> Any:
        """Each with who she is, where, and who animates her, by name."""
        return self.select_related("person", "department", "ambassador__person").order_by("person__last_name", "pk")

    def with_load(self, first: dt.datetime, after: dt.datetime) -> Any:
        """Each with `visits`, agreed or held from `first` until `after`, and `last_visit`, the moment of her last one held."""
        agreed = Q(engagements__status__in=("confirmed", "held"), engagements__starts_at__gte=first, engagements__starts_at__lt=after)
        held = Q(engagements__status="held")
        return self.annotate(
            visits=Count("engagements", filter=agreed, distinct=True), last_visit=Max("engagements__starts_at", filter=held)
        )

    def ready(self) -> Any:
        """Current and not paused today."""
        return self.current().filter(Q(paused_until=None) | Q(paused_until__lte=clock.today()))

    def to_ask(self, today: dt.date) -> Any:
        """Whom to ask today whether her profile is still true: eleven months after she said so, then again after three and six weeks."""
        waiting = self.current().filter(archived_on=None)
        later = Q(pk__in=[])
        for times, wait in enumerate(REMINDERS, start=1):
            later |= Q(times_asked=times, asked_on__lte=today - wait)
        return waiting.filter(later | Q(times_asked=0, confirmed_on__lte=months_before(today, TRUE_FOR)))

    def silent(self, today: dt.date) -> Any:
        """Asked, reminded, and silent for two months."""
        return self.current().filter(archived_on=None, times_asked__gt=len(REMINDERS), asked_on__lte=months_before(today, SILENCE))

    def to_tell(self, since: dt.datetime) -> Any:
        """Whom a letter may tell of the requests near her: she can be written to, her profile neither pauses nor rests, she is not away
        today, and no such letter was written `since`. Who has several profiles reads of the first, as on her page."""
        today, waits = clock.today(), Q(told_until=None) | Q(told_until__lt=since)
        first = ~Exists(self.model._base_manager.filter(
            person=OuterRef("person"), pk__lt=OuterRef("pk"), ended_on=None, membership__ended_on=None))
        away = apps.get_model("pool", "OffDays").objects.filter(
            role_model=OuterRef("pk"), starts_on__lte=today, ends_on__gte=today, free=False)
        found = self.ready().filter(waits, first, ~Exists(away), archived_on=None, person__is_active=True, person__email__isnull=False)
        return found.exclude(person__email="").select_related("person", "network").order_by("network", "pk")

    def still_as_told(self, role_model: Any) -> Any:
        """This one, if nobody has told her of requests near her, nor has her profile begun to pause or ended, since it was read."""
        return self.filter(pk=role_model.pk, told_until=role_model.told_until, paused_until=role_model.paused_until, ended_on=None)

    def speaking(self, languages: Iterable[str]) -> Any:
        """Who meet people in one of these languages."""
        return self.filter(_any_of("languages", languages))

    def naming(self, text: str) -> Any:
        """Whose public text holds every word, accents and capitals aside."""
        return self.filter(*(Q(search_text__contains=word) for word in words(text)))

    def accepting(self, formats: Iterable[str]) -> Any:
        """Who accept one of these formats."""
        return self.filter(_any_of("formats", formats))

    def meeting(self, audiences: Iterable[str]) -> Any:
        """Who meet one of these audiences, or anyone."""
        return self.filter(_any_of("audiences", audiences) | Q(audiences=[]))

    def by_department(self) -> dict[str, int]:
        """How many in each department, by its code."""
        rows: QuerySet = self.order_by().values_list("department").annotate(n=Count("pk"))
        return dict(rows)


def _any_of(field: str, values: Iterable[str]) -> Q:
    """Rows whose JSON list holds one of the values: as text, the same on both databases."""
    held = Q(pk__in=[])
    for value in values:
        held |= Q(**{f"{field}__icontains": f'"{value}"'})
    return held


class OffDaysQuerySet(ScopedQuerySet):
    def of(self, person: Any) -> Any:
        """This person's own days."""
        return self.filter(role_model__person=person, role_model__ended_on=None)

    def to_come(self) -> Any:
        """Not over yet, soonest first."""
        return self.filter(ends_on__gte=clock.today()).order_by("starts_on", "pk")


class LineQuerySet(ScopedQuerySet):
    def of_part(self, part: str) -> Any:
        """The lines of one part of her story, in their order."""
        return self.filter(part=part).order_by("place")


class CalendarQuerySet(ScopedQuerySet):
    def read_for(self, role_model: Any) -> Any:
        """Her own calendar, if she gave one."""
        return self.filter(role_model=role_model).first()

    def due(self, every: dt.timedelta) -> Any:
        """Read from an address, of current profiles, and not tried for `every`; never tried first."""
        late = Q(tried_at=None) | Q(tried_at__lte=clock.now() - every)
        return self.filter(late, role_model__ended_on=None).exclude(address="").order_by(F("tried_at").asc(nulls_first=True), "pk")

    def still_as(self, calendar: Any) -> Any:
        """This one, if nobody has tried it or changed its address since it was read."""
        return self.filter(pk=calendar.pk, tried_at=calendar.tried_at, address=calendar.address)


class BusyDayQuerySet(ScopedQuerySet):
    def between(self, first: dt.date, last: dt.date) -> Any:
        """Taken days from `first` to `last`, both included."""
        return self.filter(on__gte=first, on__lte=last)


class AmbassadorQuerySet(ScopedQuerySet):
    def of(self, person: Any) -> Any:
        """This person's own territories."""
        return self.current().filter(person=person)

    def current(self) -> Any:
        return self.filter(ended_on=None, membership__ended_on=None)

    def signed_for(self, signature: Any) -> Any:
        """The one this signature was given for, current or not."""
        return self.filter(pk=signature.subject_key)

    def counted(self, everywhere: bool, mine: Any) -> Any:
        """Those whose number is read: every current one for the umbrella, `mine` for who coordinates a network."""
        return (self.current() if everywhere else mine).order_by()

    def with_animated(self) -> Any:
        """Each with `animated`, how many role models she animates today, and `trained_on`, the day of her last training."""
        today = Q(role_models__ended_on=None, role_models__membership__ended_on=None)
        return self.annotate(animated=Count("role_models", filter=today, distinct=True), trained_on=Max("trainings__on"))

    def by_stage(self) -> Any:
        """Who waits for a step first, then by name."""
        steps = Case(When(status="named", then=0), When(status="signed", then=1), When(status="trained", then=2), default=3)
        return self.order_by(steps, "status_on", "person__last_name", "pk")

    def by_status(self) -> dict[str, int]:
        """How many are at each step."""
        rows: QuerySet = self.order_by().values_list("status").annotate(n=Count("pk", distinct=True))
        return dict(rows)

    def with_territory(self) -> Any:
        """Each with who she is, her network, and all she leads."""
        whole = ("departments", "academies__departments", "territories")
        return self.select_related("person", "network", "membership__person").prefetch_related(*whole)

    def by_department(self) -> dict[str, int]:
        """How many lead each department, by its code; one may lead several."""
        rows: QuerySet = self.order_by().exclude(departments=None).values_list("departments").annotate(n=Count("pk", distinct=True))
        return dict(rows)


class TrainingQuerySet(ScopedQuerySet):
    def of(self, person: Any) -> Any:
        """Those this person followed."""
        return self.filter(ambassador__person=person)


def to_carry(network: Any) -> list[tuple[Any, int]]:
    """What goes along with the people of a network that closes: words, how many."""
    role_models, ambassadors = apps.get_model("pool", "RoleModel").objects, apps.get_model("pool", "Ambassador").objects
    return [(_("role models"), role_models.current().filter(network=network).count()),
            (_("ambassadors"), ambassadors.current().filter(network=network).count())]
