"""Every form, sent with fields that are none of its own (trust 36): what is written is what the plain form writes, and nothing else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms

from industrielles.network.roles import Role
from industrielles.people.models import Person

from .land import Land, Sent, door
from .writes import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
RANDOM = re.compile(  # what differs from one time to the next: codes, keys, digests, moments of the real clock
    r"[\w=-]+:[\w-]{4,8}:[\w-]{27,}|[\w-]{20,}|[0-9A-Z]{12}|\d{4}-\d\d-\d\d[T ][\d:.+]+|\d+"
)


def extras(land: Land) -> dict[str, str]:
    """Thirty-odd names that somewhere are columns, with what a thief would wish."""
    theirs, she = land.theirs, land.people["their member"]
    long_ago = ("created_at", "published_on", "confirmed_at", "ended_on", "erased_at", "closed_on")
    whose = ("person_id", "made_by", "by", "by_id", "sent_by", "asked_by", "user")
    return {
        **dict.fromkeys(("is_staff", "is_superuser"), "on"),
        **dict.fromkeys(("id", "pk", "membership", "membership_id", "second_step"), "1"),
        **dict.fromkeys(long_ago, "2001-01-01"),
        **dict.fromkeys(whose, str(she.pk)),
        **dict.fromkeys(("link_version", "version"), "77"),
        **dict.fromkeys(("slug", "password", "search_name"), "vole"),
        **dict.fromkeys(("network", "parent"), theirs.network.slug),
        "network_id": str(theirs.network.pk),
        "person": she.code,
        "is_active": "",
        "code": "VOLVOLVOLVOL",
        "status": "accepted",
        "role": Role.UMBRELLA_COORDINATOR.value,
        "roles": "coordinator",
        "path": "/",
        "language": "xx",
        "kind": "umbrella",
        "feed_key": 22 * "v",
    }


def own_fields(name: str) -> set[str]:
    """Fields the door's own form declares, shown on this page or not."""
    kind = getattr(door(name), "form_class", None)
    return {*kind.base_fields} if isinstance(kind, type) and issubclass(kind, forms.BaseForm) else set()


def written(land: Land, sent: Sent, body: dict[str, Any]) -> list[Any]:
    """The statements it causes, random values left out."""
    with undone() as writes:
        land.client(sent.who).post(sent.path, body)
    return [(re.sub(r"\d+", "#", sql), [_plain(one) for one in params or ()]) for sql, params in writes.said]


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool) or value is None else RANDOM.sub("#", str(value))


def faults_of(land: Land, recorded: list[Sent]) -> list[str]:
    faults = []
    for sent in recorded:
        more = {name: value for name, value in extras(land).items() if name not in {*sent.body, *sent.fields, *own_fields(sent.name)}}
        plain, crowded = written(land, sent, sent.body), written(land, sent, {**sent.body, **more})
        if plain != crowded:
            odd = [pair for pair in zip(plain, crowded, strict=False) if pair[0] != pair[1]][:1] or [(len(plain), len(crowded))]
            faults.append(f"{sent}: {odd}")
    return faults


def test_no_field_that_is_not_asked_for_is_written(land: Land, recorded: list[Sent]) -> None:
    assert len(extras(land)) >= 30
    faults = faults_of(land, list({(one.name, one.fields): one for one in recorded}.values()))
    assert not faults, "\n".join(faults)


def test_the_walk_catches_a_form_that_takes_every_field(land: Land, recorded: list[Sent], monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: a door that writes whatever bears the name of a column."""
    shown = door("people:account").post

    def post(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        columns = {field.attname for field in Person._meta.fields} & {"language", "search_name"} & {*request.POST}
        Person.objects.filter(pk=request.user.pk).update(**{name: request.POST[name] for name in columns})
        return shown(self, request, *args, **kwargs)

    monkeypatch.setattr(door("people:account"), "post", post)
    assert faults_of(land, [one for one in recorded if one.name == "people:account"][:1])
