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
from industrielles.network.models import Network
from industrielles.network.queries import ScopedQuerySet
from industrielles.places import calendar
from industrielles.places.models import Academy, Department
from industrielles.pool.models import RoleModel
from industrielles.safeguarding.queries import kept_away

ENDED = ("held", "not held", "cancelled", "unmet", "untold")
FAR = dt.timedelta(days=548)  # eighteen months: further, nobody knows her week


class EngagementQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> EngagementQuerySet:
        """Confirmed requests of the networks this person runs, as owner or as partner."""
        Engagement = apps.get_model("engagements", "Engagement")
        Partner = apps.get_model("engagements", "Partner")

        ours = Partner.objects.filter(engagement=OuterRef("pk"), network__in=Network.objects.run_by(person))
        return self.filter(Exists(ours)).exclude(status=Engagement.Status.SENT)

    def of_role_model(self, person: Any) -> EngagementQuerySet:
        """Visits this person made or will make, alone or in a panel."""
        Invitation = apps.get_model("engagements", "Invitation")

        hers = Invitation.objects.filter(engagement=OuterRef("pk"), role_model__person=person, status="accepted")
        return self.filter(Q(role_model__person=person) | Q(Exists(hers)))

    def open(self) -> EngagementQuerySet:
        """Requests that nobody has accepted yet."""
        return self.filter(status__in=("requested", "proposed"))

    def seeking(self) -> EngagementQuerySet:
        """Requests that look for somebody: nobody comes yet, or seats of a panel to come are free."""
        panel = Q(status="confirmed", seats__gt=1, seats_taken__lt=F("seats"), starts_at__gt=clock.now())
        return self.filter(Q(status__in=("requested", "proposed")) | panel)

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
        return self.filter(status__in=ENDED).exclude(pk__in=self.differing().values("pk"))

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
        return self.seeking().with_partners_of(hers).select_related("department", "school", "commune", "branch", "network")

    def starting(self, *, within: dt.timedelta, not_before: dt.timedelta) -> EngagementQuerySet:
        """Confirmed visits that start between `not_before` and `within` from now."""
        now = clock.now()
        return self.filter(status="confirmed", starts_at__gt=now + not_before, starts_at__lte=now + within)

    def silent_since(self, moment: dt.datetime) -> EngagementQuerySet:
        """Ended requests of askers who sent none after this moment; not forgotten yet."""
        later = self.model.objects.filter(contact_email=OuterRef("contact_email"), sent_at__gt=moment)
        return self.filter(~Exists(later), sent_at__lte=moment, status__in=ENDED, forgotten_at=None)

    def unconfirmed_since(self, moment: dt.datetime) -> EngagementQuerySet:
        """Sent before this moment and never confirmed by their mailbox; not forgotten yet."""
        return self.filter(status="sent", sent_at__lte=moment, forgotten_at=None)

    def over_since(self, moment: dt.datetime) -> EngagementQuerySet:
        """Told, cancelled or closed, and over before this moment."""
        ended = self.filter(status__in=ENDED).order_by()
        return ended.alias(end=Coalesce("ends_at", "closed_at", "sent_at")).filter(end__lte=moment)

    def with_words(self) -> EngagementQuerySet:
        """Those about which something that was written, or who wrote it, is still kept."""
        kept: Any = Q(pk__in=[])
        for model, nothing in wordless().items():
            kept |= Exists(model._base_manager.filter(engagement=OuterRef("pk")).exclude(**nothing))
        return self.filter(kept)

    def given_up(self, age: dt.timedelta) -> EngagementQuerySet:
        """Requests that still look for somebody although every day they asked for, or the day an answer was needed by, is `age` past."""
        ProposedDate = apps.get_model("engagements", "ProposedDate")
        limit = clock.today() - age
        later = Exists(ProposedDate.objects.filter(engagement=OuterRef("pk"), on__gt=limit)) | Q(window_to__gt=limit)
        return self.open().filter(~later | Q(answer_by__lte=limit))

    def never_told(self, age: dt.timedelta) -> EngagementQuerySet:
        """Visits that ended `age` ago and of which nobody told anything."""
        return self.filter(status="confirmed", ends_at__lte=clock.now() - age)

    def with_partners_of(self, networks: Any) -> EngagementQuerySet:
        """Those in which one of these networks takes part."""
        Partner = apps.get_model("engagements", "Partner")

        return self.filter(Exists(Partner.objects.filter(engagement=OuterRef("pk"), network__in=networks)))

    def published(self) -> EngagementQuerySet:
        """Those with places to take by oneself, free or not, and a day ahead."""
        ProposedDate = apps.get_model("engagements", "ProposedDate")
        today = clock.today()
        asked = Exists(ProposedDate.objects.filter(engagement=OuterRef("pk"), on__gt=today)) | Q(window_to__gt=today)
        ahead = Q(status__in=("requested", "proposed")) & asked | Q(status="confirmed", starts_at__gt=clock.now())
        return self.filter(ahead, slot__isnull=False, slot__ended_at=None)

    def published_to(self, networks: Any) -> EngagementQuerySet:
        """Published places that these networks may see: they take part, or the place is in their territory."""
        Partner = apps.get_model("engagements", "Partner")
        theirs = Exists(Partner.objects.filter(engagement=OuterRef("pk"), network__in=networks))
        there = Exists(Network.objects.open().filter(pk__in=networks, departments=OuterRef("department")))
        return self.published().filter(theirs | there)

    def places_for(self, person: Any) -> EngagementQuerySet:
        """Published places of the territories where this person is a role model."""
        hers = RoleModel.objects.current().filter(person=person.pk).values("network")
        return self.published_to(hers).select_related("department", "school", "commune", "branch", "network", "slot")


