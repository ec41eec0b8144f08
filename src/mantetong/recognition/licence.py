"""The electronic licence 电子证照 behind a certificate: its identifier and metadata, in the shape of GB/T 36903 and 36904.

Type code and issuer come from the catalogue of licences, which nobody has given us: they are marked 样例 until the pack's are known.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mantetong.people.queries import PersonCard
from mantetong.recognition.queries import CertificateCard, RecognitionCard

ROOT = "1.2.156.3005.2"
_TYPE = "00000000000000000000S"  # 样例: a licence type of the catalogue has 21 signs
_ISSUER = "00000000000000000S"  # 样例: an issuer is named by its unified social credit code, 18 signs
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STATES = {"IN_FORCE": "有效", "SUSPENDED": "暂停", "REVOKED": "已撤销"}


def licence_of(*, held: RecognitionCard, made: CertificateCard, holder: PersonCard, on: date) -> Mapping[str, Any]:
    """The metadata of a certificate as JSON values. The illness stands in it: it is for its holder, not for a verifier."""
    serial, version = f"{held.id:010d}", "001"
    is_over = held.ends_on is not None and held.ends_on < on
    return {
        "identifier": licence_number(serial=serial, version=version),
        "name": "门诊慢特病病种待遇认定凭证",
        "number": held.token,
        "holder": {"name": holder.masked_name, "certificate_type": "111", "certificate_number": holder.masked_id_number},
        "issuer_region": held.region,
        "issued_on": held.decided_on.isoformat(),
        "valid_from": held.begins_on.isoformat(),
        "valid_until": held.ends_on.isoformat() if held.ends_on else None,
        "state": "已过期" if is_over and held.state == "IN_FORCE" else _STATES[held.state],
        "content": {"disease_code": held.disease_code, "disease_name": held.disease_name, "insutype": held.insutype},
        "file": {"format": "PDF/A-2b", "sha256": made.sha256, "made_at": made.made_at.isoformat(timespec="seconds")},
        "sample": True,
    }


def licence_number(*, serial: str, version: str) -> str:
    """The identifier: root, type, issuer, serial, version, and a check sign over what follows the root."""
    parts = (_TYPE, _ISSUER, serial, version)
    return ".".join((ROOT, *parts, check_sign("".join(parts))))


def check_sign(text: str) -> str:
    """The check sign of ISO 7064 MOD 37,36 over digits and capitals."""
    rest = 36
    for one in text:
        rest = (rest + _SIGNS.index(one)) % 36 or 36
        rest = rest * 2 % 37
    return _SIGNS[(37 - rest) % 36]
