"""The receipt a till hands over, as PDF."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from mantetong.web.printing import render_pdf


def print_receipt(*, settled: Mapping[str, Any], institution: str, disease: str, folder: Path, at: datetime) -> Path:
    """Write the receipt of a settlement into `folder`; its path. Amounts are the ones answered, nothing is reckoned here."""
    rows = [
        ["费用总额", settled["medfee_sumamt"]],
        ["符合政策范围", settled["inscp_scp_amt"]],
        ["起付线", settled["act_pay_dedc"]],
        ["统筹基金支付", settled["fund_pay_sumamt"]],
        ["个人负担", settled["psn_part_amt"]],
    ]
    data = {
        "sample": True,
        "institution": institution,
        "name": settled["psn_name"],
        "disease": disease,
        "number": settled["setl_id"],
        "time": settled["setl_time"],
        "rows": rows,
        "reckoning": settled["setl_proc_info"],
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"receipt-{settled['setl_id']}.pdf"
    path.write_bytes(render_pdf(template="sandbox/receipt.typ", data=data, at=at))
    return path
