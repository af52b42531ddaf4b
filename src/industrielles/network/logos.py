"""Logos: known by their first bytes, small enough before anything is decoded, drawn again; SVG, which may hold a program, is refused."""
from __future__ import annotations

from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from industrielles.kit.refusals import Refused

MOST_BYTES = 2_000_000
MOST_PIXELS = 16_000_000
LEAST_SIDE = 64
BOX = (480, 240)  # it is made to fit in it, never cut
MARGIN = 16


def redrawn(file: IO[bytes]) -> bytes:
    """The logo as WebP on white paper, without metadata, at most 480 x 240. Raises Refused with words."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(_("This logo is too heavy: choose one of less than 2 MB."), field="logo")
    reader = _reader(content)
    if reader is None:
        raise Refused(_("Choose a logo in PNG, JPEG or WebP."), field="logo")
    try:
        picture = _decoded(reader(BytesIO(content)))
    except Refused:
        raise
    except Exception:  # a hostile file makes its reader raise anything
        raise Refused(_("This file cannot be read as a picture: choose another one."), field="logo") from None
    out = BytesIO()
    picture.save(out, "WEBP", quality=90, method=4)
    return out.getvalue()


def _reader(content: bytes) -> type[ImageFile.ImageFile] | None:
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WebPImageFile
    return PngImageFile if content.startswith(b"\x89PNG\r\n\x1a\n") else JpegImageFile if content.startswith(b"\xff\xd8\xff") else None


def _decoded(image: Image.Image) -> Image.Image:
    """The picture on white paper, made to fit. The size is read before any pixel is."""
    if image.width * image.height > MOST_PIXELS:
        raise Refused(_("This logo is too large: choose one of less than 16 million pixels."), field="logo")
    if max(image.size) < LEAST_SIDE:
        raise Refused(_("This logo is too small: choose one of at least 64 pixels."), field="logo")
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    small = image.convert("RGBA")
    small.thumbnail((BOX[0] - 2 * MARGIN, BOX[1] - 2 * MARGIN))
    paper = Image.new("RGB", (small.width + 2 * MARGIN, small.height + 2 * MARGIN), "white")
    paper.paste(small, (MARGIN, MARGIN), mask=small.getchannel("A"))
    return paper
