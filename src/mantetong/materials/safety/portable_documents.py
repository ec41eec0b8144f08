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
        yield picture, [] if _is_scan(page, width * height) else _text_runs(page, scale, picture.height)
        page.close()


def _strip(thing: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in thing:
            del thing[key]


def _is_scan(page: pdfium.PdfPage, area: float) -> bool:
    """A picture fills half the page: any text above it is somebody's invisible reading, not the paper's own."""
    for thing in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) > area / 2:
            return True
    return False


def _text_runs(page: pdfium.PdfPage, scale: float, height: int) -> list[tuple[str, list[list[float]]]]:
    text = page.get_textpage()
    runs = []
    for index in range(min(text.count_rects(), 2000)):
        left, bottom, right, top = text.get_rect(index)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        if words:
            x0, x1, y0, y1 = left * scale, right * scale, height - top * scale, height - bottom * scale
            runs.append((words, [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]))
    return runs
