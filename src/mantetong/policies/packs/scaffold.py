"""A new region's pack to begin from: it inherits from its parent, and every value of its own is marked sample."""

from pathlib import Path
from string import Template

from mantetong.policies.packs.faults import one_fault

_REGION = Template("""\
# $name. Values marked sample are placeholders: replace them with the region's own, with source, day and status.
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
        - {text: 参加$name基本医疗保险，所患疾病在病种目录内。}
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
    """Write `<code>-<slug>/region.yaml` and give its path. Raises PackFaulty when the folder exists already."""
    pack = folder / f"{code}-{slug}"
    if pack.exists():
        raise one_fault(file=pack, line=1, key="", expected="a folder that does not exist yet")
    (pack / "diseases").mkdir(parents=True)
    (pack / "cases").mkdir()
    region = pack / "region.yaml"
    region.write_text(_REGION.substitute(code=code, name=name, province=province, parent=parent, on=on), encoding="utf-8")
    return region
