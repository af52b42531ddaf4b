"""Questions about engagements. A network sees those it takes part in: its own, and those it was asked to lend someone for and agreed."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Length
from django.utils.translation import gettext as _

from industrielles.kit import clock
from industrielles.kit.typography import day as in_words
from industrielles.network.models import Grant, Network
from industrielles.network.queries import ScopedQuerySet
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.places import calendar
from industrielles.places.models import Academy, Department
from industrielles.pool.models import RoleModel

FAR = dt.timedelta(days=548)  # eighteen months: further, nobody knows her week


class EngagementQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> EngagementQuerySet:
        """Confirmed requests of the networks this person runs, as owner or as partner."""
        Engagement = apps.get_model("engagements", "Engagement")
        Partner = apps.get_model("engagements", "Partner")

        ours = Partner.objects.filter(engagement=OuterRef("pk"), network__in=Network.objects.run_by(person))
        return self.filter(Exists(ours)).exclude(status=Engagement.Status.SENT)

    def of_role_model(self, person: Any) -> EngagementQuerySet:
        """Visits this person made or will make."""
        return self.filter(role_model__person=person)

    def open(self) -> EngagementQuerySet:
        """Requests that look for somebody."""
        return self.filter(status__in=("requested", "proposed"))

    def awaiting_dispatch(self) -> EngagementQuerySet:
        """Requests nobody has been invited for."""
        return self.filter(status="requested")

    def awaiting_report(self) -> EngagementQuerySet:
        """Confirmed visits whose end has passed and that nobody has told."""
        return self.filter(status="confirmed", ends_at__lt=clock.now())

    def upcoming(self) -> EngagementQuerySet:
        """Confirmed visits that have not ended."""
        return self.filter(status="confirmed", ends_at__gte=clock.now())

    def older_than(self, age: dt.timedelta) -> EngagementQuerySet:
        """Confirmed by their asker longer than `age` ago."""
        return self.filter(confirmed_at__lt=clock.now() - age)

    def differing(self) -> EngagementQuerySet:
        """Told visits of which the last word of a side differs from the count that stands, and nobody has settled it since."""
        Report = apps.get_model("engagements", "Report")

        later = Report.objects.filter(engagement=OuterRef("engagement"), side=OuterRef("side"), pk__gt=OuterRef("pk"))
        stands = {name: F(f"engagement__standing_report__{name}") for name in ("outcome", "people", "girls", "boys", "classes")}
        unsettled = Q(engagement__settled_at=None) | Q(told_at__gt=F("engagement__settled_at"))
        other = Report.objects.of_this_visit().filter(~Q(**stands), ~Exists(later), unsettled, engagement=OuterRef("pk"))
        return self.filter(Exists(other), status__in=("held", "not held"))

    def finished(self) -> EngagementQuerySet:
        """Told, cancelled or closed, with nothing left to settle."""
        return self.filter(status__in=("held", "not held", "cancelled", "unmet")).exclude(pk__in=self.differing().values("pk"))

    def behind_link(self) -> EngagementQuerySet:
        """For the holder of a signed link, with what its page shows."""
        return self.select_related("department", "school", "commune", "branch", "network", "role_model__person", "role_model__branch")

    def followed_from(self, email: str) -> EngagementQuerySet:
        """Requests made with this address that one may still want to follow, the latest first."""
        recent = self.filter(sent_at__gte=clock.now() - dt.timedelta(days=400), forgotten_at=None)
        return recent.filter(contact_email__iexact=email.strip()).exclude(status__in=("cancelled", "unmet")).order_by("-sent_at", "-pk")

    def unconfirmed_from(self, email: str, *, within: dt.timedelta) -> EngagementQuerySet:
        """Sent with this address and not confirmed by its mailbox yet."""
        return self.filter(status="sent", contact_email__iexact=email.strip(), sent_at__gt=clock.now() - within)

    def open_to(self, person: Any) -> EngagementQuerySet:
        """Requests that look for somebody, in a network where this person is a role model."""
        hers = RoleModel.objects.current().filter(person=person.pk).values("network")
        return self.open().with_partners_of(hers).select_related("department", "school", "commune", "branch", "network")

    def starting(self, *, within: dt.timedelta, not_before: dt.timedelta) -> EngagementQuerySet:
        """Confirmed visits that start between `not_before` and `within` from now."""
        now = clock.now()
        return self.filter(status="confirmed", starts_at__gt=now + not_before, starts_at__lte=now + within)

    def to_forget(self, *, kept: dt.timedelta, unconfirmed: dt.timedelta) -> EngagementQuerySet:
        """Ended requests of askers who sent none for `kept`, and requests never confirmed for `unconfirmed`; not forgotten yet."""
        now = clock.now()
        later = self.model.objects.filter(contact_email=OuterRef("contact_email"), sent_at__gt=now - kept)
        old = Q(sent_at__lte=now - kept, status__in=("held", "not held", "cancelled", "unmet")) & ~Exists(later)
        return self.filter(old | Q(status="sent", sent_at__lte=now - unconfirmed), forgotten_at=None)

    def long_over(self, age: dt.timedelta) -> EngagementQuerySet:
        """Told, cancelled or closed, and over for `age`."""
        ended = self.filter(status__in=("held", "not held", "cancelled", "unmet")).order_by()
        return ended.alias(end=Coalesce("ends_at", "closed_at", "sent_at")).filter(end__lte=clock.now() - age)

    def with_partners_of(self, networks: Any) -> EngagementQuerySet:
        """Those in which one of these networks takes part."""
        Partner = apps.get_model("engagements", "Partner")

        return self.filter(Exists(Partner.objects.filter(engagement=OuterRef("pk"), network__in=networks)))


class InvitationQuerySet(ScopedQuerySet):
    def open(self) -> InvitationQuerySet:
        """Put to a role model, or waiting their turn."""
        return self.filter(status__in=("waiting", "sent", "countered"))

    def under_way(self) -> InvitationQuerySet:
        """Still to be answered, or accepted for a visit that nobody has told."""
        answered = Q(status="accepted", engagement__status="confirmed")
        return self.filter(Q(status__in=("waiting", "sent", "countered", "forward")) | answered)

    def of_departed(self) -> InvitationQuerySet:
        """Under way, of role models who stopped, or who left their network."""
        left = Q(role_model__membership__ended_on__isnull=False)
        stopped = (left | Q(role_model__ended_on__isnull=False)) & ~Q(status="accepted")
        return self.under_way().filter(stopped | left & Q(engagement__starts_at__gt=clock.now()))

    def to(self, person: Any) -> InvitationQuerySet:
        """Those this person has received."""
        return self.filter(role_model__person=person).exclude(status__in=("waiting", "withdrawn"))

    def behind_link(self) -> InvitationQuerySet:
        """For the holder of a signed link, with what its page shows."""
        hers = ("role_model__person", "role_model__membership", "role_model__branch", "network")
        return self.select_related(*hers, *(f"engagement__{name}" for name in ("department", "school", "commune", "branch", "network")))

    def countered(self) -> InvitationQuerySet:
        """Those for which another date is proposed and not answered yet."""
        return self.filter(status="countered")

    def in_order(self) -> InvitationQuerySet:
        """In the order of the line, with whom and by whom."""
        return self.select_related("role_model__person", "network", "made_by").order_by("rank", "pk")

    def unanswered_since(self, age: dt.timedelta) -> InvitationQuerySet:
        """Sent `age` ago or longer, without an answer."""
        return self.filter(status="sent", sent_at__lte=clock.now() - age)


    def to_remind(self, after: tuple[dt.timedelta, dt.timedelta]) -> InvitationQuerySet:
        """Without an answer for the first of these times and never reminded, or for the second and reminded once."""
        now = clock.now()
        return self.filter(Q(reminders=0, sent_at__lte=now - after[0]) | Q(reminders=1, sent_at__lte=now - after[1]), status="sent")

    def lapsed(self, age: dt.timedelta) -> InvitationQuerySet:
        """Without an answer of hers, or of the asker to her other date, for `age`; or with no day ahead any more."""
        ProposedDate = apps.get_model("engagements", "ProposedDate")
        now, today = clock.now(), clock.today()
        ahead = Exists(ProposedDate.objects.filter(engagement=OuterRef("engagement"), on__gt=today)) | Q(engagement__window_to__gt=today)
        asked = Q(status="sent") & (Q(sent_at__lte=now - age) | ~ahead)
        return self.filter(asked | Q(status="countered") & (Q(answered_at__lte=now - age) | Q(starts_at__lte=now)))


class ReportQuerySet(models.QuerySet):
    def of_this_visit(self) -> ReportQuerySet:
        """Those of the visit agreed last: what was told of one that did not take place says nothing of the next."""
        return self.filter(told_at__gt=F("engagement__agreed_at"))


class LendingQuerySet(ScopedQuerySet):
    def visible_to(self, person: Any) -> LendingQuerySet:
        """Asked by or of a network this person runs."""
        runs = Network.objects.run_by(person)
        return self.filter(Q(network__in=runs) | Q(lender__in=runs))

    def asked_of(self, networks: Iterable[Network]) -> LendingQuerySet:
        """Those that await the answer of one of these networks."""
        found = self.filter(status="asked", lender__in=[network.pk for network in networks])
        return found.select_related("network", "engagement__department").order_by("asked_at", "pk")


def network_for(department: Department) -> Network:
    """Where a request of this department goes: the deepest open network that has it, else the umbrella. Raises Network.DoesNotExist
    while there is no umbrella."""
    umbrella = Case(When(kind=Network.Kind.UMBRELLA, then=Value(1)), default=Value(0), output_field=IntegerField())
    fit = Network.objects.open().filter(Q(kind=Network.Kind.UMBRELLA) | Q(departments=department)).annotate(last=umbrella)
    found = sorted(fit.order_by("last", "path"), key=lambda network: (network.last, -network.path.count(".")))  # stable: then by path
    if not found:
        raise Network.DoesNotExist("There is no umbrella yet.")
    return found[0]


def lenders(engagement: Any) -> Any:
    """Open networks of the same territory that do not take part yet and were not asked, nearest in the tree first."""
    asked = engagement.lendings.filter(status__in=("asked", "agreed")).values("lender")
    others = Network.objects.open().exclude(pk__in=engagement.partners.values("network")).exclude(pk__in=asked)
    return others.filter(departments=engagement.department_id).order_by(Length("path"), "path").distinct()


def coordinators_of(network: Network) -> list[Person]:
    """Who is written to when something happens to a network's request: its coordinators, else nobody (its contact address is)."""
    roles = [Role.COORDINATOR, Role.UMBRELLA_COORDINATOR] if network.kind == Network.Kind.UMBRELLA else [Role.COORDINATOR]
    held = Grant.objects.current().filter(network=network, role__in=roles)
    return list(Person.objects.living().filter(memberships__grants__in=held).distinct().order_by("pk"))


def remarks(dates: Iterable[dt.date], department: Department | None, academy: Academy | None = None) -> list[str]:
    """What should be said about these days before they are sent, one sentence for each: past, far away, closed. Empty when all is well."""
    words, today = [], clock.today()
    academy = academy or (department.academy if department else None)
    days = sorted(set(dates))
    closed = calendar.reasons(days[0], min(days[-1], days[0] + 2 * FAR), department, academy) if days else {}
    for one in days:
        if one <= today:
            words.append(_("%(day)s is too soon: choose a day from tomorrow.") % {"day": in_words(one).capitalize()})
        elif one > today + FAR:
            words.append(_("%(day)s is more than eighteen months away.") % {"day": in_words(one).capitalize()})
        elif closed.get(one):
            words.append(_("%(day)s: %(reason)s") % {
                "day": in_words(one).capitalize(), "reason": closed[one]})
    caveats = {calendar.caveat(one, academy) for one in days if today < one <= today + FAR} - {""}
    return words + sorted(caveats)
