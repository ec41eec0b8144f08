"""Files that strangers send: each made in memory, named for what is wrong with it."""

import io
import struct
import zlib

import pikepdf
from PIL import Image, ImageDraw


def a_jpeg(width: int = 900, height: int = 1200, **options: object) -> bytes:
    """A small honest picture."""
    picture = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(picture).rectangle((width // 9, height // 9, width // 2, height // 8), fill="black")
    return encoded(picture, "JPEG", **options)


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def a_png_bomb(side: int = 30000) -> bytes:
    """A picture of 900 million pixels in about 106 KiB."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + side // 8)) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def a_pdf(pages: int = 1, *, size: tuple[int, int] = (595, 842), **options: object) -> bytes:
    book = pikepdf.new()
    for _ in range(pages):
        book.add_blank_page(page_size=size)
    out = io.BytesIO()
    book.save(out, **options)
    return out.getvalue()


def a_locked_pdf(*, user: str = "1234") -> bytes:
    return a_pdf(encryption=pikepdf.Encryption(user=user, owner="owner"))


def a_pdf_with_script() -> bytes:
    book = pikepdf.new()
    book.add_blank_page()
    book.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    book.attachments["a.txt"] = b"hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
