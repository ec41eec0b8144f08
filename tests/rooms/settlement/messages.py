"""Messages as hospital software sends them."""

import json

HOSPITAL = "H51149900001"
PSN_NO = "51140099000000000000001"


def a_request(*, infno="5301", psn_no=PSN_NO, **changes):
    return {
        "infno": infno,
        "msgid": f"{HOSPITAL}202611200900000001",
        "mdtrtarea_admvs": "511400",
        "insuplc_admdvs": "511400",
        "recer_sys_code": "HIS",
        "dev_no": "",
        "dev_safe_info": "",
        "cainfo": "",
        "signtype": "",
        "infver": "V1.0",
        "opter_type": "1",
        "opter": "0012",
        "opter_name": "收费员",
        "inf_time": "2026-11-20 09:00:00",
        "fixmedins_code": HOSPITAL,
        "fixmedins_name": "云溪市第一人民医院",
        "sign_no": "",
        "input": {"data": {"psn_no": psn_no}},
    } | changes


def as_bytes(message):
    return json.dumps(message, ensure_ascii=False).encode()
