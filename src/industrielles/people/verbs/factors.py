"""The second step of signing in: what she proves herself with is added, used, removed."""
from __future__ import annotations

import datetime as dt
import secrets
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.codes import ALPHABET
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused

from .. import policies, totp
from ..models import Authenticator, Passkey, Person, RecoveryCode, SignIn
from .sign_ins import end, end_others
from .telling import tell

CHANGED = gettext_lazy("The second step of your account has changed")
RECOVERY_LENGTH = 10  # 32**10 = 2**50


class Outcome(StrEnum):
    """What became of a code typed at the second step."""

    RIGHT = "right"
    WRONG = "wrong"
    ENDED = "ended"  # wrong once too often: she is signed out


@transaction.atomic
def add_app(person: Person, *, seed: str, code: str, session: str = "", by: Person | None = None) -> Authenticator:
    """Her application is taken once it shows the right code; `seed`: what its secret was derived from. After a code told by telephone it
    takes the place of all she had, and every browser but the one of this `session` is signed out. Raises Refused (field "code")."""
    matched = totp.matching_step(totp.secret(person.pk, seed), _digits(code))
    if matched is None:
        raise Refused(_("These are not the six digits that the application shows now. Copy the latest ones; and check that the clock of "
                        "your telephone sets itself."), field="code")
    _make_room(person, session=session, by=by)
    try:
        with transaction.atomic():
            made = Authenticator.objects.create(person=person, seed=seed, last_step=matched)
    except IntegrityError:
        raise Refused(_("You already have an application. Remove it first, then add the new one.")) from None
    journal.write("people.add_app", person, by=by)
    tell(person, subject=CHANGED, what=gettext_lazy("An application that shows codes has been added to your account."))
    return made


@transaction.atomic
def add_passkey(person: Person, *, public_data: bytes, credential_id: str, sign_count: int, name: str, session: str = "",
                by: Person | None = None) -> Passkey:
    """A key that her browser has just made, already checked (people.passkeys); `session` as in `add_app`. Raises Refused."""
    _make_room(locked(person), session=session, by=by)
    if Passkey.objects.filter(person=person).count() >= Passkey.MOST:
        raise Refused(_("Ten passkeys are enough: remove one that you no longer use."))
    try:
        with transaction.atomic():
            made = Passkey.objects.create(
                person=person, public_data=public_data, credential_id=credential_id, sign_count=sign_count, name=name)
    except IntegrityError:
        raise Refused(_("This passkey is already there.")) from None
    journal.write("people.add_passkey", made, by=by, person=person)
    tell(person, subject=CHANGED, what=format_lazy(gettext_lazy("A passkey has been added to your account, from {browser}."), browser=name))
    return made


@transaction.atomic
def remove_app(person: Person, *, by: Person | None = None) -> bool:
    """Her application is forgotten, unless it is all she has and she needs it. Raises Refused."""
    return _remove(person, Authenticator.objects.filter(person=person), "people.remove_app", by,
                   gettext_lazy("The application that shows codes has been removed from your account."))


@transaction.atomic
def remove_passkey(passkey: Passkey, *, by: Person | None = None) -> bool:
    """This passkey is forgotten, unless it is all she has and she needs it. Raises Refused."""
    what = format_lazy(gettext_lazy("The passkey “{name}” has been removed from your account."), name=passkey.name)
    return _remove(passkey.person, Passkey.objects.filter(pk=passkey.pk), "people.remove_passkey", by, what)


def _remove(person: Person, rows: Any, verb: str, by: Person | None, what: Any) -> bool:
    """Two that are removed at once wait for each other on her row: the last one stays."""
    locked(person)
    if not rows.delete()[0]:
        return False
    if not policies.has_second_step(person):
        if policies.needs_second_step(person):
            raise Refused(_("Your role asks for a second step: add another one before you remove this one."))
        RecoveryCode.objects.filter(person=person).delete()
    journal.write(verb, person, by=by)
    tell(person, subject=CHANGED, what=what)
    return True


@transaction.atomic
def make_recovery_codes(person: Person, *, by: Person | None = None) -> list[str]:
    """Ten new codes, shown this once; those before them are good for nothing any more."""
    locked(person)
    codes = [_new_code() for _n in range(RecoveryCode.HOW_MANY)]
    RecoveryCode.objects.filter(person=person, works_from=None).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(person=person, digest=_digest(person, code)) for code in codes)
    journal.write("people.make_recovery_codes", person, by=by)
    return [_readable(code) for code in codes]


@transaction.atomic
def make_told_code(person: Person, *, works_from: dt.datetime, works_until: dt.datetime, by: Person | None = None) -> str:
    """One code, to be told her by telephone when she has lost everything; no letter ever carries it. One before it works no more."""
    locked(person)
    withdraw_told_code(person, by=by)
    code = _new_code()
    RecoveryCode.objects.create(person=person, digest=_digest(person, code), works_from=works_from, works_until=works_until)
    journal.write("people.make_told_code", person, by=by)
    return _readable(code)


@transaction.atomic
def withdraw_told_code(person: Person, *, by: Person | None = None) -> int:
    """What was to be told her by telephone opens nothing any more. Returns how many codes."""
    return RecoveryCode.objects.filter(person=person, used_at=None).exclude(works_from=None).delete()[0]


