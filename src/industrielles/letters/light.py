"""The light Markdown of letters: paragraphs, "- " lists, **bold** and [words](https://address). Nothing else means anything: HTML, images
and other marks are shown as they were typed. No address but http, https and mailto becomes a link.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

MARKS = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|\[(?P<words>[^\]\n]+)\]\((?P<url>(?:https?://|mailto:)[^\s()<>\"]+)\)"
                   r"|(?P<bare>https?://[^\s()<>\"]*[^\s()<>\".,;:!?])")
BULLET = re.compile(r"\s*[-*•]\s+")


@dataclass(frozen=True)
class Span:
    """A few words, perhaps bold, perhaps a link."""

    words: str
    bold: bool = False
    url: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, of lines; or a list, of lines."""

    lines: list[list[Span]]
    is_list: bool = False


def blocks(text: str) -> list[Block]:
    """The paragraphs and lists of a text: an empty line separates them, so does the passage from words to a list."""
    made: list[Block] = []
    for paragraph in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip()):
        for line in filter(str.strip, paragraph.split("\n")):
            bullet = BULLET.match(line)
            words = spans(line[bullet.end():].strip() if bullet else line.strip())
            if not made or not made[-1].lines or made[-1].is_list != bool(bullet):
                made.append(Block([], bool(bullet)))
            made[-1].lines.append(words)
        made.append(Block([]))
    return [block for block in made if block.lines]


def spans(line: str) -> list[Span]:
    """The words of a line, its bold words, its links."""
    found, end = [], 0
    for mark in MARKS.finditer(line):
        if mark.start() > end:
            found.append(Span(line[end:mark.start()]))
        url = mark["url"] or mark["bare"] or ""
        found.append(Span(mark["bold"] or mark["words"] or url, bold=bool(mark["bold"]), url=url))
        end = mark.end()
    return [*found, Span(line[end:])] if end < len(line) else found
