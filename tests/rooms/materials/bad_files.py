"""Files that strangers send: each made in memory, named for what is wrong with it."""

import io
import struct
import zipfile
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


def a_zip(name: str = "payload.html", content: bytes = b"<script>alert(1)</script>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        box.writestr(name, content)
    return out.getvalue()


def a_giant_pdf_in_541_bytes() -> bytes:
    """One page five metres square: 1,600 megapixels at 200 dpi."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length 22>>stream\n0 0 14400 14400 re f\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + part + b"endobj\n"
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    end = out + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return end + b"%" * (541 - len(end))


def a_png_of_no_area(width: int = 0, height: int = 40) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * height)) + chunk(b"IEND", b"")


def a_picture_pdf_bomb(side: int = 20000) -> bytes:
    """A PDF whose one picture unpacks to 400 megapixels of one colour."""
    book = pikepdf.new()
    book.add_blank_page(page_size=(595, 842))
    picture = pikepdf.Stream(book, zlib.compress(bytes(side * side // 8), 9))
    picture.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=side, Height=side, BitsPerComponent=1,
        ColorSpace=pikepdf.Name.DeviceGray, Filter=pikepdf.Name.FlateDecode,
    )  # fmt: skip
    page = book.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=book.make_indirect(picture)))
    page.Contents = pikepdf.Stream(book, b"q 595 0 0 842 0 0 cm /Im Do Q")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_self_drawing_pdf() -> bytes:
    """Forms that draw forms ten deep, ten times each: ten thousand million marks."""
    book = pikepdf.new()
    book.add_blank_page(page_size=(595, 842))
    inner = None
    for _ in range(10):
        form = pikepdf.Stream(book, b"/F Do " * 10 if inner is not None else b"0 0 5 5 re f")
        form.stream_dict = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 595, 842])
        if inner is not None:
            form.stream_dict.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        inner = book.make_indirect(form)
    page = book.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    page.Contents = pikepdf.Stream(book, b"/F Do")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
