"""A person is let in by a mailed code."""
from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock, links
from industrielles.kit.codes import new_code
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters

from ..models import LoginCode, Person
from ..queries import normalised
from .persons import checked

DIGITS = 6
PROOF = "people.trust"


@transaction.atomic
def send_code(email: str, *, browser: str, language: str = "fr", known: bool = False, by: Person | None = None) -> None:
    """Mail a code to sign in, if the address is a living person's; whoever asks learns nothing, and the same work is done either way.
    `browser`: the secret of the browser that may use it; `known`: this person has entered from it before.
    No more than three in an hour for an address; past that nothing is sent and nothing is said. Raises Refused for what is no address."""
    address = checked(email)
    person = Person.objects.living().known_as(address).first()
    proof = reverse("people:trust", args=[links.sign(PROOF, person.code if person else new_code())])
    mail_code(address, browser=browser, template="people/letters/code", language=person.language if person else language,
              to=address if person else "", known=known, proof=proof)


def mail_code(
    address: str, *, browser: str, template: str, language: str, to: str | None = None, known: bool = False, **context: Any
) -> None:
    """Queue a letter with a fresh code, if one of the places of this address is free; `to`: "" when nobody is to read it."""
    place = _free_place(address, known=known)
    if place is None:
        return
    code = _write_code(address, place, browser)
    letters.queue(
        template, to=address if to is None else to, language=language,
        key=f"people.code/{salted_hmac('industrielles.people.code', f'{address}:{place}:{clock.now().isoformat()}').hexdigest()}",
        context={"code": code, "minutes": int(LoginCode.LIFE.total_seconds() // 60), **context})


def proven(token: str) -> Person | None:
    """Whose mailbox holds this letter: the reader of its link has shown that she reads it. None: altered, or older than an hour."""
    try:
        code, _version = links.read(PROOF, token, max_age=LoginCode.REST)
    except links.BadLink:
        return None
    return Person.objects.living().filter(code=code).first()


@transaction.atomic
def print_code(email: str, *, by: Person | None = None) -> str:
    """A code that any browser may use, for the command `login-code`. Raises Refused in production, and for an address nobody has."""
    if settings.PRODUCTION:
        raise Refused(_("Codes are printed in development only: in production they are mailed."))
    address = checked(email)
    if not Person.objects.living().known_as(address).exists():
        raise Refused(_("Nobody has the address %(email)s here.") % {"email": address})
    LoginCode.objects.filter(email=address, place=LoginCode.PRINTED_PLACE).delete()
    LoginCode.objects.create(email=address, place=LoginCode.PRINTED_PLACE, browser="", digest="")
    return _write_code(address, LoginCode.PRINTED_PLACE, "")


def _free_place(address: str, *, known: bool) -> int | None:
    """Take one of the places for codes of this address, or none: decided by the unique key and one conditional UPDATE."""
    now = clock.now()
    for place in [*range(LoginCode.PLACES), *([LoginCode.OWN_PLACE] if known else [])]:
        at = LoginCode.objects.filter(email=address, place=place)
        if at.filter(made_at__lte=now - LoginCode.REST).update(made_at=now, tries=0, used_at=None, digest="", browser="-"):
            return place
        if not at.exists():
            try:
                with transaction.atomic():
                    LoginCode.objects.create(email=address, place=place, browser="-", digest="", made_at=now)
                return place
            except IntegrityError:
                continue
    return None


def _write_code(address: str, place: int, browser: str) -> str:
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    LoginCode.objects.filter(email=address, place=place).update(browser=browser, digest=_digest(address, browser, code))
    return code


def _digest(address: str, browser: str, code: str) -> str:
    return salted_hmac("industrielles.people.code", f"{address}:{browser}:{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def enter(email: str, code: str, *, browser: str, by: Person | None = None) -> Person | None:
    """The person who holds this code, or None: wrong, too old, tried too often, used, another browser's, all alike.
    Each try is paid in the database before the comparison, so that it stays paid however many come at once."""
    return _let_in(normalised(email)) if prove(email, code, browser=browser) else None


@transaction.atomic
def prove(email: str, code: str, *, browser: str, by: Person | None = None) -> bool:
    """Whether this code was mailed to this address for this browser; it is then used. Paid before compared, as said above."""
    address, typed, now = normalised(email), "".join(filter(str.isdecimal, code)), clock.now()
    for mailed in LoginCode.objects.live(address, browser, now).order_by("pk"):
        row = LoginCode.objects.filter(pk=mailed.pk, used_at=None, tries__lt=LoginCode.TRIES, digest=mailed.digest)
        if not row.update(tries=F("tries") + 1):
            continue
        right = constant_time_compare(mailed.digest, _digest(address, mailed.browser, typed))
        if right and LoginCode.objects.filter(pk=mailed.pk, used_at=None).update(used_at=now):
            return True
    return False


def _let_in(address: str) -> Person | None:
    person = Person.objects.living().known_as(address).first()
    if person:
        journal.write("people.enter", person, by=person)
    return person


@transaction.atomic
def clear_codes(codes: Any, *, by: Person | None = None) -> int:
    """Forget these codes, and the addresses typed at the door with them. Returns how many."""
    return codes.delete()[0]
