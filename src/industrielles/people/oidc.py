"""OpenID Connect (Core 1.0, code flow): what is asked of LinkedIn and ProConnect, and whether what they answer may be believed.

State, nonce and PKCE verifier live ten minutes in the session of the browser that left, for one provider, and are taken out of it before
anything is looked at: an answer is good once, in one browser, from the provider that was asked. Identity tokens and signed answers are
checked with the provider's published keys (issuer, audience, expiry, nonce). Only hosts written in the settings are called: five seconds,
1 MB, no redirection. Nothing that a provider says is kept but its number for her."""
from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from django.conf import settings
from django.utils.crypto import constant_time_compare

from industrielles.kit import clock
from industrielles.kit.lines import one_line

from .queries import normalised
from .verbs import Arrival

SECONDS, BYTES, LIFE, KEPT = 5, 1_000_000, 600, 3600
ALGORITHMS = ["RS256", "ES256", "PS256"]
KEY = "oidc"
_published: dict[str, tuple[float, dict[str, Any]]] = {}  # address -> (when, what it said): configurations and keys, for an hour


class NotBelieved(Exception):
    """The provider did not answer, or its answer is not to be believed. The text is for the log of whoever tests, never for a page."""


@dataclass(frozen=True)
class Provider:
    """Who may say who somebody is. `trusted`: its addresses are verified by contract; `pkce`, `nonce`: what it takes part in."""

    name: str
    label: str
    issuer: str
    client_id: str
    client_secret: str
    hosts: tuple[str, ...]
    scope: str
    trusted: bool
    pkce: bool
    nonce: bool
    extra: tuple[tuple[str, str], ...] = ()
    last_name: str = "family_name"

    @property
    def origin(self) -> str:
        """Where she is sent to say who she is."""
        there = urlsplit(self.issuer)
        return f"{there.scheme}://{there.netloc}"


def providers() -> dict[str, Provider]:
    """Those the settings name, in the order they are shown."""
    made = {"linkedin": _linkedin, "proconnect": _proconnect}
    return {name: made[name](said) for name, said in settings.OIDC.items() if said["id"] and (name == "linkedin" or said["issuer"])}


def _linkedin(said: dict[str, str]) -> Provider:
    """LinkedIn puts no nonce in its tokens, and refuses a PKCE verifier from an application that is not registered as native: both are off
    unless the settings say "yes". What is left binds an answer to a browser: the state, and a code that is good once."""
    issuer = said["issuer"] or "https://www.linkedin.com/oauth"
    return Provider("linkedin", "LinkedIn", issuer, said["id"], said["secret"], _hosts(issuer, said["hosts"] or "api.linkedin.com"),
                    "openid profile email", trusted=False, pkce=said["pkce"] == "yes", nonce=said["nonce"] == "yes")


def _proconnect(said: dict[str, str]) -> Provider:
    """ProConnect asks for a level of assurance, calls the surname `usual_name`, and answers userinfo with a signed token. The number of the
    company (siret) is not asked for."""
    return Provider("proconnect", "ProConnect", said["issuer"], said["id"], said["secret"], _hosts(said["issuer"], said["hosts"]),
                    "openid given_name usual_name email", trusted=True, pkce=said["pkce"] != "no", nonce=said["nonce"] != "no",
                    extra=(("acr_values", "eidas1"),), last_name="usual_name")


def _hosts(issuer: str, others: str) -> tuple[str, ...]:
    return (urlsplit(issuer).netloc, *filter(None, (one.strip() for one in others.split(","))))


