"""What a network shows of itself."""
from __future__ import annotations

from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit.codes import new_code
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people.models import Person

from .. import colours, logos, policies
from ..models import Network

LONGEST_MISSION = 3000


@transaction.atomic
def present(network: Network, *, mission_fr: str, mission_en: str = "", colour: str = "", colour_2: str = "",
            by: Person | None = None) -> Network:
    """Say what a network is for, and in which colours its page is drawn ("" for those of the collective). Raises Refused beside the field:
    a colour on which no text is read, with the nearest one on which it is."""
    refuse_unless(by is None or policies.can_describe(by, network))
    colour, colour_2 = readable(colour, "colour"), readable(colour_2, "colour_2")
    if colour_2 and not colour:
        raise Refused(_("Choose the main colour first."), field="colour")
    said = {"mission_fr": mission_fr.strip(), "mission_en": mission_en.strip(), "colour": colour, "colour_2": colour_2}
    network = locked(network)
    changed = [name for name, value in said.items() if getattr(network, name) != value]
    if changed:
        for name in changed:
            setattr(network, name, said[name])
        network.save(update_fields=changed)
        journal.write("network.present", network, by=by, network_id=network.pk)
    return network


def readable(written: str, field: str) -> str:
    """The colour as it is kept, "" for none. Raises Refused beside `field`: no colour, or one on which no text is read."""
    if not written.strip():
        return ""
    try:
        colour = colours.read(written)
    except ValueError:
        raise Refused(_("Write the colour as #1B5E3F: six figures or letters from A to F."), field=field) from None
    if not colours.is_readable(colour):
        words = _("On %(colour)s the best text has a contrast of %(ratio)s, and 4.5 is needed to read it. The nearest shade: %(near)s.")
        said = {"colour": colour, "ratio": formats.number_format(colours.text_on(colour)[1], 1), "near": colours.nearest_readable(colour)}
        raise Refused(words % said, field=field)
    return colour


@transaction.atomic
def add_logo(network: Network, *, logo: IO[bytes], by: Person | None = None) -> Network:
    """Put a logo on its page: drawn again, its file name ours. The one before goes. Raises Refused (field "logo")."""
    refuse_unless(by is None or policies.can_describe(by, network))
    drawn = logos.redrawn(logo)
    network = locked(network)
    before = network.logo.name
    network.logo.save(f"{new_code().lower()}.webp", ContentFile(drawn), save=False)
    network.save(update_fields=["logo"])
    _delete_file(before)
    journal.write("network.add_logo", network, by=by, network_id=network.pk)
    return network


@transaction.atomic
def remove_logo(network: Network, *, by: Person | None = None) -> Network:
    """Take the logo off. Done twice, it is done once."""
    refuse_unless(by is None or policies.can_describe(by, network))
    network = locked(network)
    before = network.logo.name
    if before:
        network.logo = ""
        network.save(update_fields=["logo"])
        _delete_file(before)
        journal.write("network.remove_logo", network, by=by, network_id=network.pk)
    return network


def _delete_file(name: str | None) -> None:
    """Once the change is kept, the file goes."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
