"""What the verbs of this room share: a right, a row held, who is written to, a letter to who applied."""
from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters
from industrielles.network import queries
from industrielles.network.models import Network
from industrielles.people.models import Person

from ..models import Mentee, Mentor, Programme


def refuse_unless(allowed: bool) -> None:
    """Who is outside her right is refused in one sentence, that says nothing of what is there."""
    if not allowed:
        raise Refused(_("Your role does not allow this."))


def hold(row: Any) -> Any:
    """The row, read again with what letters say of it, and held until the end of the transaction."""
    return type(row).objects.select_for_update(of=("self",)).whole().get(pk=row.pk)


def coordinators_of(network: Network) -> list[Person]:
    """Who is written to about a programme: the coordinators of its network."""
    return list(queries.coordinators_of(network))


def tell(applicant: Mentee | Mentor, template: str, **context: Any) -> None:
    """A letter to who applied, in her language, answered by her network; once for each state she is in."""
    programme = applicant.programme
    with translation.override(applicant.language):
        letters.queue(
            template, to=applicant.email, language=applicant.language,
            key=f"mentoring/{applicant.code}/{template.rpartition('/')[2]}/{applicant.status}",
            reply_to=applicant.network.contact_email, context={
                "name": applicant.name if isinstance(applicant, Mentee) else applicant.first_name, "programme": programme.name,
                "network": applicant.network.name, "mine": reverse("mentoring:mine"), **context})


def forget_letters(found: list[Any]) -> None:
    """What was or would be sent about these applications is kept no longer."""
    keys = [f"mentoring/{one.code}/" for one in found]
    for key in keys:
        letters.withdraw(key)
    if keys:
        letters.forget_below(*keys)


def hold_programme(programme: Programme) -> Programme:
    """The programme, held until the end of the transaction by whoever decides about its places: one after the other. Held before its
    mentors and mentees, always; rows that name it are written meanwhile."""
    found: Programme = Programme.objects.select_for_update(of=("self",), no_key=True).select_related("network", "referent").get(
        pk=programme.pk)
    return found
