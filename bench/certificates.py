"""Certificates: how many are drawn, sealed and signed on one core, and how long verifying the offline code takes.

python -m bench.certificates: CPU seconds of this process, so that a busy machine measures the same. Without the database and the
file store, whose cost is of the queue; the time stamp is the authority's time and is left out.
"""

import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

HOW_MANY = 50
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def main() -> int:
    """0 when both figures reach their goals."""
    with tempfile.TemporaryDirectory() as home:
        _set_up(Path(home))
        per_second, milliseconds = measure()
    print(f"| signed certificates per core and second | {per_second:.1f} | ≥ 25 |")
    print(f"| verifying the offline code | {milliseconds:.2f} ms | ≤ 5 ms |")
    return 0 if per_second >= 25 and milliseconds <= 5 else 1  # noqa: PLR2004  the goals printed above


def measure() -> tuple[float, float]:
    """(certificates per CPU second, milliseconds of CPU per verification)."""
    from mantetong.recognition.credential import read_credential  # noqa: PLC0415  Django is set up by then

    text = _one(0)
    began = time.process_time()
    for number in range(HOW_MANY):
        _one(number)
    made = HOW_MANY / (time.process_time() - began)
    began = time.process_time()
    for _ in range(HOW_MANY):
        read_credential(text)
    return made, (time.process_time() - began) / HOW_MANY * 1000


def _one(number: int) -> str:
    from mantetong.outside.paper_seal import _signed  # noqa: PLC0415
    from mantetong.outside.sm2 import sm2_record  # noqa: PLC0415
    from mantetong.recognition.credential import PURPOSE, Certified, credential_text  # noqa: PLC0415
    from mantetong.web.printing import qr_svg, render_pdf  # noqa: PLC0415

    token = f"{number:024d}"
    about = Certified(token, "**兰", "511400", "M01600", "糖尿病", date(2026, 3, 2), date(2028, 3, 1))
    text = credential_text(about=about, at=AT)
    link = f"https://mtt.example.gov.cn/v/{token}"
    paper = render_pdf(template="recognition/certificate.typ", data=_data(text, link, qr_svg), at=AT)
    sm2_record(_signed(paper, "511400", stamped=False), purpose=PURPOSE)
    return text


def _data(text: str, link: str, qr: Any) -> dict[str, Any]:
    plain = ("number", "psn_no", "insurance", "region", "begins_on", "ends_on", "institution", "decided_on")
    said = dict.fromkeys(plain, "20260302")
    known = {"sample": True, "authority": "眉山市医疗保障经办机构", "person": "谢桂兰", "id_number": "5114**********0000"}
    codes = {"link": link, "link_qr": qr(link), "credential": text, "credential_qr": qr(text)}
    return said | known | codes | {"disease": "糖尿病（M01600）"}


def _set_up(home: Path) -> None:
    os.environ |= {
        "MANTETONG_HOME": str(home),
        "MANTETONG_SANDBOX": "1",
        "MANTETONG_DATABASE_URL": "postgresql:///none",
        "DJANGO_SETTINGS_MODULE": "mantetong.config.settings",
    }
    import django  # noqa: PLC0415

    from mantetong.outside.keys import make_keys  # noqa: PLC0415

    django.setup()
    make_keys(home / "keys")


if __name__ == "__main__":
    sys.exit(main())
