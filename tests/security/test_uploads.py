"""Every field that takes a file, given every hostile file: refused in words, or drawn again; nothing of it is kept or shown as it came."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from PIL import Image

from .forms import Form
from .hostile_files import corpus
from .land import Land, door, name_of
from .writes import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIELDS = {"network:add_logo", "joining:imports", "pool:add_photo", "pool:send_calendar", "pool:verify", "network:show_logo"}
ONLY_PICTURES = {  # each file sent to a spreadsheet costs a process of its own: these are for the other fields
    "photo, then html",
    "photo of a camera",
    "cut in the middle",
    "tiny",
    "bmp",
    "html in the comment",
    "gif with a script",
    "zeros",
    "program",
}
SLOWEST = 6.0  # processor seconds for one file; below two on a machine that does nothing else
NAMES = {".csv": ("membres.csv", "text/csv"), ".ics": ("agenda.ics", "text/calendar"), ".json": ("preuve.json", "application/json")}


def fields(found: Any) -> dict[str, tuple[str, Form]]:
    """Each address whose form takes a file: by whom, and the form."""
    return {name_of(form.action): (who, form) for who, (_, forms) in found.items() for form in forms if form.files and name_of(form.action)}


def files() -> set[Path]:
    return {file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()}


def sent(land: Land, who: str, form: Form, what: str) -> tuple[Any, set[Path], float]:
    """The answer, the files left on the disk, the processor seconds it took. The file says it is what the field wants."""
    field, accept = next(iter(form.files.items()))
    name, kind = next((NAMES[end] for end in NAMES if end in accept), ("photo.png", "image/png"))
    content = io.BytesIO(corpus()[what])
    content.name, before, begin = name, files(), time.thread_time()
    content.content_type = kind  # type: ignore[attr-defined]
    with undone():
        answer = land.client(who, raise_request_exception=False).post(form.action, {**form.filled(), field: content})
        return answer, files() - before, time.thread_time() - begin


def walked(land: Land, found: Any, whats: list[str], names: set[str] = FIELDS) -> list[str]:
    faults = []
    for name, (who, form) in fields(found).items():
        for what in whats if name in names else ():
            if name == "joining:imports" and what in ONLY_PICTURES:
                continue
            answer, kept, seconds = sent(land, who, form, what)
            text = answer.content.decode(errors="replace")
            said = answer.status_code == 302 or (answer.status_code in (200, 422) and ("erreur" in text or "<main" in text))
            faults += [] if said else [f"{what} at {name}: {answer.status_code}"]
            faults += [f"{what} at {name}: {seconds:.1f} s"] if seconds > SLOWEST else []
            faults += [f"{what} at {name} comes back as it is"] if "<script>xqz" in text or "onload='xqz" in text else []
            faults += [f"{what} at {name} is kept: {fault}" for file in kept for fault in hidden_in(file)]
    return faults


def hidden_in(file: Path) -> list[str]:
    """What a file kept on the disk should not be, nor hold."""
    content = file.read_bytes()
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return [f"{content[:12]!r}"]
    faults = ["what came with it"] if b"xqz" in content or b"<script" in content or b"EXIF" in content else []
    return faults + (["what the camera wrote"] if Image.open(io.BytesIO(content)).getexif() else [])


def test_every_hostile_file_is_refused_in_words_or_drawn_again(land: Land, found: Any) -> None:
    unknown = set(fields(found)) - FIELDS
    assert not unknown and len(fields(found)) >= 5 and len(corpus()) >= 20
    faults = walked(land, found, [*corpus()])
    assert not faults, "\n".join(faults)


def test_what_is_kept_is_given_back_as_a_picture(land: Land, found: Any) -> None:
    """The photo and the logo that were accepted are shown as pictures, in a page that runs nothing."""
    places = {"pool:add_photo": f"/professionnelles/{land.ours.hidden.code}/photo/", "network:add_logo": ""}
    for name in places:
        who, form = fields(found)[name]
        with undone():
            content = io.BytesIO(corpus()["photo of a camera"])
            content.name = "photo.jpg"
            client = land.client(who)
            assert client.post(form.action, {**form.filled(), next(iter(form.files)): content}).status_code == 302
            slug = form.action.rstrip("/").split("/")[-2]
            shown = client.get(places[name] or f"/reseaux/{slug}/logo/")
            assert (shown.status_code, shown["Content-Type"], shown["X-Content-Type-Options"]) == (200, "image/webp", "nosniff")
            assert "default-src 'none'" in shown["Content-Security-Policy"]
            assert shown.getvalue()[8:12] == b"WEBP"


def test_the_walk_catches_a_field_that_keeps_what_it_gets(land: Land, found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: the logo is kept under the name it came with."""

    def post(self: Any, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        (Path(settings.MEDIA_ROOT) / "kept.png").write_bytes(request.FILES["logo"].read())
        return HttpResponse(status=302)

    monkeypatch.setattr(door("network:add_logo"), "post", post)
    assert walked(land, found, ["svg"], {"network:add_logo"})
    (Path(settings.MEDIA_ROOT) / "kept.png").unlink()
