"""Asking the name service for the texts a domain publishes: one question, over UDP, over TCP when the answer is long (RFC 1035)."""
from __future__ import annotations

import secrets
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

TXT, INTERNET, WANT_RECURSION = 16, 1, 0x0100
CUT_SHORT, NO_SUCH_NAME = 0x0200, 3
SECONDS, TRIES = 4.0, 2
Server = tuple[str, int]


class NoAnswer(Exception):
    """The name service did not answer, or could not."""


def usual_server(file: Path = Path("/etc/resolv.conf")) -> Server:
    """The name server of this machine; its own when it names none."""
    lines = file.read_text("utf-8", "replace").splitlines() if file.exists() else []
    named = [line.split()[1] for line in lines if line.startswith("nameserver") and len(line.split()) > 1]
    return (named[0] if named else "127.0.0.1", 53)


def texts(name: str, *, server: Server) -> list[str]:
    """The TXT records of a name, whole, aliases followed; none when the name does not exist. Raises NoAnswer."""
    number = secrets.randbelow(1 << 16)
    question = _question(name, number)
    for _try in range(TRIES):
        try:
            answer = _over_udp(question, server)
            if len(answer) >= 12 and struct.unpack(">H", answer[2:4])[0] & CUT_SHORT:
                answer = _over_tcp(question, server)
            return list(_read(answer, number))
        except (OSError, struct.error, IndexError):
            continue
    raise NoAnswer(name)


def _question(name: str, number: int) -> bytes:
    try:
        labels = [label.encode("idna") for label in name.rstrip(".").split(".")]
    except UnicodeError:
        raise NoAnswer(name) from None
    said = b"".join(bytes([len(label)]) + label for label in labels)
    return struct.pack(">6H", number, WANT_RECURSION, 1, 0, 0, 0) + said + b"\0" + struct.pack(">2H", TXT, INTERNET)


def _over_udp(question: bytes, server: Server) -> bytes:
    kind = socket.AF_INET6 if ":" in server[0] else socket.AF_INET
    with socket.socket(kind, socket.SOCK_DGRAM) as line:
        line.settimeout(SECONDS)
        line.connect(server)  # an answer from anybody else is not heard
        line.send(question)
        return line.recv(4096)


def _over_tcp(question: bytes, server: Server) -> bytes:
    with socket.create_connection(server, SECONDS) as line, line.makefile("rb") as read:
        line.sendall(struct.pack(">H", len(question)) + question)
        return read.read(struct.unpack(">H", read.read(2))[0])


def _read(answer: bytes, number: int) -> Iterator[str]:
    """The texts of an answer. Raises OSError for one that is not to our question, or that says it cannot."""
    theirs, flags, questions, records = struct.unpack(">4H", answer[:8])
    if theirs != number or flags & 0xF not in (0, NO_SUCH_NAME):
        raise OSError("no answer to our question")
    at = 12
    for _question in range(questions):
        at = _after_name(answer, at) + 4
    for _record in range(records):
        at = _after_name(answer, at)
        kind, _class, _life, size = struct.unpack(">HHIH", answer[at:at + 10])
        at += 10
        if kind == TXT:
            yield _whole(answer[at:at + size])
        at += size


def _after_name(answer: bytes, at: int) -> int:
    while (size := answer[at]) and size < 0xC0:  # from there on, the rest of the name stands elsewhere
        at += size + 1
    return at + (2 if size else 1)


def _whole(data: bytes) -> str:
    parts, at = [], 0
    while at < len(data):
        parts.append(data[at + 1:at + 1 + data[at]])
        at += data[at] + 1
    return b"".join(parts).decode("utf-8", "replace")