@transaction.atomic
def take_step(sign_in: SignIn, code: str, *, by: Person | None = None) -> Outcome:
    """She types the six digits of her application, or a recovery code. Each try is paid in the database before anything is compared;
    five wrong ones end this sign-in, and no other. Nothing is raised: what was paid stays paid."""
    mine = SignIn.objects.filter(pk=sign_in.pk)
    if not mine.filter(tries__lt=SignIn.TRIES).update(tries=F("tries") + 1):
        return Outcome.ENDED
    person = sign_in.person
    if _is_right(person, code):
        journal.write("people.take_step", person, by=person)
        _found(person)
        return Outcome.RIGHT if mine.update(second_at=clock.now(), tries=0) else Outcome.ENDED
    if not mine.filter(tries__gte=SignIn.TRIES).exists():
        return Outcome.WRONG
    if end(sign_in):
        tell(person, subject=gettext_lazy("Five wrong codes at the second step"), what=gettext_lazy(
            "Somebody who passed the first step of signing in to your account typed five wrong codes at the second one, and was signed "
            "out. If it was not you, somebody may be reading your e-mails: change the password of your mailbox."))
    return Outcome.ENDED


@transaction.atomic
def use_passkey(passkey: Passkey, *, sign_count: int, by: Person | None = None) -> bool:
    """A passkey has signed our question (checked by people.passkeys); False when its counter went back: a copy (WebAuthn, 7.2)."""
    fresh = Q(sign_count__lt=sign_count) | (Q(sign_count=0) if sign_count == 0 else Q(pk__in=[]))
    if not Passkey.objects.filter(fresh, pk=passkey.pk).update(sign_count=sign_count, used_at=clock.now()):
        return False
    journal.write("people.use_passkey", passkey, by=passkey.person, person=passkey.person)
    _found(passkey.person)
    return True


@transaction.atomic
def pass_by_passkey(sign_in: SignIn, *, by: Person | None = None) -> bool:
    """Her passkey was the second step of this sign-in."""
    return bool(SignIn.objects.filter(pk=sign_in.pk).update(second_at=clock.now(), tries=0))


@transaction.atomic
def reset_second_step(person: Person, *, by: Person | None = None) -> None:
    """She has lost everything, and somebody who knows her has said so: no second step is left, every browser of hers is signed out.
    She makes another one at her next sign-in if her role asks for it."""
    locked(person)
    _clear(person)
    end_others(person, by=by)
    journal.write("people.reset_second_step", person, by=by)
    tell(person, subject=CHANGED, what=gettext_lazy(
        "The second step of your account has been removed by the person who looks after this site, because it was lost."))


def _found(person: Person) -> None:
    """She shows that she has not lost her second step: what others were doing about it stops (settings.STEP_FOUND)."""
    if not policies.has_been_told(person):
        import_string(settings.STEP_FOUND)(person, by=person)


def _make_room(person: Person, *, session: str, by: Person | None) -> None:
    """After a code told by telephone, what she adds takes the place of all she had: there is no moment without a second step."""
    if policies.has_been_told(person):
        _clear(person)
        end_others(person, but=session, by=by)


def _clear(person: Person) -> None:
    for model in (Authenticator, Passkey, RecoveryCode):
        model.objects.filter(person=person).delete()  # type: ignore[attr-defined]


def code_now(person: Person) -> str:
    """What her application shows, for whoever develops or tries the demo; "" when she has none. Raises Refused in production."""
    if settings.PRODUCTION:
        raise Refused(_("Codes are printed in development only: in production they are mailed."))
    app = Authenticator.objects.filter(person=person).first()
    if app is None:
        return ""
    return totp.hotp(totp.secret(person.pk, app.seed), min(max(totp.step(), app.last_step + 1), totp.step() + totp.WINDOW))


def _is_right(person: Person, code: str) -> bool:
    typed = "".join(one for one in code.upper() if one.isalnum())
    return _matches_app(person, typed) if typed.isdecimal() else _takes_recovery_code(person, typed)


def _matches_app(person: Person, typed: str) -> bool:
    """Compared twenty times an hour at most; each step is used once: one conditional UPDATE decides."""
    app = Authenticator.objects.filter(person=person).first()
    if app is None:
        return False
    row, now = Authenticator.objects.filter(pk=app.pk), clock.now()
    rested = row.filter(tries_from__lte=now - Authenticator.REST).update(tries_from=now, tries=1)
    if not rested and not row.filter(tries__lt=Authenticator.TRIES).update(tries=F("tries") + 1):
        return False
    matched = totp.matching_step(totp.secret(person.pk, app.seed), typed, after=app.last_step)
    return matched is not None and bool(row.filter(last_step__lt=matched).update(last_step=matched, tries=0))


def _takes_recovery_code(person: Person, typed: str) -> bool:
    now, left = clock.now(), RecoveryCode.objects.filter(person=person, used_at=None)
    works = Q(works_from=None) | Q(works_from__lte=now, works_until__gt=now)
    if not left.filter(works, digest=_digest(person, typed)).update(used_at=now):
        return False
    count = left.filter(works_from=None).count()
    tell(person, subject=gettext_lazy("A recovery code of your account was used"), what=format_lazy(
        gettext_lazy("Somebody signed in to your account with one of its recovery codes. {left} are left."), left=count))
    return True


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _n in range(RECOVERY_LENGTH))


def _readable(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


def _digest(person: Person, code: str) -> str:
    return salted_hmac("industrielles.people.recovery", f"{person.pk}:{code}", algorithm="sha256").hexdigest()


def _digits(code: str) -> str:
    return "".join(filter(str.isdecimal, code))
