"""A provider of OpenID Connect on loopback, that answers as LinkedIn or ProConnect do, and lies when asked to."""
from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEYS = {name: rsa.generate_private_key(public_exponent=65537, key_size=2048) for name in ("one", "two", "unpublished")}


class Provider:
    """`person`: what it says of her; `lies`: what it does wrong; `signs`: userinfo is a signed token; `asked`: what it was sent."""

    def __init__(self, *, signs: bool = False) -> None:
        self.signs, self.lies, self.kid, self.published = signs, set[str](), "one", ["one"]
        self.person: dict[str, Any] = {"sub": "abc", "email": "nadia@exemple.fr", "email_verified": True, "given_name": "Nadia",
                                       "family_name": "Benali", "usual_name": "Benali"}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.codes: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: Any) -> None:
                pass

            def do_GET(self) -> None:
                provider.answer(self, dict(parse_qs_one(urlsplit(self.path).query)))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                provider.answer(self, dict(parse_qs_one(body)))

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, request: Any, said: dict[str, str]) -> None:
        path = urlsplit(request.path).path
        self.asked.append((path, said))
        page = {"/.well-known/openid-configuration": self.configuration, "/authorize": self.authorize, "/token": self.token,
                "/userinfo": self.userinfo, "/jwks": self.jwks}.get(path)
        status, kind, body = page(said) if page else (404, "text/plain", b"")
        request.send_response(status)
        if status == 302:
            request.send_header("Location", body.decode())
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def configuration(self, said: dict[str, str]) -> Any:
        there = "http://127.0.0.2:9" if "other host" in self.lies else self.issuer
        return as_json({"issuer": "http://autre.example" if "other issuer" in self.lies else self.issuer,
                        "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{there}/token",
                        "userinfo_endpoint": f"{self.issuer}/userinfo", "jwks_uri": f"{self.issuer}/jwks"})

    def authorize(self, said: dict[str, str]) -> Any:
        """She says yes at once."""
        code = f"code-{len(self.codes)}"
        self.codes[code] = said
        back = {"code": code, "state": said["state"], "iss": self.issuer}
        return 302, "text/plain", f"{said['redirect_uri']}?{urlencode(back)}".encode()

    def token(self, said: dict[str, str]) -> Any:
        if "redirects" in self.lies:
            return 302, "text/plain", f"{self.issuer}/jwks".encode()
        if "too long" in self.lies:
            return 200, "application/json", b" " * 1_100_000 + b"{}"
        asked = self.codes.pop(said.get("code", ""), None)  # good once
        if asked is None:
            return as_json({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": asked["client_id"], "sub": self.person["sub"], "iat": now, "exp": now + 300}
        claims["nonce"] = asked["nonce"]
        claims |= {"wrong audience": {"aud": "autre"}, "expired": {"exp": now - 3600, "iat": now - 7200}, "wrong nonce": {"nonce": "x"},
                   "wrong issuer": {"iss": "http://autre.example"}}.get(next(iter(self.lies), ""), {})
        if "no nonce" in self.lies:
            del claims["nonce"]
        return as_json({"access_token": "jeton", "token_type": "Bearer", "id_token": self.signed(claims)})

    def signed(self, claims: dict[str, Any]) -> str:
        if "not signed" in self.lies:
            return jwt.encode(claims, None, algorithm="none")
        if "by a shared secret" in self.lies:
            return jwt.encode(claims, "secret-" * 8, algorithm="HS256", headers={"kid": "one"})
        key = "unpublished" if "wrong key" in self.lies else self.kid
        return jwt.encode(claims, KEYS[key], algorithm="RS256", headers={"kid": self.kid})

    def userinfo(self, said: dict[str, str]) -> Any:
        person = self.person | ({"sub": "somebody else"} if "about another" in self.lies else {})
        if not self.signs:
            return as_json(person)
        key = KEYS["unpublished"] if "wrong userinfo key" in self.lies else KEYS[self.kid]
        now = int(time.time())
        token = jwt.encode({**person, "iss": self.issuer, "aud": "client", "iat": now, "exp": now + 60}, key, algorithm="RS256",
                           headers={"kid": self.kid})
        return 200, "application/jwt", token.encode()

    def jwks(self, said: dict[str, str]) -> Any:
        keys = [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEYS[name].public_key())) | {"kid": name, "alg": "RS256", "use": "sig"}
                for name in self.published]
        return as_json({"keys": keys})


def as_json(said: dict[str, Any], status: int = 200) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps(said).encode()


def parse_qs_one(query: str) -> list[tuple[str, str]]:
    return [(name, values[0]) for name, values in parse_qs(query).items()]
