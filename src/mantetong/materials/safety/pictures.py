"""Decoding one picture. Runs in the child only."""

import io

from PIL import Image, ImageOps

from mantetong.materials.safety import limits
from mantetong.materials.safety.errors import TooLarge, UnreadableFile

_FORMATS = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",), "heic": ("HEIF",)}
_QUALITIES = (88, 80, 70, 55)


def open_header(content: bytes, kind: str) -> Image.Image:
    """The picture with its header read and nothing decoded. Raises TooLarge or UnreadableFile."""
    if kind == "heic":
        import pillow_heif  # noqa: PLC0415 - costs 40 ms that a JPEG need not pay

        pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # our own limit below is stricter than Pillow's warning
    try:
        picture = Image.open(io.BytesIO(content), formats=_FORMATS[kind] if kind != "heic" else None)
    except Exception as problem:
        raise UnreadableFile from problem
    if min(picture.size) < 1:
        raise UnreadableFile
    if picture.width * picture.height > limits.PIXELS:
        raise TooLarge
    return picture


def decoded(picture: Image.Image) -> tuple[Image.Image, tuple[int, int]]:
    """The whole picture upright in RGB, at most LONG_SIDE long, and its size before shrinking. Raises UnreadableFile."""
    try:
        source = _turned_size(picture)
        if picture.format == "JPEG":
            picture.draft(None, (limits.LONG_SIDE, limits.LONG_SIDE))
        picture.load()
        factor = -(-max(picture.size) // limits.LONG_SIDE)
        orientation = picture.getexif().get(0x0112, 1)
        # Shrink before converting: a transparent copy of 50 MP alone would burst the memory limit.
        plain = picture.convert("L") if picture.mode == "1" else picture
        small = (_as_rgb(plain) if plain.mode in ("P", "I;16") else plain).reduce(factor) if factor > 1 else plain
        return _turned(_as_rgb(small), orientation), source
    except MemoryError as problem:
        raise TooLarge from problem
    except Exception as problem:
        raise UnreadableFile from problem


def encoded(picture: Image.Image, most: int = limits.CLEAN_BYTES) -> bytes:
    """A fresh JPEG without any metadata, at most `most` bytes."""
    for quality in _QUALITIES:
        out = io.BytesIO()
        # Pillow would write a comment it has read, from a JPEG or a PNG, into the new file.
        picture.save(out, "JPEG", quality=quality, exif=b"", icc_profile=None, comment=b"")
        if out.tell() <= most:
            return out.getvalue()
    half = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)))
    return encoded(half, most)


def _turned_size(picture: Image.Image) -> tuple[int, int]:
    width, height = picture.size
    return (height, width) if picture.getexif().get(0x0112, 1) in (5, 6, 7, 8) else (width, height)


def _turned(picture: Image.Image, orientation: int) -> Image.Image:
    if orientation in (None, 1):
        return picture
    picture.getexif()[0x0112] = orientation
    return ImageOps.exif_transpose(picture)


def _as_rgb(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    # A 16-bit scan would be clipped to white by a plain conversion.
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if "A" in picture.mode or "transparency" in picture.info:
        with_alpha = picture.convert("RGBA")
        paper = Image.new("RGB", with_alpha.size, "white")
        paper.paste(with_alpha, mask=with_alpha.getchannel("A"))
        return paper
    return picture.convert("RGB")
