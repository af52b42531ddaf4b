"""Everything that happens to networks, memberships and roles."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.codes import new_code
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.ledger import verbs as ledger
from industrielles.letters import verbs as letters
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.places.models import Department

from . import policies
from .models import Grant, Membership, Network, Organisation
from .roles import NEVER_IN_UMBRELLA, ONLY_IN_UMBRELLA, SENTENCES, Role

# Where each role begins, once signed in.
BEGINNINGS = {
    Role.COORDINATOR: "engagements:desk", Role.UMBRELLA_COORDINATOR: "engagements:desk", Role.ROLE_MODEL: "pool:profile",
    Role.AMBASSADOR: "pool:territory", Role.STATISTICIAN: "dashboards:entries",
}


def _refuse_unless(allowed: bool) -> None:
    """A person outside her right is refused in one sentence, that says nothing of what is there."""
    if not allowed:
        raise Refused(_("Your role does not allow this."))


@transaction.atomic
def found(name: str, *, kind: str, contact_email: str, parent: Network | None = None, slug: str = "",
          departments: Iterable[Department] = (), by: Person | None = None) -> Network:
    """Found the umbrella (once, without a parent), a network or a local network. `by` None: the installation itself.
    Founded twice in the same place with the same contact, it is the same one. Raises Refused: not within one's right, a second umbrella,
    a parent that is missing or closed, a name taken."""
    _refuse_unless(by is None or policies.can_found(by, parent))
    _hold_the_tree()
    _refuse_orphan(kind, parent)
    slug = slug or slugify(name)[:50] or new_code().lower()
    standing = Network.objects.open().filter(name=name, slug=slug, kind=kind, parent=parent, contact_email=contact_email).first()
    if standing:
        return standing
    network = Network(name=name, kind=kind, parent=parent, contact_email=contact_email, path=new_code(), slug=slug)
    try:
        with transaction.atomic():
            network.save()
    except IntegrityError:
        raise Refused(_("Another network has this name, or one too near: choose another name."), field="name") from None
    network.path = f"{parent.path if parent else ''}{network.pk}."
    network.save(update_fields=["path"])
    network.departments.set(departments)
    ledger.graft(network.pk, parent.pk if parent else None)
    journal.write("network.found", network, by=by, network_id=network.pk, parent=parent)
    return network


@transaction.atomic
def establish(name: str, *, parent: Network, contact_email: str, departments: Iterable[Department] = (),
              coordinator: Mapping[str, str] | None = None, by: Person | None = None) -> Network:
    """Found a network with its first coordinator (`coordinator`: what `welcome` takes of a person), or without one yet: under the umbrella
    a network, below it a local one. Raises Refused as `found` and `welcome` do, and then nothing is founded."""
    kind = Network.Kind.NETWORK if parent.kind == Network.Kind.UMBRELLA else Network.Kind.LOCAL
    network = found(name, kind=kind, parent=parent, contact_email=contact_email, departments=departments, by=by)
    if coordinator:
        welcome(coordinator["email"], network=network, role=Role.COORDINATOR, first_name=coordinator["first_name"],
                last_name=coordinator["last_name"], language=coordinator["language"], by=by)
    return network


@transaction.atomic
def begin(name: str, *, contact_email: str, email: str, first_name: str = "", last_name: str = "", by: Person | None = None) -> Network:
    """The umbrella of a new installation and who coordinates it. Once it stands, only somebody more is named. Raises Refused when it
    stands under another name, and for what is no address."""
    umbrella = Network.objects.filter(kind=Network.Kind.UMBRELLA).first() or found(
        name, kind=Network.Kind.UMBRELLA, contact_email=contact_email, by=by)
    if umbrella.name != name:
        raise Refused(_("There is an umbrella already, “%(name)s”: an installation has one.") % {"name": umbrella.name})
    welcome(email, network=umbrella, role=Role.UMBRELLA_COORDINATOR, first_name=first_name, last_name=last_name, by=by)
    return umbrella


def _refuse_orphan(kind: str, parent: Network | None) -> None:
    umbrella = kind == Network.Kind.UMBRELLA
    if umbrella and Network.objects.filter(kind=kind).exists():
        raise Refused(_("There is an umbrella already: an installation has one."))
    if umbrella == (parent is not None):
        raise Refused(_("Choose the network above this one."), field="parent")
    if parent is not None and parent.closed_on:
        raise Refused(_("The network above is closed."), field="parent")


def _hold_the_tree() -> None:
    """One change of the tree at a time: the umbrella's row is its lock."""
    list(Network.objects.select_for_update(of=("self",)).filter(kind=Network.Kind.UMBRELLA))


@transaction.atomic
def describe(network: Network, *, name: str, contact_email: str, departments: Iterable[Department], by: Person | None = None) -> Network:
    """Say anew what a network is called, who answers for it, and where it works: requests of its departments come to it. Its address
    stays. Raises Refused."""
    _refuse_unless(by is None or policies.can_describe(by, network))
    network, departments = locked(network), list(departments)
    standing = (network.name, network.contact_email, set(network.departments.all()))
    if standing == (name, contact_email, set(departments)):
        return network
    network.name, network.contact_email = name, contact_email
    network.save(update_fields=["name", "contact_email"])
    network.departments.set(departments)
    journal.write("network.describe", network, by=by, network_id=network.pk)
    return network


