"""Questions about the life of pairs; `visible_to` and `lived_by` are the only ways from a page to one."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from industrielles.kit import clock
from industrielles.network.queries import ScopedQuerySet
from industrielles.safeguarding.models import Clearance, Report
from industrielles.safeguarding.queries import answered_for

GONE = ("ending", "closed")


class PairQuerySet(ScopedQuerySet):
    def whole(self) -> Any:
        """Each with what its pages and letters say."""
        return self.select_related("programme__network", "programme__referent", "network", "mentee__person",
                                   "mentee__department", "mentor__person", "mentor__department", "first_met_with")

    def behind_link(self) -> Any:
        """What a mailed link may open; its signature decides."""
        return self.whole()

    def visible_to(self, person: Any) -> Any:
        """Of the networks this person runs, and of those whose safety she answers for; never one she is part of herself."""
        mine = super().visible_to(person).values("pk")
        key = getattr(person, "pk", None) or 0
        return self.filter(Q(pk__in=mine) | Q(pk__in=self.model._base_manager.filter(_answered(person)).values("pk"))).exclude(
            Q(mentee__person=key) | Q(mentor__person=key))

    def guarded_by(self, person: Any) -> Any:
        """Whose threads she may open with a reason: the referents of its network and of those above; never a side of the pair, nor
        anybody a report about this pair accuses."""
        key = getattr(person, "pk", None) or 0
        accused = Report.objects.open().filter(accused=key, thread_type="mentoring.pair").values("thread_key")
        held = [int(one) for one in accused.values_list("thread_key", flat=True)] if key else []
        return self.filter(_answered(person)).exclude(Q(mentee__person=key) | Q(mentor__person=key)).exclude(pk__in=held)

    def lived_by(self, person: Any) -> Any:
        """Her own, as mentee or as mentor; nobody else's."""
        key = getattr(person, "pk", None) or 0
        return self.filter(Q(mentee__person=key) | Q(mentor__person=key), emptied_at=None).whole()

    def live(self) -> Any:
        """Neither ended nor closed."""
        return self.exclude(status__in=GONE)

    def touched_by(self, report: Any) -> Any:
        """Of whom it is about: the pair that is its thread, every pair of the person it accuses."""
        wanted = Q(pk=int(report.thread_key)) if report.thread_type == "mentoring.pair" else Q(pk__in=[])
        if report.accused_id:
            wanted |= Q(mentee__person=report.accused_id) | Q(mentor__person=report.accused_id)
        return self.filter(wanted)

    def under_way(self) -> Any:
        """They have met, and nobody stopped."""
        return self.filter(status__in=("active", "paused"), first_met_on__isnull=False)

    def over_before(self, before: dt.datetime) -> Any:
        """Closed by then and still full of words; one that a report holds is kept."""
        held = [int(one) for one in Report.objects.open().filter(thread_type="mentoring.pair").values_list("thread_key", flat=True)]
        return self.filter(status="closed", closed_at__lte=before, emptied_at=None).exclude(pk__in=held)

    def told(self) -> Any:
        """Each with what says whether it needs somebody: last meeting, last message, news taken of each of the two, lowest answer."""
        rows = self.whole()
        for name, related, field, extra in (
            ("last_met_at", "meetings", "starts_at", {"status": "held"}), ("last_wrote_at", "messages", "sent_at", {}),
            ("last_news_of_mentee", "contacts", "on", {"whom": "mentee"}), ("last_news_of_mentor", "contacts", "on", {"whom": "mentor"}),
        ):
            model = self.model._meta.get_field(related).related_model
            latest_one = model._base_manager.filter(pair=OuterRef("pk"), **extra).order_by(f"-{field}").values(field)[:1]
            rows = rows.annotate(**{name: models.Subquery(latest_one)})
        questions = self.model._meta.get_field("questions").related_model._base_manager.filter(pair=OuterRef("pk"))
        clear = Clearance.objects.live().filter(person=OuterRef("mentor__person"))
        of_care = Q(mentee__in_care=True) & ~(Q(mentee__convention_on__isnull=False) & Exists(clear.filter(kind=Clearance.Kind.HONOUR)))
        taken = self.model._meta.get_field("contacts").related_model._base_manager.filter(pair=OuterRef("pk")).order_by().values("pair")
        news = {f"news_of_{side}": models.functions.Coalesce(models.Subquery(
            taken.filter(whom=side).annotate(n=models.Count("pk")).values("n")), 0) for side in ("mentee", "mentor")}
        return rows.annotate(
            score=models.Subquery(questions.exclude(answered_at=None).order_by("-answered_at").values("score")[:1]),
            unanswered=Exists(questions.filter(answered_at=None, due_on__lte=clock.today() - dt.timedelta(days=14))),
            cleared=models.Case(models.When(of_care, then=False), default=Exists(clear), output_field=models.BooleanField()), **news)


