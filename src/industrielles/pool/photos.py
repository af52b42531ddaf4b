"""Photos: known by their first bytes, small enough before anything is decoded, drawn again, without anything the camera wrote."""
from __future__ import annotations

from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from industrielles.kit.refusals import Refused

MOST_BYTES = 8_000_000
MOST_PIXELS = 25_000_000
LEAST_SIDE = 200
SIZE = (640, 480)
FACE = (0.5, 0.35)  # what is cut away is cut lower than higher: faces are in the upper half
READERS = {b"\xff\xd8\xff": JpegImageFile, b"\x89PNG\r\n\x1a\n": PngImageFile}


def redrawn(file: IO[bytes]) -> bytes:
    """The photo as WebP, 640 x 480, without metadata. Raises Refused with words when it is no photo that can be shown."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(_("This photo is too heavy: choose one of less than 8 MB."), field="photo")
    reader = next((reader for magic, reader in READERS.items() if content.startswith(magic)), None)
    if reader is None:
        raise Refused(_("Choose a photo in JPEG or PNG."), field="photo")
    try:
        picture = _decoded(reader(BytesIO(content)))
    except Refused:
        raise
    except Exception:  # a hostile file makes its reader raise anything
        raise Refused(_("This file cannot be read as a photo: choose another one."), field="photo") from None
    out = BytesIO()
    picture.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def _decoded(image: Image.Image) -> Image.Image:
    """The picture upright, cut to size, on white paper where it was transparent. The size is read before any pixel is."""
    if image.width * image.height > MOST_PIXELS:
        raise Refused(_("This photo is too large: choose one of less than 25 million pixels."), field="photo")
    if min(image.size) < LEAST_SIDE:
        raise Refused(_("This photo is too small: choose one of at least 200 pixels a side."), field="photo")
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, once imported, lets half a photo pass everywhere in the process
    image.draft("RGB", (2 * SIZE[0], 2 * SIZE[1]))
    upright = ImageOps.exif_transpose(image)
    small = ImageOps.fit(upright.convert("RGBA"), SIZE, centering=FACE)
    paper = Image.new("RGB", SIZE, "white")
    paper.paste(small, mask=small.getchannel("A"))
    return paper
