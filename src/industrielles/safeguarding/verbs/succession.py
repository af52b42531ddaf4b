"""A person is forgotten; a network goes on in another."""
from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from industrielles.journal import verbs as journal
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..models import Alert, Authorisation, Ban, Clearance, Guardian, Recognition, Report
from .authorisations import clear_authorisations, forget_address


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> None:
    """Part of erasing a person: papers of hers that were seen go, and what her parents allowed; what she allows as a parent is taken back,
    and she is no longer named. Reports stay, with who they were then: the law asks for it, whoever erases herself."""
    Clearance.objects.of(person).delete()
    clear_authorisations(Authorisation.objects.of(person), by=by)
    forget_address(person.email or "", by=by)


@transaction.atomic
def unite(gone: Person, *, kept: Person, by: Person | None = None) -> None:
    """Two accounts are one person: papers of hers that were seen, what her parents allowed, what she allows as a parent, what she reported
    what she is accused of and whom she looks like are the kept one's. Nobody reads what she is accused of, nor answers for herself as a
    parent: such an alert, such an authorisation does not follow. What was preserved and who read it stay as they were written."""
    Clearance.objects.filter(person=gone).doubled(Q(person=kept), by=("person",)).delete()
    Clearance.objects.filter(person=gone).update(person=kept)
    Report.objects.filter(reporter=gone).update(reporter=kept)
    Report.objects.filter(accused=gone).update(accused=kept)
    known = list(Alert.objects.filter(person=kept).values_list("report", flat=True))
    of_her = list(Report.objects.filter(accused=kept).values_list("pk", flat=True))
    Alert.objects.filter(person=gone).exclude(report__in=[*known, *of_her]).update(person=kept)
    noticed = Recognition.objects.filter(about_type="people.person")
    twice_noticed = list(noticed.filter(about_key=str(kept.pk)).values_list("ban", flat=True))
    noticed.filter(about_key=str(gone.pk)).exclude(ban__in=twice_noticed).update(about_key=str(kept.pk))
    mine = Q(guardians__email__iexact=gone.email or "-") | Q(guardians__email__iexact=kept.email or "-")
    live = Authorisation.objects.live()
    both = list(live.filter(person=kept).values_list("network", flat=True))
    left = [*live.filter(person=gone, network__in=both).values_list("pk", flat=True),
            *Authorisation.objects.filter(mine, person=gone).values_list("pk", flat=True)]
    Authorisation.objects.filter(person=gone).exclude(pk__in=left).update(person=kept)
    if gone.email and kept.email:
        twice = list(Guardian.objects.filter(email__iexact=kept.email).values_list("authorisation", flat=True))
        Guardian.objects.filter(email__iexact=gone.email).exclude(authorisation__in=twice).exclude(
            authorisation__person__in=(gone, kept)).update(email=kept.email)
        Report.objects.filter(reporter_email__iexact=gone.email).update(reporter_email=kept.email)
    for dotted in settings.AUTHORISATION_CHANGED:
        import_string(dotted)(kept, by=by)


@transaction.atomic
def succeed(gone: Network, *, heir: Network, by: Person | None = None) -> int:
    """A network closes: its heir treats its reports, keeps its clearances, its bans and what parents allowed. Returns how many rows."""
    moved = 0
    for one in Report.objects.filter(network=gone).open().order_by("pk"):
        journal.write("safeguarding.succeed", one, by=by, network_id=gone.pk, into=heir)
    both = Authorisation.objects.live().filter(network=heir).values("person")
    moved += Authorisation.objects.live().filter(network=gone).exclude(person__in=both).update(network=heir)
    Clearance.objects.filter(network=gone).doubled(Q(network=heir), by=("network",)).delete()
    for model in (Report, Clearance, Ban, Recognition):
        moved += model._default_manager.filter(network=gone).update(network=heir)
    return moved
