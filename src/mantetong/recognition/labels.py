"""What stored codes of this room are called on screen and paper."""

from django.utils.translation import gettext_lazy as _

from mantetong.recognition.models import NationalState, State
from mantetong.web.shapes import Tone

INSURANCES = {"310": _("职工基本医疗保险"), "390": _("城乡居民基本医疗保险"), "340": _("离休人员医疗保障")}

NATIONAL = {
    NationalState.NOT_YET: _("尚未登记到全国平台"),
    NationalState.REGISTERED: _("已登记到全国平台"),
    NationalState.UNKNOWN: _("正在向全国平台核对登记结果"),
    NationalState.REFUSED: _("全国平台未接受登记，工作人员正在处理"),
}

STATES = {State.SUSPENDED: (_("已暂停"), Tone.WARNING), State.REVOKED: (_("已撤销"), Tone.DANGER)}
NOT_YET = (_("未到生效日"), Tone.INFO)
ENDED = (_("已到期"), Tone.WARNING)
VALID = (_("有效"), Tone.SUCCESS)
