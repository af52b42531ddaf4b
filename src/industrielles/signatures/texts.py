"""Texts of the house that somebody signs: a kind, a version, and a body in each language, declared by the room that asks for it.

A version that somebody may have signed is never edited: a new version is written under it, and asked again. The body is plain: paragraphs
between blank lines, "## " before a heading, "- " before each line of a list.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

DECLARED: dict[str, list[Text]] = {}  # by kind, oldest version first


@dataclass(frozen=True)
class Text:
    """One version of a text. `title` and `body` by language."""

    kind: str
    version: str
    title: Mapping[str, str]
    body: Mapping[str, str]

    def language(self, wished: str) -> str:
        """The language it is shown in: the one wished when it exists, else French."""
        return wished if wished in self.body else "fr"

    def digest(self, language: str) -> str:
        """SHA-256 of the document in this language, in hexadecimal."""
        return digest(self.kind, self.version, language, self.title[language], self.body[language])


def digest(kind: str, version: str, language: str, title: str, body: str) -> str:
    """SHA-256 (hexadecimal) of a document: its five parts as a JSON list, UTF-8, without spaces."""
    parts = json.dumps([kind, version, language, title, body], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(parts.encode()).hexdigest()


def declare(*texts: Text) -> None:
    """Make the versions of a text known, oldest first."""
    for text in texts:
        known = DECLARED.setdefault(text.kind, [])
        if text not in known:
            known.append(text)


def asked(kind: str) -> Text:
    """The version asked now. Raises KeyError for a kind nobody declared."""
    return DECLARED[kind][-1]


def blocks(body: str) -> list[tuple[str, list[str]]]:
    """A body as ("title" | "text" | "list", its lines), for a page or a paper."""
    found: list[tuple[str, list[str]]] = []
    for part in filter(None, (one.strip() for one in body.split("\n\n"))):
        lines = [line.strip() for line in part.splitlines()]
        if lines[0].startswith("## "):
            found.append(("title", [lines[0][3:]]))
            lines = lines[1:]
        if lines and all(line.startswith("- ") for line in lines):
            found.append(("list", [line[2:] for line in lines]))
        elif lines:
            found.append(("text", [" ".join(lines)]))
    return found
