"""The resources of a programme as a coordinator writes them: "# Title", words below, then an address (https) or none."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from .quiz import Unclear

MOST, LONGEST = 12, 240


def host_of(link: str) -> str:
    """Where a link leads, as it is shown beside it; "" for what is no whole https address: no user, no port, no number for a name."""
    try:
        parts = urlsplit(link)
        host = parts.netloc if parts.scheme == "https" and parts.netloc == parts.hostname else ""
    except ValueError:
        return ""
    whole = "." in host and not host[-1].isdigit() and link.isascii() and not set(link) & set(" \t\"'<>\\")
    return host.removeprefix("www.") if whole else ""


def read(text: str) -> list[dict[str, str]]:
    """[{"title", "words", "link"}], `words` and `link` "" when there are none. Raises Unclear."""
    found: list[dict[str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if line.startswith("# ") and line[2:].strip():
            found.append({"title": line[2:].strip()[:80], "words": "", "link": ""})
        elif "://" in line and found and not found[-1]["link"] and host_of(line):
            found[-1]["link"] = line
        elif line and ("://" in line or not found):
            raise Unclear(_("Line %(number)s: write “# Title”, words below, then one address that begins with https://, or none.") % {
                "number": number})
        elif line:
            found[-1]["words"] = f"{found[-1]['words']} {line}".strip()[:LONGEST]
    if len(found) > MOST:
        raise Unclear(_("%(most)s resources are enough: keep those that help most.") % {"most": MOST})
    return found


def written(rows: Iterable[dict[str, str]]) -> str:
    """The resources as one writes them."""
    return "\n\n".join("\n".join(filter(None, (f"# {one['title']}", one["words"], one["link"]))) for one in rows)


def shown(rows: Iterable[dict[str, str]]) -> list[dict[str, Any]]:
    """Each with the host its link leads to; a link that is none is not shown."""
    return [{**one, "host": host_of(one["link"])} for one in rows]
