"""Words on screen: extract them from every room, keep the French beside the English, compile and check, all with Babel.

    python tools/messages.py update [room ...]    new words enter each room's locale/fr/LC_MESSAGES/django.po, translations stay
    python tools/messages.py compile [room ...]   .po -> .mo (only what changed)
    python tools/messages.py check [room ...]     what is missing, doubtful, out of date or said in two ways; exit code 1 if anything

The msgids are English; French is what people read first.
"""
from __future__ import annotations

import io
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "industrielles"
KEYWORDS: dict[str, Any] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = "# Words of IndustriElles: {room}.\n# Made with tools/messages.py update; only the msgstr are written by hand."


def rooms(names: list[str]) -> list[Path]:
    """The folders of the named rooms, or of all."""
    found = sorted(folder for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists())
    unknown = set(names) - {folder.name for folder in found}
    if unknown:
        sys.exit(f"No such room: {', '.join(sorted(unknown))}.")
    return [folder for folder in found if not names or folder.name in names]


def po_file(room: Path) -> Path:
    return room / "locale" / "fr" / "LC_MESSAGES" / "django.po"


def sources(room: Path) -> Iterator[tuple[Path, bytes]]:
    """Python files as they are; templates turned into calls of gettext, each line flush left so that Python's tokenizer accepts it."""
    for file in sorted(room.rglob("*.py")):
        if "migrations" not in file.parts:
            yield file, file.read_bytes()
    for file in sorted(f for folder in room.rglob("templates") for f in folder.rglob("*") if f.suffix in {".html", ".txt"}):
        calls = templatize(file.read_text("utf-8"), origin=str(file))
        yield file, "\n".join(line.lstrip() for line in calls.splitlines()).encode()


def words(room: Path) -> Catalog:
    """What this room says, in English, with the files where it says it."""
    catalog = Catalog(locale="fr")
    for file, text in sources(room):
        place = str(file.relative_to(PACKAGE))
        for line, message, comments, context in extract("python", io.BytesIO(text), KEYWORDS, ("Translators:",)):
            if message and message != "":
                catalog.add(message, locations=[(place, line)], auto_comments=comments, context=context)
    return catalog


def kept(room: Path) -> Catalog:
    """The room's catalogue as committed."""
    if not po_file(room).exists():
        return Catalog(locale="fr")
    with po_file(room).open("rb") as file:
        return read_po(file, locale="fr")


def update(room: Path) -> int:
    """Bring the room's catalogue up to date with its words: what is new or changed comes without French (no look-alike is proposed: it
    would pass for a translation), what is no longer said goes."""
    fresh, catalog = words(room), kept(room)
    if not len(fresh) and not len(catalog):
        return 0
    catalog.update(fresh, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    # Nothing that changes by itself: no dates, no line numbers; two people's work merges.
    catalog.header_comment = HEADER.format(room=room.name)
    out = io.BytesIO()
    write_po(out, catalog, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True, omit_header=False)
    text = out.getvalue().decode()
    head, _, body = text.partition("\n\n")
    lasting = ("#", "msg", '"Language:', '"Plural-Forms:', '"Content-T')
    kept_lines = [line for line in head.splitlines() if line.startswith(lasting)]
    po_file(room).parent.mkdir(parents=True, exist_ok=True)
    po_file(room).write_text("\n".join(line for line in kept_lines if line != "#, fuzzy") + "\n\n" + body, "utf-8")
    left = sum(1 for message in catalog if message.id and not said(message))
    print(f"{room.name}: {len(catalog)} messages, {left} to translate")
    return 0


def compile_room(room: Path) -> int:
    """Write the .mo that Django reads, when the .po is newer."""
    source = po_file(room)
    target = source.with_suffix(".mo")
    if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
        partial = target.with_suffix(".mo.part")
        with partial.open("wb") as file:
            write_mo(file, typeset(kept(room)))
        partial.replace(target)
    return 0


FRENCH_SPACES = [(re.compile(pattern), space) for pattern, space in (
    (r" (?=[;!?](?:\W|$))", "\u202f"), (r"(?<=\d) (?=%(?!\())", "\u202f"), (r" (?=:(?:\s|$))", "\u00a0"),
    (r"(?<=«) ", "\u00a0"), (r" (?=»)", "\u00a0"),
)]


def typeset(catalog: Catalog) -> Catalog:
    """The same French with spaces that do not break before ; ! ? : % and inside « », so that nobody has to type them."""
    for message in catalog:
        if message.id:
            fresh = tuple(_typeset(string) for string in voice(message.string))
            message.string = fresh if isinstance(message.string, (tuple, list)) else fresh[0]
    return catalog


def _typeset(words: str) -> str:
    for pattern, space in FRENCH_SPACES:
        words = pattern.sub(space, words)
    return words


def said(message: Message) -> bool:
    """Whether the French is there, whole, and not doubtful."""
    return not message.fuzzy and all(voice(message.string))


def voice(text: Any) -> tuple[str, ...]:
    """A message as its forms: one, or singular and plural."""
    return tuple(text) if isinstance(text, (tuple, list)) else (text or "",)


def check(room: Path) -> int:
    """Say what is wrong with the room's French; the number of faults."""
    fresh, catalog = words(room), kept(room)
    faults = []
    for message in fresh:
        if message.id:
            here = catalog.get(message.id, message.context)
            if here is None:
                faults.append(f"not in the catalogue (run update): {message.id!r}")
            elif not said(here):
                faults.append(f"{'doubtful' if here.fuzzy else 'no French'}: {message.id!r}")
    for message, errors in catalog.check():
        faults += [f"{error}: {message.id!r}" for error in errors]
    faults += [f"no longer said (run update): {m.id!r}" for m in catalog if m.id and fresh.get(m.id, m.context) is None]
    for fault in faults:
        print(f"{room.name}: {fault}")
    return len(faults)


def check_one_voice(folders: list[Path]) -> int:
    """The same English in two rooms must have the same French: Django would show one of them in both."""
    heard: dict[Any, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for room in folders:
        for message in kept(room):
            if message.id and said(message):
                heard[voice(message.id), message.context][voice(message.string)].append(room.name)
    faults = 0
    for (key, _), voices in heard.items():
        if len(voices) > 1:
            faults += 1
            ways = "; ".join(f"{french!r} in {', '.join(places)}" for french, places in voices.items())
            print(f"said in several ways: {key!r}: {ways} (agree, or use a context)")
    return faults


COMMANDS: dict[str, Callable[[Path], int]] = {"update": update, "compile": compile_room, "check": check}


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        print(__doc__)
        return 2
    folders = rooms(sys.argv[2:])
    faults = sum(COMMANDS[sys.argv[1]](room) for room in folders)
    if sys.argv[1] == "check":
        faults += check_one_voice(folders)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
