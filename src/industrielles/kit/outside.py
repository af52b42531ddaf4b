"""Reading an address somebody gave us, without being led into our own house (trust 33).

Only https on its own port; the name is resolved once, every address it has must be public, and the connection goes to the one that was
checked (no second resolution, no proxy). A redirect is followed on the same host only. Time and size are bounded as a whole.
"""
from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

MOST_SECONDS = 3.0
MOST_BYTES = 1_000_000
MOST_HOPS = 3
REDIRECTS = (301, 302, 303, 307, 308)
LONGEST = 500  # characters of an address


class Outside(Exception):
    """What was asked cannot be read; `kind` is "refused" (not an address we go to), "unreachable", or "too large"."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def checked(address: str) -> SplitResult:
    """The parts of an address we would go to; webcal:// is https://. Raises Outside("refused"). Nothing is resolved here."""
    address = address.strip()
    if address.lower().startswith("webcal://"):
        address = f"https{address[6:]}"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Outside("refused") from None
    plain = address.isascii() and address.isprintable() and " " not in address and "\\" not in address
    allowed = f"{parts.hostname}:{port}" in settings.OUTSIDE_ALLOWED
    right = parts.scheme == "https" and port in (None, 443) and "." in (parts.hostname or "") and not _is_number(parts.hostname or "")
    if not plain or len(address) > LONGEST or parts.username or parts.password or not (right or allowed):
        raise Outside("refused")
    return parts._replace(fragment="")


def read(address: str) -> bytes:
    """The content of a public https address: 3 seconds and 1 MB at most, in all. Raises Outside."""
    until, here = time.monotonic() + MOST_SECONDS, checked(address)
    for _hop in range(MOST_HOPS):
        status, location, content = _ask(here, until)
        if status == 200:
            return content
        if status not in REDIRECTS or not location:
            raise Outside("unreachable")
        there = checked(urljoin(here.geturl(), location))
        if there.netloc.lower() != here.netloc.lower():
            raise Outside("refused")
        here = there
    raise Outside("unreachable")


def public_address(host: str, port: int) -> str:
    """The address to connect to. Raises Outside("refused") when any address of this name is not of the public network."""
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Outside("unreachable") from None
    if not found:
        raise Outside("unreachable")
    if f"{host}:{port}" not in settings.OUTSIDE_ALLOWED and not all(is_public(one) for one in found):
        raise Outside("refused")
    return sorted(found, key=lambda one: (":" in one, one))[0]


def is_public(address: str) -> bool:
    """Whether an IP address is of the public network: neither private, nor of this machine, nor a public one that hides a private one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inside is None and found in ipaddress.ip_network("64:ff9b::/96"):
            inside = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inside is not None:
            return is_public(str(inside))
    return found.is_global and not found.is_multicast and not found.is_reserved


def _is_number(host: str) -> bool:
    """Whether a host is an IP address in any of its spellings: 127.1, 2130706433, 0x7f.1, [::1]."""
    last = host.rstrip(".").rpartition(".")[2]
    return ":" in host or last.isdigit() or last.lower().startswith("0x")


def _ask(parts: SplitResult, until: float) -> tuple[int, str, bytes]:
    """(status, where it sends to, content) of one request to the pinned address."""
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = public_address(host, port)
    connection = http.client.HTTPConnection(host, port, timeout=_left(until))
    try:
        plain = socket.create_connection((address, port), timeout=_left(until))
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
        path = parts.path or "/"
        connection.request("GET", f"{path}?{parts.query}" if parts.query else path, headers={
            "Host": parts.netloc, "Accept": "text/calendar, text/plain", "Accept-Encoding": "identity",
            "User-Agent": f"{settings.SITE_NAME} ({settings.BASE_URL})"})
        with connection.getresponse() as response:  # closed even when it is not read to its end
            return response.status, response.headers.get("Location", ""), _content(connection.sock, response, until)
    except (OSError, http.client.HTTPException):
        raise Outside("unreachable") from None
    finally:
        connection.close()


def _content(sock: socket.socket | None, response: http.client.HTTPResponse, until: float) -> bytes:
    """What is said, in pieces, so that neither a slow nor an endless server keeps us."""
    found = bytearray()
    while piece := response.read1(65_536):
        found += piece
        if len(found) > MOST_BYTES:
            raise Outside("too large")
        if sock is not None and sock.fileno() != -1:
            sock.settimeout(_left(until))
        elif time.monotonic() > until:
            raise Outside("unreachable")
    return bytes(found)


def _left(until: float) -> float:
    """Seconds left. Raises Outside when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise Outside("unreachable")
    return left
