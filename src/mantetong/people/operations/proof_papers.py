"""Photographs that prove a mandate: made anew without what a camera or a wrongdoer put beside the picture, and stored encrypted."""

import io

from PIL import Image, ImageOps

from mantetong.outside.documents import store

LARGEST = 10 * 1024 * 1024  # bytes as sent
_PIXELS = 60_000_000
_LONG_SIDE = 2600  # small print of a certificate stays legible


class NotAPhotograph(ValueError):
    """The file is no JPEG or PNG that can be opened, or it is too large."""

    code = "NOT_A_PHOTOGRAPH"


def keep_proof_paper(*, content: bytes, person_id: int) -> str:
    """Store one photograph of a proof for the person it is about; its key. Raises NotAPhotograph."""
    return store(content=_made_anew(content), person_id=person_id)


def _made_anew(content: bytes) -> bytes:
    if len(content) > LARGEST:
        raise NotAPhotograph
    try:
        picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
        if picture.width * picture.height > _PIXELS:
            raise NotAPhotograph
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPhotograph from error
    upright.thumbnail((_LONG_SIDE, _LONG_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    return out.getvalue()
