"""Everything that happens to role models and ambassadors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.codes import new_code
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.network import verbs as network
from industrielles.network.models import Grant, Membership, Network
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.places.models import Commune, Department
from industrielles.places.search import indexed

from . import photos, policies
from .availability import EVERY_WEEKDAY
from .models import Ambassador, Branch, OffDays, RoleModel

DESCRIBED = (
    "job",
    "words",
    "branch",
    "level",
    "tile",
    "formats",
    "audiences",
    "commune",
    "radius_km",
    "half_days",
    "works_holidays",
    "monthly_limit",
    "yearly_limit",
)
DAYS_KEPT = dt.timedelta(days=365)
LONGEST_ABSENCE = dt.timedelta(days=366)


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise Refused(_("Your role does not allow this."))


@transaction.atomic
def offer(
    membership: Membership, *, job: str, branch: Branch, level: str, commune: Commune, words: str = "", tile: str = "mecanicienne",
    formats: Iterable[str] = (RoleModel.Format.CLASS_VISIT,), audiences: Iterable[str] = (), radius_km: int = 50,
    half_days: int = EVERY_WEEKDAY, works_holidays: bool = False, monthly_limit: int = 2, yearly_limit: int = 6, by: Person | None = None,
) -> RoleModel:
    """A member accepts to be met: her profile, not yet public, and the role with it. Who is one already stays the same one.
    `radius_km`: kilometres; `half_days`: bits of pool.availability. Raises Refused."""
    _refuse_unless(by is None or policies.can_offer(by, membership))
    network.grant(membership, role=Role.ROLE_MODEL, by=by)
    standing = RoleModel.objects.filter(person=membership.person_id, network=membership.network_id, ended_on=None).first()
    if standing and standing.membership_id == membership.pk:
        return standing
    if standing:
        _end(standing)  # of a membership that ended
    role_model = RoleModel.objects.filter(membership=membership).first() or RoleModel(
        membership=membership, person_id=membership.person_id, network_id=membership.network_id
    )
    role_model.ended_on = None
    _describe(role_model, {
        "job": job, "words": words, "branch": branch, "level": level, "tile": tile, "formats": list(formats), "audiences": list(audiences),
        "commune": commune, "radius_km": radius_km, "half_days": half_days, "works_holidays": works_holidays,
        "monthly_limit": monthly_limit, "yearly_limit": yearly_limit})
    role_model.save()
    journal.write("pool.offer", role_model, by=by, network_id=role_model.network_id, person=membership.person_id)
    return role_model


@transaction.atomic
def describe(role_model: RoleModel, *, fields: Mapping[str, Any], by: Person | None = None) -> RoleModel:
    """Change what she says of herself (names of DESCRIBED, nothing else is written); a new town moves her on the map. Raises Refused."""
    _refuse_unless(by is None or policies.can_describe(by, role_model))
    role_model = locked(role_model)
    _describe(role_model, {name: fields[name] for name in DESCRIBED if name in fields})
    role_model.save()
    journal.write("pool.describe", role_model, by=by, network_id=role_model.network_id)
    return role_model


def _describe(role_model: RoleModel, fields: Mapping[str, Any]) -> None:
    """Write the fields, and what follows from them: department, place, public text. Does not save."""
    for name, value in fields.items():
        setattr(role_model, name, value)
    commune = role_model.commune
    if commune is None:
        raise Refused(_("Choose your town in the list."), field="commune")
    if not role_model.job.strip():
        raise Refused(_("Say your job in your own words, for example: I set up welding robots."), field="job")
    role_model.department_id = commune.department_id
    role_model.locate(commune.latitude, commune.longitude)
    branch, department = role_model.branch, commune.department
    role_model.search_text = indexed(
        role_model.job, role_model.words, branch.name_fr, branch.name_en, department.name, department.code, department.region.name
    )


@transaction.atomic
def publish(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """She consents to stand in the public directory: first name, initial, job, department. Nobody consents for her. Raises Refused."""
    _refuse_unless(by is None or policies.can_publish(by, role_model))
    role_model = locked(role_model)
    if role_model.ended_on:
        raise Refused(_("This profile is closed."))
    if not role_model.person.first_name:
        raise Refused(_("Write your first name in your account first: the directory shows it with your initial."))
    if role_model.published_on is None:
        role_model.published_on, role_model.withdrawn_on = clock.today(), None
        role_model.save(update_fields=["published_on", "withdrawn_on"])
        journal.write("pool.publish", role_model, by=by, network_id=role_model.network_id)
    return role_model


@transaction.atomic
def unpublish(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """Out of the public directory, at once; she stays a role model. Raises Refused."""
    _refuse_unless(by is None or policies.can_unpublish(by, role_model))
    role_model = locked(role_model)
    if role_model.published_on is not None:
        role_model.published_on, role_model.withdrawn_on = None, clock.today()
        role_model.save(update_fields=["published_on", "withdrawn_on"])
        journal.write("pool.unpublish", role_model, by=by, network_id=role_model.network_id)
    return role_model


@transaction.atomic
def pause(role_model: RoleModel, *, until: dt.date | None, by: Person | None = None) -> RoleModel:
    """Nobody invites her before this day; None: she is back. Raises Refused for a day that is not to come."""
    _refuse_unless(by is None or policies.can_pause(by, role_model))
    if until is not None and until <= clock.today():
        raise Refused(_("Choose a day to come."), field="until")
    role_model = locked(role_model)
    role_model.paused_until = until
    role_model.save(update_fields=["paused_until"])
    journal.write("pool.pause", role_model, by=by, network_id=role_model.network_id)
    return role_model


@transaction.atomic
def set_off_days(
    role_model: RoleModel, *, starts_on: dt.date, ends_on: dt.date | None = None, free: bool = False, by: Person | None = None
) -> OffDays:
    """Days that are not as usual: away, or `free` although her week says otherwise. Both days included. Raises Refused."""
    _refuse_unless(by is None or policies.can_set_off_days(by, role_model))
    ends_on = ends_on or starts_on
    if ends_on < starts_on:
        raise Refused(_("The last day comes before the first."), field="ends_on")
    if ends_on < clock.today():
        raise Refused(_("Choose days to come."), field="starts_on")
    if ends_on - starts_on > LONGEST_ABSENCE:
        raise Refused(_("Write a year at most: beyond that, pause your profile."), field="ends_on")
    days, made = OffDays.objects.get_or_create(
        role_model=role_model, network_id=role_model.network_id, starts_on=starts_on, ends_on=ends_on, free=free
    )
    if made:
        journal.write("pool.set_off_days", role_model, by=by, network_id=role_model.network_id)
    return days


@transaction.atomic
def clear_off_days(off_days: OffDays, *, by: Person | None = None) -> None:
    """These days are as usual again."""
    _refuse_unless(by is None or policies.can_set_off_days(by, off_days.role_model))
    journal.write("pool.clear_off_days", off_days.role_model, by=by, network_id=off_days.network_id)
    off_days.delete()


@transaction.atomic
def clear_past_days(*, by: Person | None = None) -> int:
    """Forget absences that ended more than a year ago. Returns how many."""
    return OffDays.objects.long_past(DAYS_KEPT).delete()[0]


@transaction.atomic
def add_photo(role_model: RoleModel, *, file: IO[bytes], by: Person | None = None) -> RoleModel:
    """Her photo, drawn again without metadata under a name of its own; the one before goes. Raises Refused (field "photo")."""
    _refuse_unless(by is None or policies.can_describe(by, role_model))
    picture = photos.redrawn(file)
    role_model = locked(role_model)
    before = role_model.photo.name
    role_model.photo.save(f"{new_code()}.webp", ContentFile(picture), save=False)
    role_model.save(update_fields=["photo"])
    _delete_file(before)
    journal.write("pool.add_photo", role_model, by=by, network_id=role_model.network_id)
    return role_model


@transaction.atomic
def remove_photo(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """No photo any more, here or on the disk: the drawn tile stands for her."""
    _refuse_unless(by is None or policies.is_hers_or_run(by, role_model))
    role_model = locked(role_model)
    _delete_file(role_model.photo.name)
    role_model.photo = ""
    role_model.save(update_fields=["photo"])
    journal.write("pool.remove_photo", role_model, by=by, network_id=role_model.network_id)
    return role_model


def _delete_file(name: str | None) -> None:
    """Once the change is kept, the file goes."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))


