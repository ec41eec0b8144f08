"""1309 门慢门特病种目录下载: the region's list of diseases, tab-separated in a zip, in the columns of the specification."""

import base64
import io
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from mantetong.domain.policy import DiseasePolicy, RegionPolicy
from mantetong.outside.envelope import Field
from mantetong.policies.queries import NoSuchRegion, policy_on
from mantetong.settlement.codes import Infcode
from mantetong.settlement.entitlement import prefecture
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.transaction import Asked, Transaction, node, taking, text
from mantetong.web.clock import day_of

_FIELDS = (Field("ver", "版本号", 20),)
_FIXED = (1980, 1, 1, 0, 0, 0)  # so that equal lists are equal files


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    asked.node("data", *_FIELDS)
    place = asked.message.get("insuplc_admdvs") or asked.message["mdtrtarea_admvs"]
    try:
        policy = policy_on(region=prefecture(place), on=day_of(asked.at))
    except NoSuchRegion as error:
        raise Refused(Infcode.FIELD_WRONG, why="insuplc_admdvs（参保地医保区划）没有公布病种目录，请核对") from error
    rows = [_row(disease, policy) for disease in sorted(policy.diseases.values(), key=lambda one: one.code)]
    packed = _packed("".join("\t".join(row) + "\n" for row in rows))
    return {
        "file_qury_no": sha256(packed).hexdigest()[:30],
        "filename": f"1309_{policy.code}_{policy.digest[:12]}.zip",
        "dld_end_time": "",
        "data_cnt": len(rows),
        "file": base64.b64encode(packed).decode(),
    }


def _row(disease: DiseasePolicy, policy: RegionPolicy) -> tuple[str, ...]:
    """Sixteen columns (national_interface §2, 1309); what a pack does not know stays empty."""
    valid = "1" if disease.listed.value else "0"
    since = disease.listed.since.isoformat()
    version = policy.digest[:12]
    cells = (
        disease.code, disease.disease_class, "", policy.code, disease.listed.note, valid, f"{policy.code}{disease.code}", since, since,
        version, "", version, "", "", disease.name, "",
    )  # fmt: skip
    return tuple(cell.replace("\t", " ").replace("\n", " ") for cell in cells)


def _packed(text_: str) -> bytes:
    with io.BytesIO() as held:
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(zipfile.ZipInfo("1309.txt", _FIXED), text_.encode())
        return held.getvalue()


SERVED = Transaction(
    infno="1309",
    title="门慢门特病种目录下载",
    takes=taking("data", *_FIELDS),
    gives=node(
        ("file_qury_no", "filename", "data_cnt", "file"),
        file_qury_no=text("文件查询号", 30),
        filename=text("文件名", 200),
        data_cnt={"type": "integer", "description": "数据量"},
        file={"type": "string", "contentEncoding": "base64", "description": "zip文件，内含制表符分隔的16列文本"},
    ),
    carry_out=_carry_out,
)
