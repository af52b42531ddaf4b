"""Once a year she is asked whether her profile is still true; who stays silent is let rest, and comes back in one tap."""
from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock, links
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused, refuse_unless
from industrielles.letters import verbs as letters
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent, Person

from .. import policies
from ..models import UNTIL_SHE_SAYS, RoleModel

STILL_TRUE, LIFE = "pool.still_true", dt.timedelta(days=800)  # of the link: she may come back long after


@transaction.atomic
def confirm(role_model: RoleModel, *, by: Person | None = None) -> RoleModel:
    """She says her profile is still true; `by` None: by the link that was mailed to her. If she had been let rest, she is back: invited
    again, and public again where her consent still stands. Done twice, it is done once. Raises Refused."""
    refuse_unless(by is None or policies.can_describe(by, role_model))
    role_model = locked(role_model)
    if role_model.ended_on:
        raise Refused(_("This profile is closed."))
    today, was_asked = clock.today(), role_model.asked_on is not None
    if role_model.confirmed_on == today and not was_asked and role_model.archived_on is None:
        return role_model
    if role_model.archived_on:
        consents = Consent.objects.to(Purpose.DIRECTORY, role_model.network_id).filter(person=role_model.person_id)
        if role_model.withdrawn_on == role_model.archived_on and consents.exists():
            role_model.published_on, role_model.withdrawn_on = today, None
        role_model.paused_until = None if role_model.paused_until == UNTIL_SHE_SAYS else role_model.paused_until
    role_model.confirmed_on, role_model.asked_on, role_model.times_asked, role_model.archived_on = today, None, 0, None
    role_model.save(update_fields=[
        "confirmed_on", "asked_on", "times_asked", "archived_on", "published_on", "withdrawn_on", "paused_until"])
    journal.write("pool.confirm", role_model, by=by, network_id=role_model.network_id)
    return role_model


@transaction.atomic
def ask_again(role_model: RoleModel, *, by: Person | None = None) -> bool:
    """Ask whether her profile is still true, or remind her. The letter goes once whatever asks at the same time. Returns whether it did."""
    asked = RoleModel.objects.filter(
        pk=role_model.pk, times_asked=role_model.times_asked, confirmed_on=role_model.confirmed_on, archived_on=None, ended_on=None)
    if not asked.update(times_asked=role_model.times_asked + 1, asked_on=Coalesce("asked_on", clock.today())):
        return False
    number = role_model.times_asked + 1
    _write(role_model, "pool/letters/still_true", f"{role_model.confirmed_on}/{number}", number=number)
    return True


@transaction.atomic
def archive(role_model: RoleModel, *, by: Person | None = None) -> bool:
    """Silent for two months: out of the directory, invited no more, nothing erased, and a letter that brings her back in one tap. What
    she consented to stands: she took nothing back. Returns whether it was done now."""
    before, role_model = role_model, locked(role_model)
    if role_model.archived_on or role_model.ended_on or role_model.asked_on is None or role_model.asked_on != before.asked_on:
        return False
    today = clock.today()
    if role_model.published_on:
        role_model.published_on, role_model.withdrawn_on = None, today
    role_model.archived_on, role_model.paused_until = today, UNTIL_SHE_SAYS
    role_model.save(update_fields=["archived_on", "paused_until", "published_on", "withdrawn_on"])
    journal.write("pool.archive", role_model, by=by, network_id=role_model.network_id)
    _write(role_model, "pool/letters/archived", f"{role_model.confirmed_on}/archived")
    return True


@transaction.atomic
def note_told(role_model: RoleModel, *, until: dt.datetime, by: Person | None = None) -> bool:
    """A letter tells her of the requests near her that came until this moment: one conditional UPDATE decides who writes it, in the
    transaction that does. Returns whether it is ours to write."""
    return bool(RoleModel.objects.still_as_told(role_model).update(told_until=until))


def still_true_path(role_model: RoleModel) -> str:
    """Where she confirms in one tap, without signing in."""
    return reverse("pool:still_true", args=[links.sign(STILL_TRUE, role_model.code)])


def _write(role_model: RoleModel, template: str, key: str, **words: object) -> None:
    person = role_model.person
    letters.queue(
        template, to=person.email or "", language=person.language, key=f"pool.still_true/{role_model.code}/{key}",
        context={"name": person.first_name, "job": role_model.job, "link": still_true_path(role_model),
                 "site_name": settings.SITE_NAME, **words})
