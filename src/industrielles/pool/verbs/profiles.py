"""Everything that happens to the profile of a role model."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.network import verbs as network
from industrielles.network.models import Membership
from industrielles.network.roles import Role
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from industrielles.people.models import Person
from industrielles.places.models import Commune
from industrielles.places.search import indexed

from .. import policies
from ..availability import EVERY_WEEKDAY
from ..models import Branch, Calendar, OffDays, RoleModel
from ._endings import lay_down

DESCRIBED = (
    "job",
    "form",
    "words",
    "branch",
    "level",
    "tile",
    "formats",
    "audiences",
    "languages",
    "topics",
    "commune",
    "radius_km",
    "half_days",
    "odd_half_days",
    "works_holidays",
    "monthly_limit",
    "yearly_limit",
)
LONGEST_ABSENCE = dt.timedelta(days=366)


@transaction.atomic
def offer(
    membership: Membership, *, job: str, branch: Branch, level: str, commune: Commune, words: str = "", tile: str = "mecanicienne",
    formats: Iterable[str] = (RoleModel.Format.CLASS_VISIT,), audiences: Iterable[str] = (), radius_km: int = 50,
    half_days: int = EVERY_WEEKDAY, works_holidays: bool = False, monthly_limit: int = 2, yearly_limit: int = 6,
    form: str = RoleModel.Form.FEMININE, by: Person | None = None,
) -> RoleModel:
    """A member accepts to be met: her profile, not yet public, and the role with it. Who is one already stays the same one.
    `radius_km`: kilometres; `half_days`: bits of pool.availability. Raises Refused."""
    refuse_unless(by is None or policies.can_offer(by, membership))
    network.grant(membership, role=Role.ROLE_MODEL, by=by)
    standing = RoleModel.objects.filter(person=membership.person_id, network=membership.network_id, ended_on=None).first()
    if standing and standing.membership_id == membership.pk:
        return standing
    if standing:
        _end(standing)  # of a membership that ended
    role_model = RoleModel.objects.filter(membership=membership).first() or RoleModel(
        membership=membership, person_id=membership.person_id, network_id=membership.network_id
    )
    role_model.ended_on = role_model.archived_on = role_model.asked_on = None
    role_model.confirmed_on, role_model.times_asked = clock.today(), 0
    _describe(role_model, {
        "job": job, "form": form, "words": words, "branch": branch, "level": level, "tile": tile, "formats": list(formats),
        "audiences": list(audiences), "commune": commune, "radius_km": radius_km, "half_days": half_days, "works_holidays": works_holidays,
        "monthly_limit": monthly_limit, "yearly_limit": yearly_limit})
    role_model.save()
    journal.write("pool.offer", role_model, by=by, network_id=role_model.network_id, person=membership.person_id)
    return role_model


@transaction.atomic
def describe(role_model: RoleModel, *, fields: Mapping[str, Any], by: Person | None = None) -> RoleModel:
    """Change what she says of herself (names of DESCRIBED, nothing else is written); a new town moves her on the map. Raises Refused."""
    refuse_unless(by is None or policies.can_describe(by, role_model))
    role_model = locked(role_model)
    _describe(role_model, {name: fields[name] for name in DESCRIBED if name in fields})
    if by is not None and by.pk == role_model.person_id and role_model.archived_on is None:
        role_model.confirmed_on, role_model.asked_on, role_model.times_asked = clock.today(), None, 0  # what she writes today is true today
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
def pause(role_model: RoleModel, *, until: dt.date | None, by: Person | None = None) -> RoleModel:
    """Nobody invites her before this day; None: she is back. Raises Refused for a day that is not to come."""
    refuse_unless(by is None or policies.can_pause(by, role_model))
    if until is not None and until <= clock.today():
        raise Refused(_("Choose a day to come."), field="until")
    role_model = locked(role_model)
    if role_model.archived_on:
        raise Refused(_("Say first that your profile is still true."))
    role_model.paused_until = until
    role_model.save(update_fields=["paused_until"])
    journal.write("pool.pause", role_model, by=by, network_id=role_model.network_id)
    return role_model


@transaction.atomic
def set_off_days(
    role_model: RoleModel, *, starts_on: dt.date, ends_on: dt.date | None = None, free: bool = False, by: Person | None = None
) -> OffDays:
    """Days that are not as usual: away, or `free` although her week says otherwise. Both days included. Raises Refused."""
    refuse_unless(by is None or policies.can_set_off_days(by, role_model))
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
    refuse_unless(by is None or policies.can_set_off_days(by, off_days.role_model))
    journal.write("pool.clear_off_days", off_days.role_model, by=by, network_id=off_days.network_id)
    off_days.delete()


@transaction.atomic
def clear_past_days(days: Any, *, by: Person | None = None) -> int:
    """Forget these days, long past. Returns how many."""
    return days.delete()[0]


@transaction.atomic
def retire(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """She is no longer a role model of this network: out of the directory, never invited again; what she did stays counted."""
    refuse_unless(by is None or policies.can_retire(by, role_model))
    role_model = locked(role_model)
    if role_model.ended_on is None:
        _end(role_model)
        lay_down(role_model.membership_id, Role.ROLE_MODEL)
        journal.write("pool.retire", role_model, by=by, network_id=role_model.network_id)
    return role_model


def _end(role_model: RoleModel) -> None:
    today = clock.today()
    role_model.withdrawn_on = today if role_model.published_on else role_model.withdrawn_on
    role_model.ended_on, role_model.published_on, role_model.ambassador = today, None, None
    role_model.feed_key = role_model.photo_agreed_on = None
    role_model.save(update_fields=["ended_on", "published_on", "withdrawn_on", "ambassador", "feed_key", "photo_agreed_on"])
    role_model.busy_days.all().delete()
    Calendar.objects.filter(role_model=role_model).delete()
    for purpose in (Purpose.DIRECTORY, Purpose.PHOTO):
        people.withdraw_consent(role_model.person, purpose=purpose, network_id=role_model.network_id)