class InvitationQuerySet(ScopedQuerySet):
    def open(self) -> InvitationQuerySet:
        """Put to a role model, or waiting their turn."""
        return self.filter(status__in=("waiting", "sent", "countered"))

    def under_way(self) -> InvitationQuerySet:
        """Still to be answered, or accepted for a visit that nobody has told."""
        answered = Q(status="accepted", engagement__status="confirmed")
        return self.filter(Q(status__in=("waiting", "sent", "countered", "forward")) | answered)

    def of_departed(self) -> InvitationQuerySet:
        """Under way, of role models who stopped, who left their network, or whom a safeguarding report keeps away: agreed visits are those
        of who left."""
        left = Q(role_model__membership__ended_on__isnull=False)
        away = Q(role_model__person__in=kept_away())
        stopped = (left | away | Q(role_model__ended_on__isnull=False)) & ~Q(status="accepted")
        return self.under_way().filter(stopped | left & Q(engagement__starts_at__gt=clock.now()))

    def to(self, person: Any) -> InvitationQuerySet:
        """Those this person has received."""
        return self.filter(role_model__person=person).exclude(status__in=("waiting", "withdrawn"))

    def accepted_by(self, person: Any) -> InvitationQuerySet:
        """Those this person accepted and did not take back."""
        return self.filter(role_model__person=getattr(person, "pk", None), status="accepted")

    def behind_link(self) -> InvitationQuerySet:
        """For the holder of a signed link, with what its page shows."""
        hers = ("role_model__person", "role_model__membership", "role_model__branch", "network")
        of_visit = ("department", "school", "commune", "branch", "network", "slot")
        return self.select_related(*hers, *(f"engagement__{name}" for name in of_visit))

    def countered(self) -> InvitationQuerySet:
        """Those for which another date is proposed and not answered yet."""
        return self.filter(status="countered")

    def in_order(self) -> InvitationQuerySet:
        """In the order of the line, with whom and by whom."""
        return self.select_related("role_model__person", "network", "made_by").order_by("rank", "pk")

    def unanswered_since(self, age: dt.timedelta) -> InvitationQuerySet:
        """Sent `age` ago or longer, without an answer."""
        return self.filter(status="sent", sent_at__lte=clock.now() - age)

    def to_remind(self, bands: Iterable[tuple[Any, Q]]) -> InvitationQuerySet:
        """Without an answer for the first time of their pace and never reminded, or for the second and reminded once. `bands`: each pace
        and whom it holds (pace.bands)."""
        now, due = clock.now(), Q(pk__in=[])
        for pace, held in bands:
            first, second = (now - after for after in pace.remind)
            due |= held & (Q(reminders=0, sent_at__lte=first) | Q(reminders=1, sent_at__lte=second))
        return self.filter(due, status="sent")

    def lapsed(self, bands: Iterable[tuple[Any, Q]]) -> InvitationQuerySet:
        """Without an answer of hers, or of the asker to her other date, for the time of their pace; or with no day ahead any more; or put
        forward for a day that is past."""
        ProposedDate = apps.get_model("engagements", "ProposedDate")
        now, today, late, countered = clock.now(), clock.today(), Q(pk__in=[]), Q(pk__in=[])
        for pace, held in bands:
            late |= held & Q(sent_at__lte=now - pace.expire)
            countered |= held & Q(answered_at__lte=now - pace.expire)
        ahead = Exists(ProposedDate.objects.filter(engagement=OuterRef("engagement"), on__gt=today)) | Q(engagement__window_to__gt=today)
        asked = Q(status="sent") & (late | ~ahead | Q(engagement__answer_by__lt=today))
        past = Q(status__in=("countered", "forward"), starts_at__lte=now)
        return self.filter(asked | past | Q(status="countered") & countered)


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


def wordless() -> dict[Any, dict[str, Any]]:
    """What the rows around a visit hold once nothing that was written is left, for each model."""
    return {
        apps.get_model("engagements", "Invitation"): {"answer_words": "", "colleague": "", "made_by": None},
        apps.get_model("engagements", "Report"): {"teacher_present": "", "words": "", "told_by": None},
        apps.get_model("engagements", "Lending"): {"words": "", "answer_words": "", "asked_by": None, "answered_by": None}}


def to_hand_over(network: Any) -> list[tuple[Any, int]]:
    """Requests under way of a network that closes: words, how many."""
    under_way = ("sent", *apps.get_model("engagements", "Engagement").OPEN, "confirmed")
    return [(_("requests and visits under way"), network.engagements.filter(status__in=under_way).count())]
