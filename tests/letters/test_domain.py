"""SPF, DKIM and DMARC: what is well, what is too weak, what to publish; asked of a name server that answers as they do."""
from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from industrielles.letters import names
from industrielles.letters.domain import examine

KEY = "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQ"
WELL = {"a.fr": ["v=spf1 include:_spf.hote.fr -all", "autre=chose"], "s1._domainkey.a.fr": [KEY], "_dmarc.a.fr": ["v=DMARC1; p=reject"]}


def said(of_domain: list[str] | None = None) -> dict[str, bool]:
    zone = WELL if of_domain is None else WELL | {"a.fr": of_domain}
    return {one.name: one.well for one in examine("a.fr", lambda name: zone.get(name, []))}


def test_a_domain_that_says_all_three_is_well() -> None:
    assert said() == {"SPF": True, "DKIM": True, "DMARC": True}


@pytest.mark.parametrize("records", [
    [], ["v=spf1 a mx"], ["v=spf1 +all"], ["v=spf1 ?all"], ["v=spf1 -all", "v=spf1 a -all"], ["v=spf10 -all"]])
def test_spf_that_is_missing_doubled_or_open_is_wrong(records: list[str]) -> None:
    assert said(records) == {"SPF": False, "DKIM": True, "DMARC": True}


@pytest.mark.parametrize("record", ["v=spf1 redirect=_spf.hote.fr", "v=spf1 a ~ALL"])
def test_spf_that_is_closed_is_well(record: str) -> None:
    assert said([record])["SPF"]


@pytest.mark.parametrize(("records", "well"), [
    ([], False), (["v=DKIM1; p="], False), (["v=DKIM2; p=AAAA"], False), (["p=AAAA"], True), (["rien"], False),
    (["v=DKIM1; p=", KEY], True)])
def test_dkim_needs_a_key_in_use(records: list[str], well: bool) -> None:
    zone = WELL | {"s1._domainkey.a.fr": records}
    assert [one.well for one in examine("a.fr", lambda name: zone.get(name, []))] == [True, well, True]


def test_dkim_under_a_selector_of_ones_own() -> None:
    zone = {"neuf._domainkey.a.fr": [KEY]}
    dkim = [examine("a.fr", lambda name: zone.get(name, []), selectors=chosen)[1].well for chosen in ((), ("neuf",), ("autre",))]
    assert dkim == [False, True, False]


@pytest.mark.parametrize(("zone", "well"), [
    ({}, False), ({"_dmarc.m.a.fr": ["v=DMARC1; p=none"]}, False), ({"_dmarc.m.a.fr": ["v=DMARC1;p=quarantine"]}, True),
    ({"_dmarc.a.fr": ["v=DMARC1; p=reject"]}, True), ({"_dmarc.a.fr": ["v=DMARC1; p=reject; sp=none"]}, False),
    ({"_dmarc.m.a.fr": ["v=DMARC1; p=reject", "v=DMARC1; p=none"]}, False), ({"_dmarc.fr": ["v=DMARC1; p=reject"]}, False)])
def test_dmarc_of_the_domain_or_of_the_one_above(zone: dict[str, list[str]], well: bool) -> None:
    assert examine("m.a.fr", lambda name: zone.get(name, []))[2].well is well


class NameServer:
    """Answers questions for TXT records over UDP, and over TCP those it says are too long."""

    def __init__(self, zone: dict[str, list[str]]) -> None:
        self.zone, self.long, self.mute = zone, False, False
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.address = self.udp.getsockname()
        self.tcp = socket.create_server(self.address)
        for serve in (self.serve_udp, self.serve_tcp):
            threading.Thread(target=serve, daemon=True).start()

    def answer(self, question: bytes, *, cut: bool) -> bytes:
        at, labels = 12, []
        while question[at]:
            labels.append(question[at + 1:at + 1 + question[at]].decode())
            at += question[at] + 1
        found = [] if cut else self.zone.get(".".join(labels), [])
        flags = 0x8180 | (0x0200 if cut else 0) | (0 if found or cut else 3)
        whole = b"\xc0\x0c" + struct.pack(">HHIH", 5, 1, 60, 2) + b"\xc0\x0c" if found else b""  # an alias first, as DKIM hosts do
        for text in found:
            parts = [text[n:n + 200].encode() for n in range(0, len(text), 200)]
            data = b"".join(bytes([len(part)]) + part for part in parts)
            whole += b"\xc0\x0c" + struct.pack(">HHIH", 16, 1, 60, len(data)) + data
        return question[:2] + struct.pack(">5H", flags, 1, len(found) + bool(found), 0, 0) + question[12:at + 5] + whole

    def serve_udp(self) -> None:
        while True:
            try:
                question, back = self.udp.recvfrom(512)
                if not self.mute:
                    self.udp.sendto(self.answer(question, cut=self.long), back)
            except OSError:
                return

    def serve_tcp(self) -> None:
        while True:
            try:
                line, _back = self.tcp.accept()
            except OSError:
                return
            with line, line.makefile("rb") as read:
                whole = self.answer(read.read(struct.unpack(">H", read.read(2))[0]), cut=False)
                line.sendall(struct.pack(">H", len(whole)) + whole)


@pytest.fixture
def server() -> Iterator[NameServer]:
    made = NameServer(WELL | {"long.fr": ["v=spf1 " + "ip4:192.0.2.1 " * 60 + "-all"]})
    yield made
    made.udp.close(), made.tcp.close()


def run(server: NameServer, *options: str) -> tuple[int, str]:
    out, code = StringIO(), 0
    try:
        call_command("check_mail", *options, "--server", f"127.0.0.1:{server.address[1]}", stdout=out)
    except SystemExit as end:
        code = int(str(end.code))
    return code, out.getvalue()


def test_the_command_asks_and_says(server: NameServer, settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    settings.DEFAULT_FROM_EMAIL = "IndustriElles <bonjour@a.fr>"
    code, words = run(server)
    assert (code, words.count("✓"), words.count("✗")) == (0, 3, 0)
    code, words = run(server, "ailleurs.fr")
    assert (code, words.count("✗")) == (1, 3) and "Publiez" in words


def test_a_long_answer_comes_whole_over_tcp(server: NameServer) -> None:
    server.long = True
    [record] = names.texts("long.fr", server=server.address)
    assert record.endswith("-all") and len(record) > 512


def test_a_silent_name_server_is_said_and_nothing_is_judged(server: NameServer, monkeypatch: Any) -> None:
    server.mute = True
    monkeypatch.setattr(names, "SECONDS", 0.05)
    with pytest.raises(CommandError, match=r"127\.0\.0\.1"):
        run(server, "a.fr")


def test_an_answer_to_another_question_is_not_believed(server: NameServer, monkeypatch: Any) -> None:
    answer = server.answer
    server.answer = lambda question, *, cut: b"\0\0" + answer(question, cut=cut)[2:]  # type: ignore[method-assign]
    monkeypatch.setattr(names.secrets, "randbelow", lambda most: 4242)
    with pytest.raises(names.NoAnswer):
        names.texts("a.fr", server=server.address)


def test_the_name_server_of_the_machine(tmp_path: Any) -> None:
    file = tmp_path / "resolv.conf"
    assert names.usual_server(file) == ("127.0.0.1", 53)
    file.write_text("# x\nsearch a.fr\nnameserver 192.0.2.53\nnameserver 192.0.2.54\n")
    assert names.usual_server(file) == ("192.0.2.53", 53)
