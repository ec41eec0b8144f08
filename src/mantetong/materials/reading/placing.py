"""From the upright working picture back to the picture as uploaded."""

from mantetong.materials.reading.shapes import PageReading, Point, Quad


def to_upload(quad: Quad, *, page: PageReading) -> Quad:
    """The quad in pixels of the picture as uploaded (after its EXIF orientation)."""
    a, b, c, d = (_turned_back(point, page) for point in quad)
    return a, b, c, d


def _turned_back(point: Point, page: PageReading) -> Point:
    x, y = point[0] / page.scale, point[1] / page.scale
    if page.rotation == 90:
        x, y = y, page.height - x
    elif page.rotation == 180:
        x, y = page.width - x, page.height - y
    elif page.rotation == 270:
        x, y = page.width - y, x
    return round(x, 1), round(y, 1)