@transaction.atomic
def retire(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """She is no longer a role model of this network: out of the directory, never invited again; what she did stays counted."""
    _refuse_unless(by is None or policies.can_retire(by, role_model))
    role_model = locked(role_model)
    if role_model.ended_on is None:
        _end(role_model)
        _lay_down(role_model.membership_id, Role.ROLE_MODEL)
        journal.write("pool.retire", role_model, by=by, network_id=role_model.network_id)
    return role_model


def _end(role_model: RoleModel) -> None:
    today = clock.today()
    role_model.withdrawn_on = today if role_model.published_on else role_model.withdrawn_on
    role_model.ended_on, role_model.published_on, role_model.ambassador = today, None, None
    role_model.save(update_fields=["ended_on", "published_on", "withdrawn_on", "ambassador"])


def _lay_down(membership_id: int, role: str) -> None:
    for one in Grant.objects.filter(membership=membership_id, role=role, ended_on=None):
        network.revoke(one, by=None)


@transaction.atomic
def forget(person: Person, *, by: Person | None = None) -> None:
    """A person is erased: her profiles end and are emptied, her photo goes from the disk, her charge as ambassador ends."""
    for role_model in person.role_models.order_by("pk"):
        retire(role_model, by=None)
        role_model = locked(role_model)
        _delete_file(role_model.photo.name)
        role_model.off_days.all().delete()
        role_model.job, role_model.words, role_model.photo, role_model.search_text, role_model.commune = "", "", "", "", None
        role_model.locate(None, None)
        role_model.save()
    for ambassador in person.ambassadorships.filter(ended_on=None).order_by("pk"):
        dismiss(ambassador, by=None)


@transaction.atomic
def appoint(membership: Membership, *, departments: Iterable[Department], by: Person | None = None) -> Ambassador:
    """Name an ambassador for these departments, or give hers anew; the role comes with it. Raises Refused."""
    _refuse_unless(by is None or policies.can_appoint(by, membership))
    network.grant(membership, role=Role.AMBASSADOR, by=by)
    ambassador, made = Ambassador.objects.get_or_create(
        membership=membership, defaults={"person_id": membership.person_id, "network_id": membership.network_id}
    )
    departments = list(departments)
    if not made and ambassador.ended_on is None and set(ambassador.departments.all()) == set(departments):
        return ambassador
    if ambassador.ended_on:
        ambassador.ended_on = None
        ambassador.save(update_fields=["ended_on"])
    ambassador.departments.set(departments)
    journal.write("pool.appoint", ambassador, by=by, network_id=ambassador.network_id, person=membership.person_id)
    return ambassador


@transaction.atomic
def dismiss(ambassador: Ambassador, *, by: Person | None = None) -> Ambassador:
    """She leads no territory any more; the role models she animated wait for another one."""
    _refuse_unless(by is None or policies.can_dismiss(by, ambassador))
    ambassador = locked(ambassador)
    if ambassador.ended_on is None:
        ambassador.ended_on = clock.today()
        ambassador.save(update_fields=["ended_on"])
        ambassador.role_models.update(ambassador=None)
        _lay_down(ambassador.membership_id, Role.AMBASSADOR)
        journal.write("pool.dismiss", ambassador, by=by, network_id=ambassador.network_id)
    return ambassador


@transaction.atomic
def entrust(role_model: RoleModel, *, ambassador: Ambassador | None, by: Person | None = None) -> RoleModel:
    """Entrust a role model to an ambassador of her network, or to nobody. Raises Refused."""
    _refuse_unless(by is None or policies.can_entrust(by, role_model))
    if ambassador is not None and (ambassador.network_id != role_model.network_id or ambassador.ended_on):
        raise Refused(_("Choose an ambassador of her network."), field="ambassador")
    role_model = locked(role_model)
    if role_model.ambassador_id == (ambassador.pk if ambassador else None):
        return role_model
    role_model.ambassador = ambassador
    role_model.save(update_fields=["ambassador"])
    journal.write("pool.entrust", role_model, by=by, network_id=role_model.network_id, ambassador=ambassador)
    return role_model


@transaction.atomic
def entrust_all(ambassador: Ambassador, *, role_models: Iterable[RoleModel], by: Person | None = None) -> int:
    """Entrust several role models to one ambassador. Returns how many are new to her. Raises Refused as `entrust` does."""
    chosen = [one for one in role_models if one.ambassador_id != ambassador.pk]
    for one in chosen:
        entrust(one, ambassador=ambassador, by=by)
    return len(chosen)


@transaction.atomic
def welcome(
    node: Network,
    *,
    email: str,
    role: str,
    first_name: str = "",
    last_name: str = "",
    language: str = "fr",
    departments: Iterable[Department] = (),
    by: Person | None = None,
) -> Membership:
    """Somebody known by her address becomes a member of a network, in a role, told by a letter; `departments`: those an ambassador leads.
    Done twice, it is done once. Raises Refused."""
    given = network.welcome(email, network=node, role=role, first_name=first_name, last_name=last_name, language=language, by=by)
    return _with_charge(given, departments, by=by)


@transaction.atomic
def give(membership: Membership, *, role: str, departments: Iterable[Department] = (), by: Person | None = None) -> Membership:
    """Give a member a role, told by a letter, with what comes with it. Raises Refused."""
    return _with_charge(network.give(membership, role=role, by=by), departments, by=by)


def _with_charge(given: Grant, departments: Iterable[Department], *, by: Person | None) -> Membership:
    if given.role == Role.AMBASSADOR:
        departments = list(departments)
        if not departments:
            raise Refused(_("Write the departments she leads."), field="departments")
        appoint(given.membership, departments=departments, by=by)
    return given.membership


@transaction.atomic
def take(grant: Grant, *, by: Person | None = None) -> Grant:
    """Take a role back, with what came with it: an ambassador's charge, a role model's profile. Raises Refused as `revoke` does."""
    membership = grant.membership
    given = network.revoke(grant, by=by)
    if grant.role == Role.AMBASSADOR:
        for charge in Ambassador.objects.current().filter(membership=membership):
            dismiss(charge, by=by)
    if grant.role == Role.ROLE_MODEL:
        for role_model in RoleModel.objects.filter(membership=membership, ended_on=None):
            retire(role_model, by=by)
    return given


@transaction.atomic
def part(membership: Membership, *, by: Person | None = None) -> Membership:
    """Somebody leaves a network: her roles end, with her profile and her charge there; what she did stays counted. Raises Refused as
    `leave` does."""
    for role_model in RoleModel.objects.filter(membership=membership, ended_on=None):
        retire(role_model, by=by)
    for charge in Ambassador.objects.current().filter(membership=membership):
        dismiss(charge, by=by)
    return network.leave(membership, by=by)
