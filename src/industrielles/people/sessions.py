"""Sessions in the database under a keyed hash of the key in the cookie: whoever reads the table enters nowhere with it. Beside each, keyed
hashes say of whom it speaks: what a session holds is packed, and she who is erased is found without opening any."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import transaction
from django.utils import timezone as session_time  # sessions end by the real clock, whatever day is played
from django.utils.crypto import salted_hmac

from .models import Mention
from .queries import normalised

KEPT = 40  # characters, 160 bits
MOST = 50  # addresses looked for in one session; a form that somebody filled with more lasts a day
BETWEEN = re.compile(r"[\s<>()\[\]\\,;:\"«»“”]+")  # what stands in no address, unless it is quoted
AROUND = ".'’!?…"  # what may touch an address in a sentence


def hashed(key: str | None) -> str:
    """What the database knows of a session key."""
    return salted_hmac("industrielles.people.sessions", key or "", algorithm="sha256").hexdigest()[:KEPT]


def mentioned(held: dict[str, Any]) -> set[str]:
    """Of whom a session that holds this speaks: keyed hashes of its account and of the addresses written in it."""
    account = {_account(held[SESSION_KEY])} if SESSION_KEY in held else set()
    return account | {_address(one) for one in islice(_addresses(held), MOST)}


def _account(key: Any) -> str:
    return salted_hmac("industrielles.people.mentions.account", str(key), algorithm="sha256").hexdigest()[:KEPT]


def _address(email: str) -> str:
    return salted_hmac("industrielles.people.mentions.address", normalised(email), algorithm="sha256").hexdigest()[:KEPT]


def _addresses(held: Any) -> Iterator[str]:
    """Whatever may be an address in values of any depth, each once: a whole answer, or a word of it."""
    seen: set[str] = set()
    waiting = [held]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list | tuple):
            waiting += one
        elif isinstance(one, str) and "@" in one:
            words = (normalised(one), *(word.strip(AROUND) for word in BETWEEN.split(normalised(one))))
            found = [word for word in words if "@" in word.strip("@") and word not in seen]
            seen.update(found)
            yield from dict.fromkeys(found)


class SessionStore(db.SessionStore):
    """Django's sessions in the database, found and written by the hash."""

    def _get_session_from_db(self) -> Any:
        try:
            return self.model.objects.get(session_key=hashed(self.session_key), expire_date__gt=session_time.now())
        except self.model.DoesNotExist:
            self._session_key = None
            return None

    def create_model_instance(self, data: Any) -> Any:
        row = super().create_model_instance(data)
        row.session_key = hashed(row.session_key)
        return row

    def exists(self, session_key: str) -> bool:
        return super().exists(hashed(session_key))

    def save(self, must_create: bool = False) -> None:
        """Written with those it speaks of, or not at all: the row of the session makes those who write it at once wait for each other."""
        if self.session_key is None:
            self.create()  # it saves
            return
        with transaction.atomic():
            super().save(must_create)
            whom, rows = mentioned(dict(self.items())), Mention.objects.in_session(hashed(self.session_key))
            known = set() if must_create else set(rows.values_list("who", flat=True))
            if known - whom:
                rows.of(known - whom).delete()
            if whom - known:
                Mention.objects.bulk_create([Mention(session_id=hashed(self.session_key), who=one) for one in sorted(whom - known)])

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            super().delete(hashed(key))

    @classmethod
    def forget(cls, hashes: list[str]) -> int:
        """End these sessions, known by their hashes, at once. Returns how many were still there."""
        sessions = cls.get_model_class()
        return sessions.objects.filter(session_key__in=hashes).delete()[1].get(sessions._meta.label, 0)

    @classmethod
    def forget_her(cls, account: int, addresses: Iterable[str]) -> int:
        """End the sessions of this account (its key), and those in which one of these addresses was typed. Returns how many."""
        whom = {_account(account), *(_address(one) for one in addresses if one)}
        return cls.forget(list(Mention.objects.of(whom).values_list("session", flat=True)))
