"""Evidence of a signature: what is sealed, how, and whether a seal still holds.

The evidence is canonical JSON (UTF-8, keys in order, no spaces). `seal` is an HMAC-SHA256, under a key of the installation, of everything
but `seal` and `signer`; `signer` is held by its salted digest, so that it can be forgotten and the rest still verified (C. civ. 1366).
"""
from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .models import Signature

FORMAT = "industrielles.signature/1"
SALT = "industrielles.signatures.seal"
APART = ("seal", "signer")
SIGNER = ("name", "email", "address", "words", "salt")


def canonical(values: Any) -> bytes:
    """The one way a value is written."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seal(content: bytes) -> str:
    """HMAC-SHA256 (hexadecimal) of these bytes under the key of the installation."""
    return salted_hmac(SALT, content, algorithm="sha256").hexdigest()  # type: ignore[arg-type]


def holds(content: bytes, sealed: str) -> bool:
    """Whether this seal is of these bytes, under the key of today or one that was (SECRET_KEY_FALLBACKS)."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [salted_hmac(SALT, content, secret=key, algorithm="sha256").hexdigest() for key in keys]  # type: ignore[arg-type]
    return any(constant_time_compare(one, sealed) for one in made)


def digest_of(signer: Mapping[str, str]) -> str:
    """The digest that stands for who signed: HMAC-SHA256 of her words under her own salt."""
    said = {name: signer[name] for name in SIGNER if name != "salt"}
    return hmac.new(bytes.fromhex(signer["salt"]), canonical(said), hashlib.sha256).hexdigest()


def coarse(address: str) -> str:
    """The network an address belongs to (IPv4 /24, IPv6 /48), "" for what is no address: enough to place an act, too little to follow."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))


def moment(at: dt.datetime) -> str:
    """A moment as it is sealed: UTC, to the microsecond."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def sealed_part(signature: Signature) -> dict[str, Any]:
    """What the seal covers."""
    document = signature.document
    return {
        "format": FORMAT, "code": signature.code, "number": signature.number,
        "document": {"kind": document.kind, "version": document.version, "language": document.language, "sha256": document.sha256},
        "subject": f"{signature.subject_type}/{signature.subject_key}", "party": signature.party, "rank": signature.rank,
        "outcome": signature.outcome, "proof": signature.proof, "signer_key": f"{signature.signer_type}/{signature.signer_key}",
        "signer_digest": signature.signer_digest, "shown_at": moment(signature.shown_at), "decided_at": moment(signature.decided_at),
        "previous": signature.previous,
    }


def evidence(signature: Signature) -> bytes:
    """The evidence, to be handed over: sealed part, seal, and who signed while she is known."""
    signer = getattr(signature, "signer", None)
    said = {name: getattr(signer, name) for name in SIGNER} if signer else None
    return canonical({**sealed_part(signature), "seal": signature.seal, "signer": said})


def faults_of(content: bytes) -> list[str]:
    """What is wrong with evidence handed over, in words; empty when no byte of it was changed. Needs nothing but the key."""
    try:
        said = json.loads(content)
        known = isinstance(said, dict) and said.get("format") == FORMAT and bool(canonical(said))
    except (ValueError, RecursionError):  # what is no JSON, no text, or a well of brackets
        known = False
    if not known:
        return [_("This file is no evidence of a signature made here.")]
    found = [] if canonical(said) == content else [_("The file was written again by another program.")]
    if not holds(canonical({name: value for name, value in said.items() if name not in APART}), str(said.get("seal", ""))):
        found.append(_("The seal does not hold: something in the evidence was changed."))
    if said.get("signer") is not None and not _is_signer(said):
        found.append(_("Who signed was changed."))
    return found


def _is_signer(said: Mapping[str, Any]) -> bool:
    try:
        return constant_time_compare(digest_of(said["signer"]), str(said["signer_digest"])) and set(said["signer"]) == set(SIGNER)
    except (KeyError, TypeError, ValueError):
        return False
