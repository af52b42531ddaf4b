"""An address as it is known once its reader must not be named: by a keyed hash."""
from __future__ import annotations

from django.utils.crypto import salted_hmac


def hashed(address: str) -> str:
    """A keyed hash of an address, however it was written."""
    return salted_hmac("industrielles.letters.suppression", address.strip().casefold(), algorithm="sha256").hexdigest()
