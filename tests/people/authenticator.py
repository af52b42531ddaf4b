"""An authenticator of paper: it makes passkeys and signs with them as a telephone does (WebAuthn level 2, 6), and lies when asked to."""
from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Telephone:
    """Says that it is used on `origin`, by somebody it has recognised (`verified`)."""

    origin: str = "http://testserver"
    verified: bool = True
    count: int = 0
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def data(self, rp_id: str, credential: AttestedCredentialData | None = None) -> AuthenticatorData:
        self.count += 1
        flags = PRESENT | (VERIFIED if self.verified else 0) | (ATTESTED if credential else 0)
        return AuthenticatorData.create(hashlib.sha256(rp_id.encode()).digest(), flags, self.count, credential or b"")

    def client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def make(self, question: dict[str, Any]) -> str:
        """The answer to a question that asks for a new key."""
        options = question["publicKey"]
        credential = AttestedCredentialData.create(bytes(16), self.id, ES256.from_cryptography_key(self.key.public_key()))
        attested = AttestationObject.create("none", self.data(options["rp"]["id"], credential), {})
        return self.said({"clientDataJSON": self.client("webauthn.create", options["challenge"]), "attestationObject": bytes(attested)})

    def sign(self, question: dict[str, Any]) -> str:
        """The answer to a question that asks for a signature."""
        options = question["publicKey"]
        client, data = self.client("webauthn.get", options["challenge"]), bytes(self.data(options["rpId"]))
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self.said({"clientDataJSON": client, "authenticatorData": data, "signature": signature})

    def said(self, parts: dict[str, bytes]) -> str:
        name = websafe_encode(self.id)
        response = {part: websafe_encode(value) for part, value in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}})
