"""Everything that happens to a person: met, let in by a mailed code, erased."""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.letters import verbs as letters

from .models import LoginCode, Person
from .queries import normalised

DIGITS = 6
LONGEST_ADDRESS = 254


@transaction.atomic
def meet(
    email: str, *, first_name: str = "", last_name: str = "", phone: str = "", language: str = "fr", by: Person | None = None
) -> Person:
    """The person of this address, made if nobody has it. What she says of herself is never overwritten: only blanks are filled.
    Raises Refused (field "email") when the address cannot be one."""
    address = checked(email)
    given = {"first_name": first_name.strip(), "last_name": last_name.strip(), "phone": phone.strip()}
    person, made = Person.objects.get_or_create(email=address, defaults={**given, "language": language})
    if made:
        journal.write("people.meet", person, by=by)
        return person
    blanks = {name: value for name, value in given.items() if value and not getattr(person, name)}
    if blanks:
        for name, value in blanks.items():
            setattr(person, name, value)
        person.save(update_fields=list(blanks))
    return person


def checked(email: str) -> str:
    """The address as it is kept. Raises Refused when it cannot be one."""
    address = normalised(email)
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if not address or len(address) > LONGEST_ADDRESS:
        raise Refused(_("Write an e-mail address, for example name@example.org."), field="email")
    return address


@transaction.atomic
def send_code(email: str, *, browser: str, language: str = "fr", known: bool = False, by: Person | None = None) -> None:
    """Mail a code to sign in, if the address is a living person's; whoever asks learns nothing, and the same work is done either way.
    `browser`: the secret of the browser that may use it; `known`: this person has entered from it before.
    No more than three in an hour for an address; past that nothing is sent and nothing is said. Raises Refused for what is no address."""
    address = checked(email)
    place = _free_place(address, known=known)
    if place is None:
        return
    code = _write_code(address, place, browser)
    person = Person.objects.living().known_as(address).first()
    letters.queue(
        "people/letters/code",
        to=address if person else "",
        language=person.language if person else language,
        key=f"people.code/{salted_hmac('industrielles.people.code', f'{address}:{place}:{clock.now().isoformat()}').hexdigest()}",
        context={"code": code, "minutes": int(LoginCode.LIFE.total_seconds() // 60)},
    )


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
    address, typed, now = normalised(email), "".join(filter(str.isdecimal, code)), clock.now()
    for mailed in LoginCode.objects.live(address, browser, now).order_by("pk"):
        row = LoginCode.objects.filter(pk=mailed.pk, used_at=None, tries__lt=LoginCode.TRIES, digest=mailed.digest)
        if not row.update(tries=F("tries") + 1):
            continue
        right = constant_time_compare(mailed.digest, _digest(address, mailed.browser, typed))
        if right and LoginCode.objects.filter(pk=mailed.pk, used_at=None).update(used_at=now):
            return _let_in(address)
    return None


def _let_in(address: str) -> Person | None:
    person = Person.objects.living().known_as(address).first()
    if person:
        journal.write("people.enter", person, by=person)
    return person


@transaction.atomic
def erase(person: Person, *, by: Person | None = None) -> Person:
    """Forget who she was: every room empties what it holds of her (settings.ERASERS), her sessions end, nothing more is sent to her.
    What was counted stays as it was. Done twice, it is done once."""
    person = locked(person)
    if person.erased_at:
        return person
    for dotted in settings.ERASERS:
        import_string(dotted)(person, by=by)
    if person.email:
        letters.forget(person.email)
        LoginCode.objects.filter(email=person.email).delete()
    person.email, person.first_name, person.last_name, person.phone = None, "", "", ""
    person.is_active, person.erased_at, person.last_login = False, clock.now(), None
    person.save(update_fields=["email", "first_name", "last_name", "phone", "is_active", "erased_at", "last_login"])
    journal.write("people.erase", person, by=by)
    return person


@transaction.atomic
def clear_codes(*, by: Person | None = None) -> int:
    """Forget the addresses typed at the door more than a day ago. Returns how many."""
    return LoginCode.objects.filter(made_at__lt=clock.now() - dt.timedelta(days=1)).delete()[0]
