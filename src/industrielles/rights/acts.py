"""The journal in words: one sentence for each verb, names found when they are shown."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from industrielles.journal.models import Entry
from industrielles.network.models import Membership, Network
from industrielles.people.models import Person

from .sentences import SENTENCES


@dataclass(frozen=True)
class Act:
    """One line: who, what, about whom, in which network, when."""

    entry: Entry
    who: str
    what: Any
    whom: str
    network: str
    at: dt.datetime


def in_words(entries: Iterable[Entry], reader: Person | None) -> list[Act]:
    """These entries in words; four questions for all of them. Somebody erased is “an erased person”; whom a network added and who has not
    signed in since is what that network called her; what concerns no network says no name of
    a network that the reader does not run (None: whoever reads of herself reads all)."""
    rows = list(entries)
    keys = {one.by_id for one in rows} | {_about(one) for one in rows}
    people = Person.objects.in_bulk([key for key in keys if key])
    hers = set(people) if reader is None else {
        reader.pk, *Membership.objects.visible_to(reader).filter(person__in=people).values_list("person", flat=True)}
    networks = Network.objects.in_bulk({one.network_id for one in rows if one.network_id})
    strangers = {(one.person_id, one.network_id): one.called or _("somebody who has not signed in yet") for one in
                 Membership.objects.strangers().filter(person__in=people, network__in=networks)}
    found = []
    for one in rows:
        node = networks.get(one.network_id) if one.network_id else None
        about = _about(one)
        seen = people if one.network_id else {key: person if key in hers else None for key, person in people.items()}
        whom = (strangers.get((about, one.network_id or 0)) or _named(seen, about)) if about and about != one.by_id else ""
        found.append(Act(one, _who(one, seen), sentence(one.verb), whom, node.name if node else "", one.at))
    return found


def sentence(verb: str) -> Any:
    """What this verb says; the verb itself when no room has it any more."""
    return SENTENCES.get(verb, verb)


def named(person: Person | None) -> str:
    """Her name, or her address; nothing of somebody erased."""
    if person is None or person.erased_at:
        return _("an erased person")
    return person.full_name or person.email or ""


def _named(people: Mapping[int, Person | None], key: int) -> str:
    return _("somebody of another network") if key in people and people[key] is None else named(people.get(key))


def _who(entry: Entry, people: Mapping[int, Person | None]) -> str:
    if entry.by_id:
        return _named(people, entry.by_id)
    return _("the holder of a mailed link") if entry.as_holder else _("the program")


def _about(entry: Entry) -> int | None:
    """The person it is about, if it says one."""
    if entry.subject_type == "people.person":
        return int(entry.subject_key)
    about = entry.ids.get("person")
    return about if isinstance(about, int) else None