def leave(provider: Provider, session: Any, callback: str, then: str = "") -> str:
    """The address at the provider where she says who she is. Raises NotBelieved."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _n in range(3))
    session[KEY] = {"provider": provider.name, "state": state, "nonce": nonce, "verifier": verifier, "next": then,
                    "at": int(clock.now().timestamp())}
    asked = {"response_type": "code", "client_id": provider.client_id, "redirect_uri": callback, "scope": provider.scope, "state": state,
             "nonce": nonce, **dict(provider.extra)}
    if provider.pkce:
        digest = hashlib.sha256(verifier.encode()).digest()
        asked |= {"code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), "code_challenge_method": "S256"}
    there = _endpoint(provider, "authorization_endpoint")
    return f"{there}{'&' if '?' in there else '?'}{urlencode(asked)}"


def come_back(provider: Provider, session: Any, query: Any, callback: str) -> tuple[Arrival, str]:
    """Who she is, and the page she wanted. Raises NotBelieved."""
    asked = session.pop(KEY, None)
    if not asked or asked["provider"] != provider.name or clock.now().timestamp() - asked["at"] > LIFE:
        raise NotBelieved("nothing was asked of this provider in this browser")
    if not constant_time_compare(asked["state"], query.get("state", "")):
        raise NotBelieved("state")
    if query.get("iss", provider.issuer) != provider.issuer:  # RFC 9207: the answer of another provider
        raise NotBelieved("iss")
    if not query.get("code"):
        raise NotBelieved("refused there")
    tokens = _tokens(provider, query["code"], asked["verifier"], callback)
    claims = _claims(provider, str(tokens.get("id_token", "")))
    nonce = claims.get("nonce")
    if (provider.nonce or nonce is not None) and not constant_time_compare(str(nonce), asked["nonce"]):
        raise NotBelieved("nonce")
    return _arrival(provider, claims | _userinfo(provider, str(tokens.get("access_token", "")), claims["sub"])), asked["next"]


def _tokens(provider: Provider, code: str, verifier: str, callback: str) -> dict[str, Any]:
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": callback, "client_id": provider.client_id,
            "client_secret": provider.client_secret}
    if provider.pkce:
        sent["code_verifier"] = verifier
    return _json(_fetch(provider, _endpoint(provider, "token_endpoint"), data=urlencode(sent).encode())[0])


def _userinfo(provider: Provider, access_token: str, subject: str) -> dict[str, Any]:
    """What is known of her: JSON, or a token signed by the provider. It must be about the same person (Core, 5.3.2)."""
    body, kind = _fetch(provider, _endpoint(provider, "userinfo_endpoint"), headers={"Authorization": f"Bearer {access_token}"})
    said = _signed(provider, body.decode("ascii", "replace"), required=["sub"]) if kind == "application/jwt" else _json(body)
    if said.get("sub") != subject:
        raise NotBelieved("userinfo is about somebody else")
    return said


def _claims(provider: Provider, token: str) -> dict[str, Any]:
    claims = _signed(provider, token, required=["iss", "aud", "exp", "iat", "sub"])
    subject = claims["sub"]
    if claims.get("azp", provider.client_id) != provider.client_id or not isinstance(subject, str) or not 1 <= len(subject) <= 255:
        raise NotBelieved("azp or sub")
    return claims


def _signed(provider: Provider, token: str, *, required: list[str]) -> dict[str, Any]:
    """What a token says, signed by this provider for us. A key we do not know yet is looked up once more: keys rotate."""
    try:
        header = jwt.get_unverified_header(token)
        key = _key(provider, header.get("kid"), fresh=False) or _key(provider, header.get("kid"), fresh=True)
        if key is None or header.get("alg") not in ALGORITHMS:
            raise NotBelieved("key or algorithm")
        return jwt.decode(token, key, algorithms=[header["alg"]], audience=provider.client_id, issuer=provider.issuer, leeway=30,
                          options={"require": required})
    except jwt.PyJWTError as fault:
        raise NotBelieved(type(fault).__name__) from None


def _key(provider: Provider, kid: Any, *, fresh: bool) -> Any:
    try:
        keys = jwt.PyJWKSet.from_dict(_known(provider, _endpoint(provider, "jwks_uri"), fresh=fresh)).keys
    except jwt.PyJWTError:
        return None
    return next((key for key in keys if key.key_id == kid or (kid is None and len(keys) == 1)), None)


def _endpoint(provider: Provider, name: str) -> str:
    """An address of the provider, as it publishes it, on a host that the settings name."""
    said = _known(provider, provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if said.get("issuer") != provider.issuer or not isinstance(said.get(name), str):
        raise NotBelieved(f"configuration: {name}")
    _check(provider, said[name])
    return str(said[name])


def _known(provider: Provider, address: str, *, fresh: bool = False) -> dict[str, Any]:
    at, said = _published.get(address, (float("-inf"), {}))
    if fresh or time.monotonic() - at > KEPT:
        said = _json(_fetch(provider, address)[0])
        _published[address] = (time.monotonic(), said)
    return said


def _check(provider: Provider, address: str) -> None:
    there = urlsplit(address)
    own_machine = not settings.PRODUCTION and there.hostname in ("127.0.0.1", "localhost")
    if there.netloc not in provider.hosts or not (there.scheme == "https" or (there.scheme == "http" and own_machine)):
        raise NotBelieved(f"host: {there.netloc}")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _fetch(provider: Provider, address: str, *, data: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[bytes, str]:
    """(body, media type) of an address of the provider."""
    _check(provider, address)
    asked = urllib.request.Request(address, data=data, headers={"Accept": "application/json, application/jwt", **(headers or {})})
    end, body = time.monotonic() + SECONDS, b""
    try:
        with urllib.request.build_opener(_Stay).open(asked, timeout=SECONDS) as answer:
            while part := answer.read1(65_536):
                body += part
                if len(body) > BYTES or time.monotonic() > end:
                    raise NotBelieved("too long")
            return body, answer.headers.get_content_type()
    except (OSError, HTTPException, urllib.error.URLError) as fault:
        raise NotBelieved(type(fault).__name__) from None


def _json(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise NotBelieved("not JSON")
    return said


def _arrival(provider: Provider, said: dict[str, Any]) -> Arrival:
    verified = provider.trusted or said.get("email_verified") in (True, "true")
    words = {name: one_line(str(said.get(name) or ""))[:80].strip() for name in ("given_name", provider.last_name)}
    return Arrival(provider=provider.name, label=provider.label, subject=said["sub"], email=normalised(str(said.get("email") or ""))[:254],
                   verified=verified, first_name=words["given_name"], last_name=words[provider.last_name])
