"""Everything that happens to networks."""
from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.text import slugify
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit.codes import new_code
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.ledger import verbs as ledger
from industrielles.people.models import Person
from industrielles.places.models import Department

from .. import policies
from ..models import Network
from ..roles import Role
from ._tree import hold_the_tree
from .members import welcome


@transaction.atomic
def found(name: str, *, kind: str, contact_email: str, parent: Network | None = None, slug: str = "",
          departments: Iterable[Department] = (), by: Person | None = None) -> Network:
    """Found the umbrella (once, without a parent), a network or a local network. `by` None: the installation itself.
    Founded twice in the same place with the same contact, it is the same one. Raises Refused: not within one's right, a second umbrella,
    a parent that is missing or closed, a name taken."""
    refuse_unless(by is None or policies.can_found(by, parent))
    hold_the_tree()
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


@transaction.atomic
def describe(network: Network, *, name: str, contact_email: str, departments: Iterable[Department], by: Person | None = None) -> Network:
    """Say anew what a network is called, who answers for it, and where it works: requests of its departments come to it. Its address
    stays. Raises Refused."""
    refuse_unless(by is None or policies.can_describe(by, network))
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
    refuse_unless(by is None or policies.can_move(by, network))
    hold_the_tree()
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
