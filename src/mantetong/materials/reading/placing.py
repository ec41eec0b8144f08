# ruff: noqa: PLR2004 - measures of light and shape, explained where they stand
"""From the upright working picture back to the picture as uploaded, or on to the page as it is shown."""

from dataclasses import replace

from mantetong.materials.reading.shapes import PageReading, PaperReading, Point, Quad, Seal

Box = tuple[int, int, int, int]


def to_upload(quad: Quad, *, page: PageReading) -> Quad:
    """The quad in pixels of the picture as uploaded (after its EXIF orientation)."""
    a, b, c, d = (_turned_back(point, page) for point in quad)
    return a, b, c, d


def _turned_back(point: Point, page: PageReading) -> Point:
    x, y = point[0] / page.scale, point[1] / page.scale
    if page.rotation == 90:
        x, y = page.width - y, x
    elif page.rotation == 180:
        x, y = page.width - x, page.height - y
    elif page.rotation == 270:
        x, y = y, page.height - x
    return round(x, 1), round(y, 1)


def as_shown(reading: PaperReading) -> PaperReading:
    """The same reading with every place in pixels of the page as shown: upright, in full size."""
    grow = {page.page: 1 / page.scale for page in reading.pages}
    fields = tuple(replace(field, quad=_grown(field.quad, grow[field.page])) for field in reading.fields)
    return replace(reading, pages=tuple(_page_as_shown(page) for page in reading.pages), fields=fields)


def turned_box(box: Box, *, by: int, width: int, height: int) -> Box:
    """Where a box of the upload (of `width` × `height`) stands once the content, turned `by` degrees clockwise, is upright."""
    left, top, right, bottom = box
    if by == 90:
        return top, width - right, bottom, width - left
    if by == 180:
        return width - right, height - bottom, width - left, height - top
    return (height - bottom, left, height - top, right) if by == 270 else box


def _page_as_shown(page: PageReading) -> PageReading:
    width, height = (page.height, page.width) if page.rotation in (90, 270) else (page.width, page.height)
    lines = tuple(replace(line, quad=_grown(line.quad, 1 / page.scale)) for line in page.lines)
    seals = tuple(_seal_as_shown(seal, 1 / page.scale) for seal in page.seals)
    copied = tuple(_seal_as_shown(seal, 1 / page.scale) for seal in page.copied_seals)
    return replace(page, width=width, height=height, rotation=0, scale=1.0, lines=lines, seals=seals, copied_seals=copied)


def _seal_as_shown(seal: Seal, grow: float) -> Seal:
    return replace(seal, centre=(seal.centre[0] * grow, seal.centre[1] * grow), radius=seal.radius * grow)


def _grown(quad: Quad, grow: float) -> Quad:
    a, b, c, d = ((round(x * grow, 1), round(y * grow, 1)) for x, y in quad)
    return a, b, c, d
