"""The words of a room: what is new comes without French, and what has no French is refused."""
from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import house

sys.path.insert(0, str(house.ROOT / "tools"))
import messages

SAID = '''from django.utils.translation import gettext as _
from django.utils.translation import ngettext

OLD = _("The meeting of this pair was told by the mentor.")
'''
NEW = '''NEW = _("The meeting of this pair was told by the mentee.")
MANY = ngettext("%(count)d meeting was told.", "%(count)d meetings were told.", 2)
'''


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A room whose one sentence has its French."""
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    room = tmp_path / "room"
    room.mkdir()
    (room / "words.py").write_text(SAID, encoding="utf-8")
    messages.update(room)
    translate(room, 'by the mentor."\nmsgstr ""', 'by the mentor."\nmsgstr "La mentore a noté la rencontre de ce binôme."')
    return room


def translate(room: Path, entry: str, said: str) -> None:
    """Change lines of the catalogue, as a hand would."""
    text = messages.po_file(room).read_text("utf-8")
    assert text.count(entry) == 1
    messages.po_file(room).write_text(text.replace(entry, said), encoding="utf-8")


def test_update_gives_no_french_to_a_sentence_that_only_looks_alike(room: Path) -> None:
    (room / "words.py").write_text(SAID + NEW, encoding="utf-8")
    messages.update(room)
    catalog = messages.kept(room)
    assert catalog.get("The meeting of this pair was told by the mentor.").string == "La mentore a noté la rencontre de ce binôme."
    new = catalog.get("The meeting of this pair was told by the mentee.")
    assert (new.string, new.fuzzy) == ("", False)
    assert not any(catalog.get(("%(count)d meeting was told.", "%(count)d meetings were told.")).string)


def test_check_refuses_what_update_left_empty_until_it_is_said(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.check(room) == 0
    (room / "words.py").write_text(SAID + NEW, encoding="utf-8")
    messages.update(room)
    capsys.readouterr()
    assert messages.check(room) == 2, "an empty sentence, and a plural empty in both its forms"
    assert capsys.readouterr().out.count("no French") == 2
    translate(room, 'by the mentee."\nmsgstr ""', 'by the mentee."\nmsgstr "La mentorée a noté la rencontre de ce binôme."')
    translate(room, 'msgstr[0] ""', 'msgstr[0] "%(count)d rencontre notée."')
    assert messages.check(room) == 1, "a plural of which only the singular is said"
    translate(room, 'msgstr[1] ""', 'msgstr[1] "%(count)d rencontres notées."')
    assert messages.check(room) == 0


def test_update_keeps_an_entry_still_doubtful_and_check_refuses_it(room: Path) -> None:
    translate(room, 'msgid "The meeting', '#, fuzzy\nmsgid "The meeting')
    messages.update(room)
    assert "#, fuzzy" in messages.po_file(room).read_text("utf-8")
    assert messages.check(room) == 1
