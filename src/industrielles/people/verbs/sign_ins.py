"""A browser is let in, seen, and let go."""
from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock

from ..models import Person, SignIn
from .telling import tell


@transaction.atomic
def begin(person: Person, *, session: str, browser: str, new: bool, whole: bool = False, by: Person | None = None) -> SignIn:
    """Somebody has come in by her first step. `session`: keyed hash of its key; `browser`: coarse words; `new`: she never came from there,
    and is told so; `whole`: what she proved herself with counts as both steps."""
    SignIn.objects.filter(session=session).delete()
    made = SignIn.objects.create(person=person, session=session, browser=browser, second_at=clock.now() if whole else None)
    if new:
        what = format_lazy(_("Somebody has just signed in to your account from a browser we did not know: {browser}."), browser=browser)
        tell(person, subject=_("A new browser has opened your account"), what=what)
    return made


@transaction.atomic
def see(session: str, *, by: Person | None = None) -> None:
    """She was there within the hour."""
    SignIn.objects.on(session).update(seen_at=clock.now())


@transaction.atomic
def carry_over(session: str, *, to: str, by: Person | None = None) -> None:
    """Her session has changed its key."""
    SignIn.objects.on(session).update(session=to)


@transaction.atomic
def end(sign_in: SignIn, *, by: Person | None = None) -> bool:
    """This browser is signed out, at once. Returns whether it still was signed in."""
    return bool(_end(SignIn.objects.filter(pk=sign_in.pk), by=by))


@transaction.atomic
def end_others(person: Person, *, but: str = "", by: Person | None = None) -> int:
    """Every browser of hers is signed out at once, save the one of this session. Returns how many."""
    return _end(SignIn.objects.of(person).exclude(session=but), by=by)


@transaction.atomic
def clear_sign_ins(rows: Any, *, by: Person | None = None) -> int:
    """Forget these sign-ins, and end what is left of their sessions. Returns how many."""
    return _end(rows, by=by)


def _end(rows: Any, *, by: Person | None = None) -> int:
    found = list(rows.order_by("pk"))
    sessions().forget([one.session for one in found])
    gone = SignIn.objects.filter(pk__in=[one.pk for one in found]).delete()[0]
    for one in found:
        journal.write("people.leave", one.person, by=by)
    return gone


def sessions() -> Any:
    """Where sessions are kept."""
    return import_module(settings.SESSION_ENGINE).SessionStore
