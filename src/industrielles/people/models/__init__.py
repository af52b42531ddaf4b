"""Nouns: a person, how she signs in and where, what she consented to."""
from __future__ import annotations

from .codes import LoginCode
from .consents import Consent
from .entries import AddressChange, Identity, Mention, SignIn
from .factors import Authenticator, Passkey, RecoveryCode
from .persons import Person, PersonManager

__all__ = ["AddressChange", "Authenticator", "Consent", "Identity", "LoginCode", "Mention", "Passkey", "Person", "PersonManager",
           "RecoveryCode", "SignIn"]
