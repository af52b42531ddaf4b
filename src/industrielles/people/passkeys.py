"""Passkeys (WebAuthn level 2): what the browser is asked, and whether what it answers is right. fido2 checks; the database is the verbs'.

The name of the site and its origin come from BASE_URL: an answer given to another site is refused. The challenge lives in the session of
the browser that asked, five minutes, and is taken out of it before the answer is looked at: it is good once."""
from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from industrielles.kit import clock

LIFE = 300  # seconds
KEY = "passkey"
LONGEST_ANSWER = 20_000  # characters


class WrongAnswer(Exception):
    """The browser's answer is not one to our question, or its signature is wrong."""


def server() -> Fido2Server:
    """The site as authenticators know it."""
    site = urlsplit(settings.BASE_URL)
    origin = f"{site.scheme}://{site.netloc}"
    entity = PublicKeyCredentialRpEntity(id=site.hostname or "", name=settings.SITE_NAME)
    made = Fido2Server(entity, verify_origin=lambda said: said == origin)
    made.timeout = LIFE * 1000  # type: ignore[assignment]
    return made


def handle(person_id: int) -> bytes:
    """Who she is, for her authenticator: a keyed hash, that says nothing to whoever finds the key."""
    return salted_hmac("industrielles.people.passkey", str(person_id), algorithm="sha256").digest()


def ask_to_make(session: Any, person: Any, kept: list[bytes]) -> dict[str, Any]:
    """What the browser is asked to make a new key, one she can choose by herself and that asks who she is. `kept`: those she has."""
    she = PublicKeyCredentialUserEntity(id=handle(person.pk), name=person.email or "", display_name=person.full_name or person.email or "")
    options, state = server().register_begin(
        she, [AttestedCredentialData(one) for one in kept], resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED)
    return _keep(session, "make", state, options)


def ask_to_sign(session: Any, kept: list[bytes]) -> dict[str, Any]:
    """What the browser is asked to prove that it has a key: one of these, or any that it has for this site."""
    known = [AttestedCredentialData(one) for one in kept]
    options, state = server().authenticate_begin(known or None, user_verification=UserVerificationRequirement.REQUIRED)
    return _keep(session, "sign", state, options)


def made(session: Any, answer: str) -> tuple[bytes, int]:
    """The new key (attested credential data) and its counter. Raises WrongAnswer."""
    state, said = _taken(session, "make"), _read(answer)
    try:
        data = server().register_complete(state, said)
        assert data.credential_data is not None
        return bytes(data.credential_data), data.counter
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError):
        raise WrongAnswer from None


def named(answer: str) -> str:
    """Which key the browser says it has used (base64url), before anything is believed. Raises WrongAnswer."""
    key = _read(answer).get("id")
    if not isinstance(key, str) or not 1 <= len(key) <= 1400:
        raise WrongAnswer
    return key


def signed(session: Any, answer: str, kept: bytes) -> int:
    """The counter of a key that has signed our question, its holder recognised by it. Raises WrongAnswer."""
    state, said = _taken(session, "sign"), _read(answer)
    try:
        server().authenticate_complete(state, [AttestedCredentialData(kept)], said)
        return AuthenticationResponse.from_dict(said).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError, AttributeError):
        raise WrongAnswer from None


def _keep(session: Any, what: str, state: Any, options: Any) -> dict[str, Any]:
    session[KEY] = {"what": what, "state": state, "at": int(clock.now().timestamp())}
    return dict(options)


def _taken(session: Any, what: str) -> Any:
    asked = session.pop(KEY, None)
    if not asked or asked["what"] != what or clock.now().timestamp() - asked["at"] > LIFE:
        raise WrongAnswer
    return asked["state"]


def _read(answer: str) -> dict[str, Any]:
    try:
        said = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise WrongAnswer
    return said
