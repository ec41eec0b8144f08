"""Opening a PDF and drawing its pages. Runs in the child only; nothing of the PDF but drawn pages and plain text leaves it."""

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from mantetong.materials.safety import limits
from mantetong.materials.safety.errors import LockedPdf, TooManyPages, UnreadableFile

_ACTIVE_ROOT = ("/OpenAction", "/AA", "/Names", "/AcroForm")
_ACTIVE_PAGE = ("/AA", "/Annots")
_LEAST_HEIGHT, _LEAST_CONTRAST = 8.0, 40  # pixels of a page RENDERED_SIDE long; levels of 256


def without_actions(content: bytes) -> bytes:
    """The PDF without scripts, attachments, forms and actions. Raises LockedPdf, TooManyPages, UnreadableFile.

    A PDF with only an owner's password opens: it may be read by everybody.
    """
    try:
        with pikepdf.open(io.BytesIO(content.lstrip(b"\x00\t\n\x0c\r \xef\xbb\xbf"))) as book:
            if len(book.pages) > limits.PDF_PAGES:
                raise TooManyPages
            if not len(book.pages):
                raise UnreadableFile
            _strip(book.Root, _ACTIVE_ROOT)
            for page in book.pages:
                _strip(page.obj, _ACTIVE_PAGE)
            out = io.BytesIO()
            book.save(out, encryption=False)
            return out.getvalue()
    except pikepdf.PasswordError as problem:
        raise LockedPdf from problem
    except (pikepdf.PdfError, ValueError, RecursionError) as problem:
        raise UnreadableFile from problem


def drawn_pages(content: bytes) -> Iterator[tuple[Image.Image, list[tuple[str, list[list[float]]]]]]:
    """Each page as a picture RENDERED_SIDE pixels long, with its own text runs where it is not itself a scan."""
    try:
        book = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as problem:
        raise UnreadableFile from problem
    for number in range(len(book)):
        page = book[number]
        width, height = page.get_size()
        # By pixels, never by dpi: a page may claim to be five metres long.
        scale = limits.RENDERED_SIDE / max(width, height, 1.0)
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        yield picture, [] if _is_scan(page, width * height) else _text_runs(page, scale, picture.convert("L"))
        page.close()


def _strip(thing: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in thing:
            del thing[key]


def _is_scan(page: pdfium.PdfPage, area: float) -> bool:
    """Pictures fill half the page, in one or in strips: any text there is somebody's invisible reading, not the paper's own."""
    filled = 0.0
    for thing in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        filled += (right - left) * (top - bottom)
    return filled > area / 2


def _text_runs(page: pdfium.PdfPage, scale: float, drawn: Image.Image) -> list[tuple[str, list[list[float]]]]:
    """What the page says to somebody who looks at it; text nobody can see is left out."""
    text, height = page.get_textpage(), drawn.height
    runs = []
    for index in range(min(text.count_rects(), 2000)):
        left, bottom, right, top = text.get_rect(index)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        x0, x1, y0, y1 = left * scale, right * scale, height - top * scale, height - bottom * scale
        if words and _is_seen(drawn, x0, y0, x1, y1):
            runs.append((words, [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]))
    return runs


def _is_seen(drawn: Image.Image, left: float, top: float, right: float, bottom: float) -> bool:
    """Large enough to be read, and not the colour of what it stands on."""
    if bottom - top < _LEAST_HEIGHT:
        return False
    darkest, palest = drawn.crop((int(left), int(top), int(right) + 1, int(bottom) + 1)).getextrema()
    return palest - darkest > _LEAST_CONTRAST  # type: ignore[operator]  # of one band: two numbers
