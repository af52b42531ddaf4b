"""Files that somebody might send instead of a photo, a spreadsheet, a calendar: bombs, disguises, polyglots (trust 22, 23)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

from PIL import Image

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='xqz()'><script>xqz()</script></svg>"
HTML = b"<!doctype html><html><script>xqz()</script></html>"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
ENTITIES = (
    "<!DOCTYPE x [<!ENTITY a 'xqzxqzxqz'>"
    + "".join(f"<!ENTITY {b} '{10 * f'&{a};'}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
).encode()


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 700), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def of_a_camera() -> bytes:
    """A photo that says where and by what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "xqz camera"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (50.0, 37.0, 45.0), "E", (3.0, 3.0, 27.0)
    return picture(exif=exif, comment=b"xqz")


def pixels(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that unfolds into width x height pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 1)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def workbook(sheet: bytes, book: bytes = b"<workbook/>") -> bytes:
    return zipped(**{"[Content_Types].xml": b"<Types/>", "xl__workbook.xml": book, "xl__worksheets__sheet1.xml": sheet})


@cache
def corpus() -> dict[str, bytes]:
    """By what each is."""
    header = "Courriel;Nom;Prénom\n"
    return {
        "empty": b"",
        "svg": SVG,
        "html": HTML,
        "html after the mark of a png": b"\x89PNG\r\n\x1a\n" + HTML,
        "gif with a script": b"GIF89a/*" + HTML,
        "photo, then html": picture() + HTML,
        "photo of a camera": of_a_camera(),
        "html in the comment": picture(comment=HTML),
        "bomb of pixels": pixels(14_000, 14_000),
        "cut in the middle": picture()[:3000],
        "tiny": picture("PNG", (1, 1)),
        "pdf": b"%PDF-1.7\n" + HTML,
        "program": b"MZ" + bytes(4000),
        "zeros": bytes(500_000),
        "bmp": picture("BMP", (300, 300)),
        "zip bomb": zipped(a=bytes(70_000_000)),
        "zip that climbs": zipped(**{"..__..__etc__passwd": b"x"}),
        "workbook of 70 MB": workbook(SHEET.format(" " * 70_000_000).encode()),
        "workbook of entities": workbook(ENTITIES + SHEET.format("<row><c><v>&i;</v></c></row>").encode()),
        "workbook of a million columns": workbook(SHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>').encode()),
        "formulas": (header + "=xqz|'/c calc'!A1;+1;@SUM(1)\n").encode(),
        "a million columns": b";" * 1_000_000 + b"\nx\n",
        "one field of 300 kB": (header + "x" * 300_000 + ";a;b\n").encode(),
        "two alphabets": header.encode("utf-16") + b"\xff\xfe\xe9\n" * 20,
        "nul": b"Courriel;Nom\n\x00\x00;x\n",
        "calendar of a million days": (
            b"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART:20260101T080000Z\nDTEND:20260101T090000Z\n"
            b"RRULE:FREQ=SECONDLY;COUNT=999999999\nSUMMARY:<script>xqz()</script>\nEND:VEVENT\nEND:VCALENDAR\n"
        ),
    }
