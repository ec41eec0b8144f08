"""A signature drawn with a finger: bytes from a stranger, so decoded, bounded and drawn afresh before it goes on paper."""

import base64
import binascii
import io

from PIL import Image, UnidentifiedImageError

_PREFIX = "data:image/png;base64,"
_MOST_BYTES = 300_000
_MOST_PIXELS = 4_000_000
_HEIGHT = 240


class SignatureUnreadable(ValueError):
    """What was sent is no picture of a signature, or an empty one."""

    code = "SIGNATURE_UNREADABLE"


def _decoded(data_url: str) -> Image.Image:
    if not data_url.startswith(_PREFIX) or len(data_url) > _MOST_BYTES:
        raise SignatureUnreadable
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(data_url[len(_PREFIX) :], validate=True)), formats=["PNG"])
        if picture.width * picture.height > _MOST_PIXELS:
            raise SignatureUnreadable
        return picture.convert("RGBA")
    except (binascii.Error, UnidentifiedImageError, OSError, ValueError) as error:
        raise SignatureUnreadable from error


def signature_svg(data_url: str) -> str:
    """The strokes alone, black on clear, cut to their box, as an SVG for the form. Raises SignatureUnreadable."""
    picture = _decoded(data_url)
    darkness = picture.convert("L").point(lambda level: 255 - level)
    alpha = Image.composite(darkness, Image.new("L", picture.size, 0), picture.getchannel("A"))
    box = alpha.point(lambda level: 255 if level > 60 else 0).getbbox()  # noqa: PLR2004  fainter than a stroke
    if box is None or (box[2] - box[0]) * (box[3] - box[1]) < 400:  # noqa: PLR2004  a dot is no signature
        raise SignatureUnreadable
    strokes = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    strokes.putalpha(alpha)
    strokes = strokes.crop(box)
    strokes.thumbnail((1200, _HEIGHT))
    out = io.BytesIO()
    strokes.save(out, "PNG")
    return _wrapped(out.getvalue(), strokes.width, strokes.height)


def _wrapped(png: bytes, width: int, height: int) -> str:
    data = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" xlink:href="{_PREFIX}{data}"/></svg>'
    )
