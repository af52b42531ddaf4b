"""Everything that happens to organisations: known, amended, made one, answered for, shown, declared."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.codes import new_code
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.people.models import Person
from industrielles.places.models import School
from industrielles.places.search import indexed

from .. import logos, numbers, policies
from ..known import bare
from ..models import Declaration, LegalEntity, LogoRelease, Membership, Network, Organisation, Referent

DESCRIBED = ("name", "kind", "town", "website", "notes")


@transaction.atomic
def know(network: Network, *, name: str, kind: str, number: str = "", town: str = "", website: str = "", notes: str = "",
         by: Person | None = None) -> Organisation:
    """Note an organisation in a network. `number`: a SIREN, a SIRET or a UAI; the same number is the same organisation, which comes back
    as it is. Whether another network knows it changes nothing and is not said. Raises Refused beside the field."""
    refuse_unless(by is None or policies.runs(by, network))
    legal = _legal(number, kind)
    standing = network.organisations.filter(legal=legal, merged_into=None).first() if legal else None
    if standing:
        return standing
    made = Organisation(network=network, legal=legal, name=_named(name, legal), kind=kind, town=town.strip() or _town(legal),
                        website=website.strip(), notes=notes.strip())
    made.search_text = _search_text(made)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return network.organisations.get(legal=legal, merged_into=None)  # noted by somebody else at this moment
    journal.write("network.know", made, by=by, network_id=network.pk)
    return made


@transaction.atomic
def amend(organisation: Organisation, *, number: str | None = None, by: Person | None = None, **said: str) -> Organisation:
    """Correct what the network says of an organisation: name, kind, town, website, notes, `number`. Raises Refused: another organisation
    of the network has this number (then make them one with `absorb`)."""
    refuse_unless(by is None or policies.runs(by, organisation.network))
    unknown = set(said) - set(DESCRIBED)
    if unknown:
        raise TypeError(f"An organisation has no {sorted(unknown)}.")
    organisation = locked(organisation)
    values: dict[str, Any] = {name: value.strip() for name, value in said.items()}
    legal = organisation.legal
    if number is not None:
        legal = _legal(number, said.get("kind", organisation.kind))
        if legal and Organisation.objects.filter(
                network=organisation.network_id, legal=legal, merged_into=None).exclude(pk=organisation.pk).exists():
            raise Refused(_("Another organisation of your network has this number: open it, then make them one."), field="number")
        values["legal"] = legal
    if "name" in values:
        values["name"] = _named(values["name"], legal)
    changed = [name for name, value in values.items() if getattr(organisation, name) != value]
    if changed:
        for name in changed:
            setattr(organisation, name, values[name])
        organisation.search_text = _search_text(organisation)
        organisation.save(update_fields=[*changed, "search_text"])
        journal.write("network.amend", organisation, by=by, network_id=organisation.network_id)
    return organisation


@transaction.atomic
def absorb(organisation: Organisation, *, other: Organisation, by: Person | None = None) -> Organisation:
    """`other` is the same organisation: its members, referents and declarations come here, its number and its logo too when this one has
    none. Its row stays as history. Done twice, it is done once. Raises Refused for organisations of two networks."""
    refuse_unless(by is None or policies.runs(by, organisation.network))
    keys = sorted((organisation.pk, other.pk))
    if keys[0] == keys[1] or organisation.network_id != other.network_id:
        raise Refused(_("Choose another organisation of the same network."), field="other")
    held = {one.pk: one for one in Organisation.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")}
    kept, gone = held[organisation.pk], held[other.pk]
    if gone.merged_into_id == kept.pk:
        return kept
    if kept.merged_into_id or gone.merged_into_id:
        raise Refused(_("One of them was already made one with another."))
    legal, logo = gone.legal, gone.logo.name
    gone.merged_into, gone.legal, gone.logo = kept, None, "" if not kept.logo else gone.logo
    gone.save(update_fields=["merged_into", "legal", "logo"])
    if kept.legal_id is None and legal:
        kept.legal = legal
    if logo and not kept.logo:
        kept.logo = logo
        LogoRelease.objects.filter(organisation=kept, withdrawn_on=None).update(withdrawn_on=clock.today())
        LogoRelease.objects.filter(organisation=gone).update(organisation=kept)
    kept.search_text = _search_text(kept)
    kept.save(update_fields=["legal", "logo", "search_text"])
    _carry_over(gone, kept)
    journal.write("network.absorb", kept, by=by, network_id=kept.network_id, other=gone)
    return kept


def _carry_over(gone: Organisation, kept: Organisation) -> None:
    """Members, declarations and referents follow; who answered for both answers once."""
    Membership.objects.filter(organisation=gone).update(organisation=kept)
    Declaration.objects.filter(organisation=gone).update(organisation=kept)
    Organisation.objects.filter(merged_into=gone).update(merged_into=kept)
    here = list(kept.referents.filter(ended_on=None))
    for one in gone.referents.order_by("pk"):
        double = any(one.person_id == two.person_id and one.address == two.address for two in here)
        if one.ended_on is None and double:
            one.ended_on = max(clock.today(), one.started_on)
        one.organisation = kept
        one.save(update_fields=["organisation", "ended_on"])


@transaction.atomic
def name_referent(organisation: Organisation, *, membership: Membership | None = None, name: str = "", role: str = "", email: str = "",
                  phone: str = "", agreed: str = "", agreed_on: dt.date | None = None, by: Person | None = None) -> Referent:
    """Note who answers for an organisation: a member of the network, or a contact with when and how she agreed to be noted. Named twice,
    she is named once. Raises Refused beside the field."""
    refuse_unless(by is None or policies.runs(by, organisation.network))
    organisation = locked(organisation)
    said: dict[str, Any]
    once: dict[str, Any]
    if membership is not None:
        if membership.network_id != organisation.network_id or membership.ended_on:
            raise Refused(_("Choose a member of the same network."), field="member")
        said, once = {"role": role.strip()}, {"person": membership.person}
    else:
        _refuse_contact(name, email, agreed, agreed_on)
        said = {"name": name.strip(), "role": role.strip(), "phone": phone.strip(), "agreed": agreed, "agreed_on": agreed_on}
        once = {"person": None, "email": email.strip().lower()}
    standing = organisation.referents.filter(ended_on=None, **once).first()
    if standing:
        return standing
    made = Referent.objects.create(organisation=organisation, network_id=organisation.network_id, **once, **said)
    journal.write("network.name_referent", made, by=by, network_id=made.network_id, organisation=organisation)
    return made


def _refuse_contact(name: str, email: str, agreed: str, agreed_on: dt.date | None) -> None:
    if not name.strip():
        raise Refused(_("Write her name, or choose a member."), field="name")
    if not email.strip():
        raise Refused(_("Write her e-mail address."), field="email")
    if agreed not in Referent.Agreed.values or agreed_on is None:
        raise Refused(_("Say when and how she agreed to be noted here."), field="agreed_on")
    if agreed_on > clock.today():
        raise Refused(_("She cannot have agreed on a day to come."), field="agreed_on")


@transaction.atomic
def end_referent(referent: Referent, *, by: Person | None = None) -> Referent:
    """She answers for this organisation no more, from today."""
    refuse_unless(by is None or policies.runs(by, referent.network))
    referent = locked(referent)
    if referent.ended_on is None:
        referent.ended_on = max(clock.today(), referent.started_on)
        referent.save(update_fields=["ended_on"])
        journal.write("network.end_referent", referent, by=by, network_id=referent.network_id)
    return referent


@transaction.atomic
def forget_referents(rows: Iterable[Referent], *, by: Person | None = None) -> int:
    """Their words go; that somebody answered for the organisation stays, with its dates. Returns how many."""
    keys = [one.pk for one in rows]
    empty = {"name": "", "role": "", "email": "", "phone": "", "agreed": "", "forgotten_at": clock.now()}
    return Referent.objects.filter(pk__in=keys, forgotten_at=None).update(**empty)


@transaction.atomic
def forget_contact(address: str, *, by: Person | None = None) -> int:
    """A contact without an account asks to be forgotten: she answers for no organisation any more, and her words go. Returns how many."""
    found = list(Referent.objects.filter(person=None, email__iexact=address, forgotten_at=None)) if address else []
    for one in found:
        end_referent(one, by=None)
    return forget_referents(found, by=by)


@transaction.atomic
def show_logo(organisation: Organisation, *, logo: IO[bytes] | None, agreed_by: str, agreed_on: dt.date, until: dt.date | None = None,
              by: Person | None = None) -> LogoRelease:
    """Show a logo, because somebody of the organisation agreed: who, when, until when. `logo` None keeps the one there is. The release
    before ends. Raises Refused beside the field."""
    refuse_unless(by is None or policies.runs(by, organisation.network))
    if agreed_on > clock.today() or (until and until < agreed_on):
        raise Refused(_("Write the day when they agreed, then the last day when it may be shown."),
                      field="agreed_on" if agreed_on > clock.today() else "until")
    drawn = logos.redrawn(logo) if logo else b""
    organisation = locked(organisation)
    if not drawn and not organisation.logo:
        raise Refused(_("Choose the file of the logo."), field="logo")
    if drawn:
        _delete_file(organisation.logo.name)
        organisation.logo.save(f"{new_code().lower()}.webp", ContentFile(drawn), save=False)
        organisation.save(update_fields=["logo"])
    organisation.releases.filter(withdrawn_on=None).update(withdrawn_on=clock.today())
    release = LogoRelease.objects.create(
        organisation=organisation, network_id=organisation.network_id, agreed_by=agreed_by.strip(), agreed_on=agreed_on, until=until)
    journal.write("network.show_logo", release, by=by, network_id=organisation.network_id, organisation=organisation)
    return release


@transaction.atomic
def hide_logo(organisation: Organisation, *, by: Person | None = None) -> Organisation:
    """They take their agreement back: the logo goes from the pages and from the disk at once; that they had agreed stays written."""
    refuse_unless(by is None or policies.runs(by, organisation.network))
    organisation = locked(organisation)
    if organisation.logo or organisation.releases.filter(withdrawn_on=None).exists():
        _delete_file(organisation.logo.name)
        organisation.logo = ""
        organisation.save(update_fields=["logo"])
        organisation.releases.filter(withdrawn_on=None).update(withdrawn_on=clock.today())
        journal.write("network.hide_logo", organisation, by=by, network_id=organisation.network_id)
    return organisation


@transaction.atomic
def clear_releases(rows: Iterable[LogoRelease], *, by: Person | None = None) -> int:
    """Agreements long over go. Returns how many."""
    return LogoRelease.objects.filter(pk__in=[one.pk for one in rows]).delete()[0]


def _legal(number: str, kind: str) -> LegalEntity | None:
    """The one row of this number, made when nobody knew it. Raises Refused: a wrong number, a school that is not in the directory."""
    try:
        siren, uai = numbers.read(number)
    except ValueError:
        raise Refused(_("This is neither a SIREN (nine digits) nor a UAI (seven digits and a letter): check each figure."),
                      field="number") from None
    if uai and not School.objects.filter(pk=uai).exists():
        raise Refused(_("No school of the national directory has this UAI."), field="number")
    if not siren and not uai:
        return None
    return LegalEntity.objects.get_or_create(siren=siren, uai=uai)[0]


def _named(name: str, legal: LegalEntity | None) -> str:
    """Its name; of a school, the one of the directory when none is written."""
    written = name.strip()
    if not written and legal and legal.uai:
        written = School.objects.values_list("name", flat=True).get(pk=legal.uai)
    if not written:
        raise Refused(_("Write its name."), field="name")
    return written[:160]


def _town(legal: LegalEntity | None) -> str:
    return School.objects.values_list("town", flat=True).get(pk=legal.uai) if legal and legal.uai else ""


def _search_text(organisation: Organisation) -> str:
    """Its name without its legal form, then all that finds it; folded."""
    return indexed(bare(organisation.name), organisation.name, organisation.town, organisation.siren, organisation.uai)[:300]


def _delete_file(name: str | None) -> None:
    """Once the change is kept, the file goes."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
