"""The seal on the letter: the region's picture where the agency has given one, else a drawn one that says 样例."""

from html import escape
from pathlib import Path

from django.conf import settings

from mantetong.web.printing import picture_svg

_SIDE = 400  # pixels: the picture of a real seal is square


def seal_of(*, region: str, name: str, is_sample: bool) -> str | None:
    """The seal as SVG: `<home>/keys/seals/<region>.png`, a drawn sample where the region's rules are samples, else none."""
    if is_sample:
        return sample_seal(name)
    file = Path(settings.MANTETONG_HOME) / "keys" / "seals" / f"{region}.png"
    return picture_svg(file.read_bytes(), width=_SIDE, height=_SIDE) if file.is_file() else None


def sample_seal(name: str) -> str:
    """A round seal nobody can take for a real one: the word 样例 stands where the star would."""
    ring = '<circle cx="200" cy="200" r="186" fill="none" stroke="#b42318" stroke-width="10"/>'
    words = [(110, 26, name), (306, 72, "样例"), (344, 22, "非官方，不能作凭证")]  # the middle is left to authority and day
    font = 'font-family="Noto Sans SC" fill="#b42318" text-anchor="middle"'
    texts = "".join(f'<text x="200" y="{y}" font-size="{size}" {font}>{escape(said)}</text>' for y, size, said in words)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400">{ring}{texts}</svg>'