def _answered(person: Any) -> Q:
    """Who is named in a programme holds this role in its network or above, or reads nothing."""
    return Q(network__in=answered_for(person))


class MeetingQuerySet(models.QuerySet):
    def coming(self) -> MeetingQuerySet:
        """Proposed or agreed, not over for more than a day; the first to come first."""
        return self.filter(status__in=("proposed", "agreed"), starts_at__gt=clock.now() - dt.timedelta(days=1)).order_by("starts_at", "pk")

    def to_tell(self) -> MeetingQuerySet:
        """Agreed, over, and nobody said how it went."""
        return self.filter(status="agreed", starts_at__lt=clock.now()).order_by("starts_at", "pk")

    def held(self) -> MeetingQuerySet:
        """That took place."""
        return self.filter(status="held")

    def told(self) -> MeetingQuerySet:
        """Told as having taken place, those that were told by mistake too."""
        return self.filter(status__in=("held", "withdrawn"))


class GoalQuerySet(models.QuerySet):
    def shown(self) -> GoalQuerySet:
        """Not dropped."""
        return self.filter(dropped_at=None)

    def live(self) -> GoalQuerySet:
        """Neither reached nor dropped."""
        return self.filter(dropped_at=None, reached_at=None)


class MessageQuerySet(models.QuerySet):
    def read_by(self, side: str) -> MessageQuerySet:
        """What this side reads: all of hers; of the other's, what was not held, or was let through, once the night is over."""
        free = Q(held_for="") | Q(ruling__goes=True)
        return self.filter(Q(side=side) | (free & Q(shown_from__lte=clock.now()))).select_related("ruling").order_by("sent_at", "pk")

    def to_rule(self) -> MessageQuerySet:
        """Held, and nobody has looked."""
        return self.exclude(held_for="").filter(ruling=None).order_by("sent_at", "pk")


class OpeningQuerySet(models.QuerySet):
    model: Any

    def of(self, pair: Any) -> OpeningQuerySet:
        """Of this pair, the latest first."""
        return self.filter(pair=pair).select_related("reader").order_by("-read_at", "-pk")

    def running(self, pair: Any, reader: Any) -> OpeningQuerySet:
        """She said why, not long ago."""
        return self.filter(pair=pair, reader=reader, read_at__gt=clock.now() - self.model.LASTS)

    def shown_to(self, person: Any) -> OpeningQuerySet:
        """What one of the two reads of who read: nothing from the day a report accuses her, until it is closed and she may come back; the
        reason of the referent would tell her (GDPR art. 23)."""
        held = Report.objects.filter(accused=person, suspended_at__isnull=False, resumed_at=None)
        since = held.order_by("suspended_at").values_list("suspended_at", flat=True).first()
        return self.filter(read_at__lt=since) if since else self


class QuestionsQuerySet(models.QuerySet):
    def waiting(self) -> QuestionsQuerySet:
        """Asked, and not answered to the end; the oldest first."""
        return self.filter(answered_at=None, due_on__lte=clock.today()).order_by("due_on", "pk")
