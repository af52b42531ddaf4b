"""Photos: what is hostile is refused before it costs anything; what is kept says nothing of the camera."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from industrielles.kit.refusals import Refused
from industrielles.pool import photos
from industrielles.pool import verbs as pool
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.pool import RoleModelFactory


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture(size: tuple[int, int] = (900, 700), kind: str = "JPEG", mode: str = "RGB", **options: Any) -> BytesIO:
    out = BytesIO()
    Image.new(mode, size, 1 if mode in ("1", "P", "L") else "teal").save(out, kind, **options)
    return BytesIO(out.getvalue())


def bomb(width: int, height: int) -> BytesIO:
    """A PNG of a few kilobytes that unfolds into width x height pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    row = b"\0" + b"\0" * (width // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", body)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "I;16")]
)
def test_a_photo_is_drawn_again_as_webp_at_the_size_of_the_card(kind: str, mode: str) -> None:
    source = picture(kind=kind, mode=mode) if mode != "I;16" else BytesIO(_sixteen_bits())
    kept = Image.open(BytesIO(photos.redrawn(source)))
    assert (kept.format, kept.size, kept.mode) == ("WEBP", photos.SIZE, "RGB")


def _sixteen_bits() -> bytes:
    out = BytesIO()
    Image.new("I;16", (300, 300)).save(out, "PNG")
    return out.getvalue()


def test_what_the_camera_wrote_is_gone_and_the_photo_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Canary Camera", 6
    exif.get_ifd(0x8825)[1] = "N"
    source = picture((700, 900), exif=exif, comment=b"canary")
    content = photos.redrawn(source)
    assert b"Canary" not in content and b"canary" not in content and b"EXIF" not in content
    assert not Image.open(BytesIO(content)).getexif()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"\0" * 50,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html>",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff" + b"\0" * 4000,
        b"%PDF-1.7",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"II*\0" + b"\0" * 100,
        b"\x89PNG\r\n\x1a\n" + b"A" * 3000,
    ],
)
def test_what_is_no_photo_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        photos.redrawn(BytesIO(content))
    assert refusal.value.field == "photo"


def test_a_bomb_is_refused_before_a_pixel_is_read(monkeypatch: Any) -> None:
    def loaded(*args: Any) -> None:
        raise AssertionError("the pixels were read")

    monkeypatch.setattr(Image.Image, "load", loaded)
    with pytest.raises(Refused):
        photos.redrawn(bomb(13_304, 13_300))


def test_too_heavy_and_too_small_are_refused() -> None:
    for source in (BytesIO(b"\xff\xd8\xff" + b"\0" * photos.MOST_BYTES), picture((199, 900))):
        with pytest.raises(Refused):
            photos.redrawn(source)


def test_a_photo_cut_in_the_middle_is_refused_also_once_a_paper_was_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    whole = picture().getvalue()
    with pytest.raises(Refused):
        photos.redrawn(BytesIO(whole[: len(whole) // 3]))


@pytest.mark.django_db(transaction=True)
def test_one_photo_a_profile_and_none_left_on_the_disk_when_it_goes() -> None:
    role_model = RoleModelFactory()
    first = pool.add_photo(role_model, file=picture(), by=role_model.person).photo.name
    second = pool.add_photo(role_model, file=picture(), by=role_model.person).photo.name
    assert first != second and role_model.person.last_name.lower() not in second
    assert not default_storage.exists(first) and default_storage.exists(second)
    pool.remove_photo(role_model, by=role_model.person)
    assert not default_storage.exists(second)
    third = pool.add_photo(role_model, file=picture(), by=role_model.person).photo.name
    pool.forget(role_model.person)
    assert not default_storage.exists(third)


@pytest.mark.django_db
def test_a_photo_is_seen_by_all_once_public_else_by_herself_and_her_coordinators(client: Any) -> None:
    role_model = RoleModelFactory(published_on=None)
    pool.add_photo(role_model, file=picture(), by=role_model.person)
    path = f"/professionnelles/{role_model.code}/photo/"
    seen = []
    for person in (None, role_model.person, coordinator_of(role_model.network), coordinator_of(NetworkFactory())):
        client.logout()
        if person:
            client.force_login(person)
        seen.append(client.get(path).status_code)
    assert seen == [404, 200, 200, 404]
    client.logout()
    pool.publish(role_model, by=role_model.person)
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_only_she_gives_a_photo() -> None:
    role_model = RoleModelFactory()
    with pytest.raises(Refused):
        pool.add_photo(role_model, file=picture(), by=coordinator_of(role_model.network))
