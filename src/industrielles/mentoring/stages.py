"""The phases as a coordinator writes them: "# Title (4 weeks)", then "- " before each activity."""
from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .quiz import Unclear

TITLE = re.compile(r"#\s*(?P<title>.{1,80}?)\s*\(\s*(?P<weeks>\d{1,2})\b[^)]*\)\s*")


def read(text: str) -> list[dict[str, Any]]:
    """[{"title", "weeks", "activities"}]. Raises Unclear."""
    found: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line:
            continue
        title = TITLE.fullmatch(line)
        if title:
            found.append({"title": title["title"], "weeks": int(title["weeks"]), "activities": []})
        elif line.startswith("- ") and found and line[2:].strip():
            found[-1]["activities"].append(line[2:].strip()[:240])
        else:
            raise Unclear(_("Line %(number)s: write “# Title (4 weeks)” for a phase, “- ” before an activity.") % {"number": number})
    if not found:
        raise Unclear(_("Write a phase at least: “# Title (4 weeks)”."))
    return found


def written(phases: Any) -> str:
    """The phases as one writes them."""
    parts = []
    for one in phases:
        weeks = ngettext("%(n)s week", "%(n)s weeks", one.weeks) % {"n": one.weeks}
        parts.append("\n".join([f"# {one.title} ({weeks})", *(f"- {words}" for words in one.activities)]))
    return "\n\n".join(parts)
