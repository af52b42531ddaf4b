"""Who is told what, by letter, each in her language."""
from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import translation

from industrielles.kit import clock, links
from industrielles.letters import verbs as letters
from industrielles.people.models import Person

from .models import Decision, Grant, Look, Membership, Network, Proposal
from .queries import coordinators_of
from .roles import Role

CONFIRM, REPLY = "network.confirm", "network.reply"  # purposes of the links of a proposal's author
STOP = "network.stop_step"  # purpose of the link by which somebody says that she lost nothing


def author(template: str, proposal: Proposal, *, key: str, **context: Any) -> None:
    """Write to the author of a proposal."""
    with translation.override(proposal.language):
        said = {"name": proposal.first_name, "network": proposal.name, **context,
                "confirm": reverse("network:confirm", args=[links.sign(CONFIRM, proposal.code)]),
                "reply": reverse("network:reply", args=[links.sign(REPLY, proposal.code)])}
        letters.queue(template, to=proposal.email, language=proposal.language, context=said,
                      key=f"network.proposal/{proposal.code}/{key}", reply_to=_umbrella().contact_email)


def umbrella(template: str, proposal: Proposal, *, key: str) -> None:
    """Write to those who coordinate the umbrella about a proposal."""
    said = {"network": proposal.name, "author": proposal.author, "size": proposal.size}
    _each(_umbrella(), template, f"network.proposal/{proposal.code}/{key}", said, "network:proposal", proposal.code)


def second_wanted(decision: Decision) -> None:
    """Tell the other coordinators of the umbrella that somebody proposes what two people decide."""
    said = {"what": decision.get_kind_display, "network": decision.network.name, "into": decision.into.name if decision.into else "",
            "who": decision.membership.shown_name or decision.membership.person.email if decision.membership else "",
            "by": decision.proposed_by.full_name, "reason": decision.reason}
    concerned = {decision.proposed_by_id, decision.membership.person_id if decision.membership else None}
    _each(_umbrella(), "network/letters/second_wanted", f"network.decision/{decision.code}", said, "network:decision", decision.code,
          but=concerned)


def step(template: str, decision: Decision) -> None:
    """Tell somebody what becomes of the second step she has lost, or that somebody else says she has."""
    person = decision.proposed_by
    with translation.override(person.language):
        letters.queue(template, to=person.email or "", language=person.language, key=f"network.decision/{decision.code}/{template[-12:]}",
                      reply_to=_umbrella().contact_email, context={
                          "name": person.first_name, "works_from": decision.code_from, "works_until": decision.code_until,
                          "stop": reverse("network:stop_step", args=[links.sign(STOP, decision.code)])})


def not_her(decision: Decision) -> None:
    """Tell the coordinators of the collective that the one who asked was not who she said."""
    said = {"who": decision.proposed_by.full_name}
    _each(_umbrella(), "network/letters/step_not_her", f"network.decision/{decision.code}/not_her", said, "network:decision", decision.code,
          but={decision.proposed_by_id})


def nobody_runs(grant: Grant) -> None:
    """Tell those above that a network has no coordinator any more."""
    above = grant.network.parent
    if above is not None:
        said = {"network": grant.network.name}
        _each(above, "network/letters/nobody_runs", f"network.grant/{grant.pk}/nobody", said, "network:describe", grant.network.slug)


def seen(look: Look) -> None:
    """Tell somebody that her pages were seen, by whom and why."""
    person = look.person
    if person.email:
        with translation.override(person.language):
            letters.queue("network/letters/seen", to=person.email, language=person.language, key=f"network.look/{look.code}", context={
                "name": person.first_name, "helper": look.helper.full_name or look.network.name, "network": look.network.name,
                "reason": look.reason, "looks": reverse("network:looks")}, reply_to=look.network.contact_email)


def carried(membership: Membership, heir: Network | None, *, had_news: bool) -> None:
    """Tell a member that her network is closed, and where it goes on."""
    person, network = membership.person, membership.network
    if person.email:
        with translation.override(person.language):
            letters.queue("network/letters/carried", to=person.email, language=person.language,
                          key=f"network.membership/{membership.pk}/closed", context={
                              "name": person.first_name, "network": network.name, "heir": heir.name if heir else "",
                              "had_news": had_news, "consents": reverse("rights:consents"), "join": reverse("joining:join"),
                              "networks": reverse("pool:networks"),
                              "ran": membership.grants.filter(role=Role.COORDINATOR, ended_on=clock.today()).exists()},
                          reply_to=(heir or _umbrella()).contact_email)


def _umbrella() -> Network:
    return Network.objects.get(kind=Network.Kind.UMBRELLA)


def _each(network: Network, template: str, key: str, context: dict[str, Any], page: str, code: str, but: Any = ()) -> None:
    """To each who runs this network, in her language; to its contact address while nobody does."""
    people: list[Person] = list(coordinators_of(network).exclude(pk__in=but))
    readers = {one.email: one.language for one in people if one.email} or {network.contact_email: "fr"}
    for number, (email, language) in enumerate(sorted(readers.items())):
        with translation.override(language):
            said = {name: value() if callable(value) else value for name, value in context.items()}
            letters.queue(template, to=email, language=language, key=f"{key}/{number}",
                          context={**said, "page": reverse(page, args=[code])})

