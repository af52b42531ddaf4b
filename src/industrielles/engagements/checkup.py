"""What `doctor` asks this room: nothing here may ever be true."""
from __future__ import annotations

from collections import defaultdict

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from industrielles.ledger.models import Entry

from . import facts
from .models import Engagement, Invitation, Partner

Status = Engagement.Status


def faults() -> list[str]:
    """What is wrong, one sentence each; empty when all is well."""
    return [*_states(), *_counts()]


def _states() -> list[str]:
    """Statuses and rows that do not go together."""
    accepted = Invitation.objects.filter(engagement=OuterRef("pk"), status=Invitation.Status.ACCEPTED)
    hers = accepted.filter(role_model=OuterRef("role_model"), starts_at=OuterRef("starts_at"))
    asked = Invitation.objects.filter(engagement=OuterRef("pk"), status__in=Invitation.ASKING)
    open_ = Invitation.objects.filter(engagement=OuterRef("pk"), status__in=Invitation.OPEN)
    owner = Partner.objects.filter(engagement=OuterRef("pk"), network=OuterRef("network"))
    agreed = Engagement.AGREED
    taken = Coalesce(Subquery(accepted.order_by().values("engagement").annotate(n=Count("pk")).values("n")), 0)
    panel = Q(status=Status.CONFIRMED, seats_taken__lt=F("seats"))
    questions = (
        ("its owner does not take part", ~Exists(owner)),
        ("it is agreed and nobody accepted that date", Q(status__in=agreed) & ~Exists(hers)),
        ("somebody accepted and it is not agreed", ~Q(status__in=agreed) & Exists(accepted)),
        ("it is put to role models and nobody is asked", Q(status=Status.PROPOSED) & ~Exists(asked)),
        ("somebody is asked and it does not say so", Q(status=Status.REQUESTED) & Exists(asked)),
        ("it looks for nobody and invitations are open", ~Q(status__in=Engagement.OPEN) & ~panel & Exists(open_)),
        ("the seats taken are not those who accepted", ~Q(seats_taken=taken)),
        ("it was never confirmed and is under way", ~Q(status__in=(Status.SENT, Status.CANCELLED)) & Q(confirmed_at=None)),
    )
    return [f"Visit {code}: {fault}."
            for fault, question in questions for code in Engagement.objects.filter(question).order_by("pk").values_list("code", flat=True)]


def _counts() -> list[str]:
    """Every held visit is in the ledger as its standing report tells it; nothing else of this room is."""
    label = Engagement._meta.label_lower
    standing = Entry.objects.filter(source_type=label, reverses=None, reversals=None)
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for fact, key, quantity in standing.order_by().values_list("fact", "source_key", "quantity"):
        counted[fact, key] += quantity
    wrong = []
    held = Engagement.objects.filter(status=Status.HELD).annotate(
        people=F("standing_report__people"), classes=F("standing_report__classes"),
        media=Coalesce("standing_report__media_audience", 0)).order_by("pk")
    counts = (facts.CLASSES_MET, facts.PEOPLE_REACHED, facts.ENCOUNTERS, facts.AUDIENCE_REACHED, facts.MEDIA_AUDIENCE)
    for engagement in held.iterator():
        told = [counted.pop((fact.code, str(engagement.pk)), 0) for fact in counts]
        people, elsewhere = (engagement.people, 0) if engagement.is_class_visit else (0, engagement.people)
        if told != [engagement.classes, people, int(not engagement.is_class_visit), elsewhere, engagement.media]:
            wrong.append(f"Visit {engagement.code}: the ledger does not say what its report tells.")
    return wrong + [f"The ledger counts {fact} for visit number {key}, which was not held."
                    for (fact, key), quantity in sorted(counted.items()) if quantity]
