"""Who may not come back, how she is recognised, what was found when somebody looked."""
from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.network.models import Network
from industrielles.people.models import Person

from .. import marks, policies, telling
from ..models import Ban, Recognition
from ._right import refuse_unless


@transaction.atomic
def ban(network: Network, *, reason: str, email: str = "", phone: str = "", name: str = "", born_on: dt.date | None = None,
        by: Person | None = None) -> Ban:
    """Somebody does not come back, in any network: only hashes of what is given are kept. The rooms look among who is there already
    (settings.BANNED). Raises Refused when nothing given could recognise her."""
    refuse_unless(by is None or policies.can_ban(by, network))
    salt = secrets.token_hex(16)
    hers = marks.hashes(salt, email=email, phone=phone, name=name, born_on=born_on)
    kept = {f"{what}_hash": found[0] for what, found in hers.items() if found}
    if not kept:
        raise Refused(_("Give an address, a telephone, or a name with a birth date."))
    made = Ban.objects.create(network=network, reason=reason, salt=salt, banned_by=by, banned_at=clock.now(), **kept)
    journal.write("safeguarding.ban", made, by=by, network_id=network.pk)
    for dotted in settings.BANNED:
        import_string(dotted)(made, email=email, by=by)
    return made


@transaction.atomic
def lift(standing: Ban, *, by: Person | None = None) -> Ban:
    """She may come back. Done twice, it is done once."""
    refuse_unless(by is None or policies.can_lift(by, standing))
    if Ban.objects.live().filter(pk=standing.pk).update(lifted_at=clock.now(), lifted_by=by):
        journal.write("safeguarding.lift", standing, by=by, network_id=standing.network_id)
    standing.refresh_from_db()
    return standing


def recognise(email: str = "", phone: str = "", name: str = "", born_on: dt.date | None = None, *,
              among: Iterable[Ban] | None = None) -> list[tuple[Ban, tuple[str, ...]]]:
    """Bans (`among` these: all that stand) that look like somebody, each with by what: ("email", "phone", "name"). Writes nothing: `flag`
    does."""
    found = []
    for one in Ban.objects.live().order_by("pk") if among is None else among:
        hers = marks.hashes(one.salt, email=email, phone=phone, name=name, born_on=born_on)
        kept = {"email": one.email_hash, "phone": one.phone_hash, "name": one.name_hash}
        by_what = tuple(what for what, digest in kept.items() if digest and any(constant_time_compare(digest, mine) for mine in hers[what]))
        if by_what:
            found.append((one, by_what))
    return found


def barred(people: Collection[Person]) -> set[int]:
    """Keys of those among these people who may not come back: somebody found that it is she, or she has the very address of a ban and
    nobody found that she is somebody else. Writes nothing."""
    standing, keys = list(Ban.objects.live().order_by("pk")), {one.pk for one in people}
    settled: dict[str, set[tuple[int, int]]] = {outcome: set() for outcome in Recognition.Outcome.values}
    for label, rows in _settled_by_kind(standing).items():
        about = apps.get_model(label)._base_manager.filter(pk__in=[int(one.about_key) for one in rows])
        who = dict(about.values_list("pk", "pk" if label == Person._meta.label_lower else "person"))
        for one in rows:
            settled[one.outcome].add((one.ban_id, who.get(int(one.about_key)) or 0))
    like = {(ban.pk, one.pk) for one in people for ban, _by in (recognise(one.email or "", among=standing) if standing else ())}
    return {key for _ban, key in settled[Recognition.Outcome.SAME] | (like - settled[Recognition.Outcome.OTHER]) if key in keys}


def _settled_by_kind(standing: Collection[Ban]) -> dict[str, list[Recognition]]:
    """What was found of those who looked like these, by what it is about: an account, an application."""
    found: dict[str, list[Recognition]] = {}
    for one in Recognition.objects.filter(ban__in=[ban.pk for ban in standing]).exclude(outcome="").order_by("pk"):
        found.setdefault(one.about_type, []).append(one)
    return found


@transaction.atomic
def flag(row: models.Model, *, network: Network, email: str = "", phone: str = "", name: str = "", born_on: dt.date | None = None,
         among: Iterable[Ban] | None = None, by: Person | None = None) -> list[Recognition]:
    """Somebody comes (`row`: her application, her account): if she looks like somebody who may not come back, those who run her network and
    its referents are told, once; she is told nothing and nothing is refused by the program. Returns what was noticed for the first time."""
    noticed = []
    for standing, by_what in recognise(email, phone, name, born_on, among=among):
        made, new = Recognition.objects.get_or_create(
            ban=standing, about_type=row._meta.label_lower, about_key=str(row.pk),
            defaults={"network": network, "shown": " ".join(by_what), "noticed_at": clock.now()})
        if new:
            journal.write("safeguarding.flag", made, by=None, network_id=network.pk, ban=standing.code)
            telling.recognised(made, but=by)
            noticed.append(made)
    return noticed


@transaction.atomic
def settle(recognition: Recognition, *, outcome: str, by: Person | None = None) -> Recognition:
    """Somebody looked: it is she, or somebody else; the rooms follow (settings.RECOGNISED). Raises Refused when it was settled
    otherwise."""
    refuse_unless(by is None or policies.can_settle(by, recognition))
    if Recognition.objects.open().filter(pk=recognition.pk).update(outcome=outcome, settled_at=clock.now(), settled_by=by):
        journal.write("safeguarding.settle", recognition, by=by, network_id=recognition.network_id)
        recognition.refresh_from_db()
        for dotted in settings.RECOGNISED:
            import_string(dotted)(recognition, by=by)
    recognition.refresh_from_db()
    if recognition.outcome != outcome:
        raise Refused(_("Somebody else has answered otherwise."))
    return recognition


@transaction.atomic
def clear_bans(old: Any, *, by: Person | None = None) -> int:
    """These bans were lifted long ago: they go with what they recognised. Returns how many."""
    keys = list(old.values_list("pk", flat=True))
    Recognition.objects.filter(ban__in=keys).delete()
    return Ban.objects.filter(pk__in=keys).delete()[0]
