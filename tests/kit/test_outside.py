"""Reading an address somebody gave us: a real server on loopback must never be reached unless it is allowed by name (trust 33)."""
from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from industrielles.kit import outside


class Canary(http.server.BaseHTTPRequestHandler):
    """Notes who comes, answers as its path asks."""

    def do_GET(self) -> None:
        server: Any = self.server
        server.hits.append((self.headers.get("Host"), self.path))
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", server.sends_to)
            self.end_headers()
            return
        self.send_response(404 if self.path == "/gone" else 200)
        self.end_headers()
        if self.path == "/slow":
            for _n in range(60):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        elif self.path == "/large":
            for _n in range(40):
                self.wfile.write(b"x" * 50_000)
        else:
            self.wfile.write(b"BEGIN:VCALENDAR")

    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def canary() -> Iterator[Any]:
    server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    server.hits, server.sends_to, server.port = [], "", server.server_address[1]
    server.handle_error = lambda *args: None  # a reader that hangs up is what we test
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def allowed(canary: Any, settings: Any) -> str:
    """Its address, allowed by name."""
    settings.OUTSIDE_ALLOWED = [f"127.0.0.1:{canary.port}"]
    return f"http://127.0.0.1:{canary.port}"


def kind_of(address: str) -> str:
    with pytest.raises(outside.Outside) as refused:
        outside.read(address)
    return refused.value.kind


def test_an_allowed_server_is_read(canary: Any, allowed: str) -> None:
    assert outside.read(f"{allowed}/a.ics?key=1") == b"BEGIN:VCALENDAR"
    assert canary.hits == [(f"127.0.0.1:{canary.port}", "/a.ics?key=1")]


@pytest.mark.parametrize("address", [
    "http://agenda.exemple.fr/a.ics", "ftp://agenda.exemple.fr/a.ics", "file:///etc/passwd", "gopher://x.fr/", "", "a.ics", "https://",
    "https://127.0.0.1/a.ics", "https://127.1/a.ics", "https://2130706433/", "https://0x7f.1/", "https://0x7f000001/", "https://[::1]/",
    "https://[::ffff:127.0.0.1]/", "https://localhost/", "https://user:pass@agenda.exemple.fr/", "https://agenda.exemple.fr:8443/",
    "https://agenda.exemple.fr:99999/", "https://agenda.exemple.fr/a b", "https://agenda.exemple.fr\\@127.0.0.1/", "https://ägenda.fr/",
    "https://agenda.exemple.fr/\r\nHost: x", "https://exemple.fr/" + "a" * 500])
def test_what_is_no_public_https_address_is_refused_before_anything_is_resolved(address: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: pytest.fail("a name was resolved"))
    assert kind_of(address) == "refused"


def test_webcal_is_https() -> None:
    assert outside.checked("webcal://agenda.exemple.fr/a.ics#x").geturl() == "https://agenda.exemple.fr/a.ics"


@pytest.mark.parametrize("addresses", [
    ["127.0.0.1"], ["10.0.0.1"], ["172.16.0.1"], ["192.168.1.1"], ["169.254.169.254"], ["100.64.0.1"], ["0.0.0.0"], ["::1"], ["fe80::1"],
    ["fc00::1"], ["::ffff:10.0.0.1"], ["64:ff9b::7f00:1"], ["2002:7f00:1::"], ["224.0.0.1"], ["240.0.0.1"], ["8.8.8.8", "127.0.0.1"],
    ["fe80::1%eth0"]])
def test_a_name_that_leads_into_the_house_is_refused(addresses: list[str], monkeypatch: Any, canary: Any) -> None:
    def resolved(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    assert kind_of("https://agenda.exemple.fr/a.ics") == "refused"
    assert canary.hits == []


def test_a_public_name_is_gone_to_at_the_address_that_was_checked(monkeypatch: Any) -> None:
    """The positive control, and rebinding: the name is resolved once, the connection goes to that answer."""
    asked, gone = [], []

    def resolved(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14" if len(asked) == 1 else "127.0.0.1", port))]

    def connected(address: tuple[str, int], timeout: float) -> socket.socket:
        gone.append(address)
        raise OSError("nobody leaves the tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket, "create_connection", connected)
    assert kind_of("https://agenda.exemple.fr/a.ics") == "unreachable"
    assert gone == [("93.184.215.14", 443)] and len(asked) == 1


def test_a_redirect_leads_to_no_other_host(canary: Any, allowed: str, settings: Any) -> None:
    for there in ("https://127.0.0.1/x", "http://localhost/x", f"http://localhost:{canary.port}/x", "https://agenda.exemple.fr/x", "file:///x"):
        canary.sends_to = there
        assert kind_of(f"{allowed}/to/x") == "refused"
    settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, f"localhost:{canary.port}"]
    canary.sends_to = f"http://localhost:{canary.port}/x"  # allowed by itself, and another host all the same
    assert kind_of(f"{allowed}/to/x") == "refused"
    canary.sends_to = "/a.ics"
    assert outside.read(f"{allowed}/to/x") == b"BEGIN:VCALENDAR"
    canary.sends_to = "/to/again"
    assert kind_of(f"{allowed}/to/x") == "unreachable"


def test_a_slow_an_endless_and_an_absent_answer_cost_three_seconds_at_most(canary: Any, allowed: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(outside, "MOST_SECONDS", 1.0)
    start = time.monotonic()
    assert kind_of(f"{allowed}/slow") == "unreachable"
    assert time.monotonic() - start < 3
    assert kind_of(f"{allowed}/large") == "too large"
    assert kind_of(f"{allowed}/gone") == "unreachable"
