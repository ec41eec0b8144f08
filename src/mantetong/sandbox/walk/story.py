"""Who walks in each region, and what they answer. Another region's walk is one more entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Story:
    """One applicant as the sample papers show them. `decides` says how the region determines: agency, experts, institution."""

    region: str
    name: str
    id_number: str
    psn_no: str
    insutype: str
    disease: str
    hospital: str
    doctor: str
    summary: str
    address: str
    decides: str


STORIES: Mapping[str, Story] = MappingProxyType(
    {
        "511400": Story(
            "511400", "谢桂兰", "510199195304172486", "5114000000000000006301", "390", "M01600", "云溪市第一人民医院", "张秀",
            "血糖高多年，一直在吃药、打胰岛素。", "云溪市东湖区建设路88号3栋402室", "agency",
        ),
        "511300": Story(
            "511300", "罗建国", "320199196111022579", "5113000000000000011961", "310", "M07101", "锦川市中心医院", "姜俊杰",
            "关节痛、乏力，住院后查出来的，现在长期吃药。", "锦川市东湖区建设路88号3栋402室", "experts",
        ),
        "620900": Story(
            "620900", "魏淑珍", "510199194808253509", "6209000000000000004808", "390", "M03900", "临澜市人民医院", "朱丽娟",
            "血压高十多年，每天吃降压药。", "临澜市东湖区建设路88号3栋402室", "institution",
        ),
    }
)  # fmt: skip

PAPERS = ("id_front", "id_back", "social_security_card", "diagnosis_certificate", "discharge_record", "lab_report")
HELD_BACK = "lab_report"
"""The page that is not sent at first, so that it has to be asked for."""

SLOTS_FOR: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id_front": ("id_front", "identity"),
        "id_back": ("id_back", "identity"),
        "social_security_card": ("social_security_card", "identity"),
        "diagnosis_certificate": ("diagnosis_certificate",),
        "discharge_record": ("medical_record",),
        "lab_report": ("examination_reports", "medical_record"),
    }
)
"""Where a paper goes: the first of these slots that the region's checklist has."""


@dataclass(frozen=True, slots=True)
class Till:
    """A designated institution whose software looks the benefit up."""

    code: str
    name: str


TILLS: Mapping[str, Till] = MappingProxyType(
    {
        "511400": Till("H51149900101", "云溪市第一人民医院"),
        "511300": Till("H51139900101", "锦川市中心医院"),
        "620900": Till("H62099900101", "临澜市人民医院"),
    }
)


def answers_of(story: Story, *, phone: str) -> dict[str, str]:
    """What is answered to each question, by the name of its field: a text, or the value or words of a choice."""
    return {
        "person": "为自己申请",
        "insurance": story.region,
        "insutype": story.insutype,
        "institution": story.hospital,
        "doctor": story.doctor,
        "summary": story.summary,
        "phone": phone,
        "address": story.address,
        "read": "on",
        "extras": "REMIND_RENEWAL",
    }