@transaction.atomic
def move(network: Network, *, parent: Network, by: Person | None = None) -> Network:
    """Place a network, with all that is below it, under another one; past sums move with it. Raises Refused for the umbrella,
    for a place below itself, for a closed one."""
    _refuse_unless(by is None or policies.can_move(by, network))
    _hold_the_tree()
    network, parent = locked(network), locked(parent)
    if network.parent_id is None:
        raise Refused(_("The umbrella stays at the top."))
    if parent.path.startswith(network.path):
        raise Refused(_("A network cannot be placed below itself."), field="parent")
    _refuse_orphan(network.kind, parent)
    before, after = network.path, f"{parent.path}{network.pk}."
    Network.objects.under(network).update(path=Concat(Value(after), Substr("path", len(before) + 1)))
    network.parent, network.path = parent, after
    network.save(update_fields=["parent"])
    ledger.graft(network.pk, parent.pk)
    journal.write("network.move", network, by=by, network_id=network.pk, parent=parent)
    return network


@transaction.atomic
def join(person: Person, *, network: Network, organisation: Organisation | None = None, on: dt.date | None = None,
         by: Person | None = None) -> Membership:
    """Make somebody a member from a day on (today unless given). Who is a member stays the same one. Raises Refused."""
    _refuse_unless(by is None or policies.can_join(by, network))
    if network.closed_on or person.erased_at:
        raise Refused(_("This network is closed.") if network.closed_on else _("This person is no longer here."))
    if organisation is not None and organisation.network_id != network.pk:
        raise Refused(_("This organisation belongs to another network."), field="organisation")
    membership, made = Membership.objects.get_or_create(
        person=person, network=network, ended_on=None, defaults={"organisation": organisation, "started_on": on or clock.today()})
    if made:
        journal.write("network.join", membership, by=by, network_id=network.pk, person=person)
    return membership


@transaction.atomic
def welcome(email: str, *, network: Network, role: str, first_name: str = "", last_name: str = "", language: str = "fr",
            by: Person | None = None) -> Grant:
    """Somebody known by her address becomes a member in a role; a letter tells her where to sign in. Done twice, it is done once.
    Raises Refused as `meet`, `join` and `grant` do."""
    _refuse_unless(by is None or policies.can_give(by, network, role))
    person = people.meet(email, first_name=first_name, last_name=last_name, language=language, by=by)
    return give(join(person, network=network, by=by), role=role, by=by)


@transaction.atomic
def give(membership: Membership, *, role: str, by: Person | None = None) -> Grant:
    """Give a role to a member and tell her by letter: what it is, where to begin. Who holds it is told nothing again. Raises Refused."""
    given = grant(membership, role=role, by=by)
    person, node = membership.person, membership.network
    if person.email and given.membership.person_id != getattr(by, "pk", None):
        with translation.override(person.language):
            begin = reverse("people:login") + "?next=" + quote(reverse(BEGINNINGS.get(Role(role), "website:mine")))
            letters.queue(
                "network/letters/welcome", to=person.email, language=person.language, key=f"network.grant/{given.pk}/welcome",
                reply_to=node.contact_email, context={
                    "name": person.first_name, "network": node.name, "role": Role(role).label, "sentence": SENTENCES[Role(role)],
                    "is_role_model": role == Role.ROLE_MODEL, "by": by.full_name if by else "", "begin": begin})
    return given


@transaction.atomic
def leave(membership: Membership, *, by: Person | None = None) -> Membership:
    """End a membership and its roles today. Raises Refused when it would leave the umbrella without a coordinator."""
    _refuse_unless(by is None or policies.can_leave(by, membership))
    membership = locked(membership)
    if membership.ended_on:
        return membership
    for one in membership.grants.filter(ended_on=None).order_by("pk"):
        _end(one, by=by)
    membership.ended_on = max(clock.today(), membership.started_on)
    membership.save(update_fields=["ended_on"])
    journal.write("network.leave", membership, by=by, network_id=membership.network_id)
    return membership


@transaction.atomic
def grant(membership: Membership, *, role: str, on: dt.date | None = None, by: Person | None = None) -> Grant:
    """Give a role to a member from a day on (today unless given); who holds it keeps it. Raises Refused: not within one's right, not a
    member any more, not a role of this kind of network."""
    _refuse_unless(by is None or policies.can_grant(by, membership, role))
    membership = locked(membership)
    if membership.ended_on:
        raise Refused(_("This person is no longer a member of the network."))
    umbrella = membership.network.kind == Network.Kind.UMBRELLA
    if role in (NEVER_IN_UMBRELLA if umbrella else ONLY_IN_UMBRELLA):
        raise Refused(_("This role does not exist in this network."), field="role")
    given, made = Grant.objects.get_or_create(
        membership=membership, role=role, ended_on=None,
        defaults={"network_id": membership.network_id, "started_on": on or clock.today(), "granted_by": by})
    if made:
        journal.write("network.grant", given, by=by, network_id=given.network_id, membership=membership)
    return given


@transaction.atomic
def revoke(grant: Grant, *, by: Person | None = None) -> Grant:
    """End a role today. Raises Refused: not within one's right, or the last coordinator of the umbrella."""
    _refuse_unless(by is None or policies.can_revoke(by, grant))
    return _end(locked(grant), by=by)


def _end(grant: Grant, *, by: Person | None) -> Grant:
    if grant.ended_on:
        return grant
    if grant.role == Role.UMBRELLA_COORDINATOR:
        _hold_the_tree()
        if not Grant.objects.current().filter(role=grant.role).exclude(pk=grant.pk).exists():
            raise Refused(_("She is the last coordinator of the umbrella: name another one first."))
    grant.ended_on = max(clock.today(), grant.started_on)
    grant.save(update_fields=["ended_on"])
    journal.write("network.revoke", grant, by=by, network_id=grant.network_id, membership=grant.membership_id)
    return grant


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> None:
    """A person is erased: her memberships and roles end today; that they were stays counted. Raises Refused as `leave` does."""
    for membership in person.memberships.filter(ended_on=None).order_by("pk"):
        leave(membership, by=None)
