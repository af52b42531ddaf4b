"""Questions about organisations, as a network knows them."""
from __future__ import annotations

from django.db import models
from django.db.models import Q

from industrielles.kit import clock
from industrielles.places.search import indexed, words

from .queries import Dated, ScopedQuerySet

LEGAL_FORMS = frozenset((
    "sa", "sas", "sasu", "sarl", "eurl", "scop", "sci", "snc", "gie", "epic", "association", "groupe", "societe", "ets", "etablissements",
))


def bare(name: str) -> str:
    """A name folded, without its legal form: "Verr’Acier SAS" and "verr acier" are one."""
    found = indexed(name).split()
    return " ".join([word for word in found if word not in LEGAL_FORMS] or found)


class OrganisationQuerySet(ScopedQuerySet):
    def current(self) -> OrganisationQuerySet:
        """Those that were not merged into another one."""
        return self.filter(merged_into=None)

    def naming(self, text: str) -> OrganisationQuerySet:
        """Whose name, town or number holds every word, accents and capitals aside; all of them for no word."""
        return self.filter(*(Q(search_text__contains=word) for word in words(text)))

    def like(self, name: str) -> OrganisationQuerySet:
        """Current ones whose name, folded and without its legal form, begins like this one: they may be the same."""
        wanted = bare(name)
        return self.current().filter(search_text__startswith=f" {wanted} ") if wanted else self.none()

    def shown(self) -> OrganisationQuerySet:
        """Those whose logo may be shown to everybody today, because they agreed."""
        today = clock.today()
        live = Q(releases__withdrawn_on=None, releases__agreed_on__lte=today)
        return self.current().filter(live & (Q(releases__until=None) | Q(releases__until__gte=today))).exclude(logo="").distinct()

    def with_logo(self) -> OrganisationQuerySet:
        """Those that have one; who may see it is a policy (can_see_logo)."""
        return self.current().exclude(logo="").select_related("network")

    def with_people(self) -> OrganisationQuerySet:
        """Each with how many members declare it, and how many answer for it."""
        members, answering = Q(memberships__ended_on=None), Q(referents__ended_on=None)
        return self.select_related("network", "legal").annotate(
            members=models.Count("memberships", filter=members, distinct=True),
            answering=models.Count("referents", filter=answering, distinct=True))


class ReferentQuerySet(Dated):
    def current(self) -> ReferentQuerySet:
        return self.filter(ended_on=None)

    def unforgotten(self) -> ReferentQuerySet:
        """Those whose words are still here."""
        return self.filter(forgotten_at=None)


class DeclarationQuerySet(ScopedQuerySet):
    def open(self) -> DeclarationQuerySet:
        """Not yet linked to an organisation nor set aside, of members who are still there."""
        return self.filter(settled_at=None, membership__ended_on=None)
