"""A new region's pack to begin from: it inherits from its parent, and every value of its own is marked sample."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from mantetong.policies.packs.faults import Fault, PackFaulty
from mantetong.policies.packs.library import Library, read_library

_CODE = re.compile(r"[0-9]{6}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_REGION = Template("""\
# $title. Values marked sample are placeholders: replace them with the region's own, with source, day and status.
code: "$code"
name: $name
province: $province
level: city
parent: "$parent"
sources:
  - 请写明依据的文件名称、文号和日期
defaults: {source: 占位样例（请替换）, status: sample}

doors:
  from:
    $on:
      value:
        - code: counter
          kind: counter
          name: 线下窗口
          steps: [带上材料到当地医保经办窗口, 由工作人员录入并打印回执]
          availability: call-first
          progress_label: 回执上的受理编号
          suits: 所有人
        - code: hotline
          kind: hotline
          name: 医保服务热线
          steps: [拨打12393]
          availability: call-first
          progress_label: 电话查询
eligibility:
  from:
    $on:
      value:
        - {text: $insured}
slots:
  from:
    $on:
      value:
        - {code: identity, name: 有效身份证件, takes: [id_front, id_back, social_security_card, e_credential_screenshot], need: required, pages: 4}
        - {code: diagnosis_certificate, name: 诊断证明, takes: [diagnosis_certificate], need: required, issuer: 二级及以上定点医疗机构, issuer_level: 2, seal: must}
        - {code: medical_record, name: 出院记录或门诊病历, takes: [discharge_record, outpatient_record], need: required, issuer_level: 2}
        - {code: examination_reports, name: 检查检验报告, takes: [lab_report, imaging_report, pathology_report, ecg], need: expected}
        - {code: application_form, name: 门诊慢特病病种待遇认定申请表, takes: [application_form], need: required, made_here: true}
process:
  from:
    $on:
      value:
        - {name: 申请, text: 填写申请表、上传材料，确认后提交。}
        - {name: 审核认定, text: 由医保经办机构审核认定。}
# Without a time_limit the guide says 该市未公布办理时限 and cases have no due date.
# time_limit:
#   from:
#     $on:
#       value: {working_days: 20, counted_from: submitted, on_resubmit: resume, said: 提交后20个工作日内作出决定}
determination:
  from:
    $on: {value: {decider: agency}}
form:
  from:
    $on: {value: {title: 门诊慢特病病种待遇认定申请表, made_here: true}}
contacts:
  from:
    $on:
      value:
        - {label: 全国医保服务热线, number: "12393"}
""")


def write_scaffold(*, folder: Path, code: str, name: str, province: str, parent: str, slug: str, on: str) -> Path:
    """Write `<code>-<slug>/region.yaml` and give its path; nothing is written while something is wrong.

    Raises PackFaulty: what was asked is no code, name or slug, the code or the folder is taken, the parent is not there,
    or the packs themselves are faulty.
    """
    pack = folder / f"{code}-{slug}"
    if faults := tuple(_faults(folder, pack, code=code, name=name, province=province, parent=parent, slug=slug)):
        raise PackFaulty(faults)
    (pack / "diseases").mkdir(parents=True)
    (pack / "cases").mkdir()
    region = pack / "region.yaml"
    quoted = {
        "name": _quoted(name),
        "province": _quoted(province),
        "insured": _quoted(f"参加{name}基本医疗保险，所患疾病在病种目录内。"),
    }
    region.write_text(_REGION.substitute(quoted, title=name, code=code, parent=parent, on=on), encoding="utf-8")
    return region


def _quoted(text: str) -> str:
    """As YAML reads it whatever stands in it: a colon, a comma, 否, 12."""
    return json.dumps(text, ensure_ascii=False)


def _faults(folder: Path, pack: Path, *, code: str, name: str, province: str, parent: str, slug: str) -> Iterator[Fault]:
    asked = (
        ("code", _CODE.fullmatch(code), "a code of six digits"),
        ("slug", _SLUG.fullmatch(slug), "small letters a to z, digits and hyphens"),
        ("name", name.strip() and name.isprintable(), "a name on one line"),
        ("province", province.isprintable(), "a name on one line"),
    )
    wrong = [Fault(str(pack), 1, key, expected) for key, is_right, expected in asked if not is_right]
    yield from wrong or _taken(read_library(folder), pack, code, parent)


def _taken(library: Library, pack: Path, code: str, parent: str) -> Iterator[Fault]:
    if pack.exists():
        yield Fault(str(pack), 1, "", "a folder that does not exist yet")
    elif code in library.packs:
        yield Fault(str(pack), 1, "code", f"a code not used by {library.packs[code].region.file}")
    if parent not in library.packs:
        yield Fault(str(pack), 1, "parent", f"a pack that exists: {', '.join(sorted(library.packs))}")
