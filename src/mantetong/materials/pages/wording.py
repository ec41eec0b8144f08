"""How papers, slots and findings are said on pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.domain.papers import Level
from mantetong.domain.policy import Need, Slot
from mantetong.materials import queries
from mantetong.materials.models import PaperState
from mantetong.materials.queries import PaperCard, SlotState
from mantetong.materials.queries.removed import RemovedCard
from mantetong.web.shapes import FileSlot, SlotFile, Tone

_TONES = {Level.REJECT: Tone.DANGER, Level.WARN: Tone.WARNING, Level.INFO: Tone.SUCCESS, None: Tone.SUCCESS}


def paper_said(paper: PaperCard) -> tuple[str, Tone]:
    """The tag of one paper."""
    if paper.state == PaperState.RECEIVED:
        return _("正在检查"), Tone.INFO
    if paper.state == PaperState.NOT_READ:
        return _("已收到，由工作人员查看"), Tone.INFO
    if paper.worst is Level.REJECT:
        return _("建议重拍"), Tone.DANGER
    if paper.worst is Level.WARN:
        return _("请看一下"), Tone.WARNING
    return (_("正在识读"), Tone.INFO) if paper.state == PaperState.CHECKED else (_("清晰"), Tone.SUCCESS)


def paper_problem(paper: PaperCard) -> str:
    """What the findings say that asks for something, and that going on is possible."""
    on = _("确认材料无误的，也可以不重拍，直接继续。") if paper.worst is Level.REJECT else ""
    return "".join((*paper.doubts, on))


def slot_file(paper: PaperCard, *, may_change: bool) -> SlotFile:
    """One paper in its slot."""
    said, tone = paper_said(paper)
    return SlotFile(
        name=paper.name,
        view_url=reverse("materials:paper", args=[paper.key]),
        remove_url=reverse("materials:remove", args=[paper.key]) if may_change else "",
        key=paper.key,
        picture_url=reverse("materials:page", args=[paper.key, 1]) if may_change and len(paper.pages) == 1 else "",
        thumbnail_url=reverse("materials:page", args=[paper.key, 1]) + "?small=1",
        said=said,
        problem=paper_problem(paper),
        tone=tone,
    )


def file_slot(
    state: SlotState, *, reference: str, may_change: bool, removed: tuple[RemovedCard, ...] = (), error: str = ""
) -> FileSlot:
    """One place of the checklist with its papers and the way to add one."""
    said, tone = slot_said(state)
    place = [reference, state.slot.code]
    return FileSlot(
        code=state.slot.code,
        name=_(state.slot.name) if state.slot.code == "other" else state.slot.name,  # the one that is no pack's
        upload_url=reverse("materials:upload", args=place),
        begin_url=reverse("materials:uploads", args=[reference]),
        refresh_url=reverse("materials:slot_papers", args=place),
        order_url=reverse("materials:order", args=place) if may_change else "",
        restore_url=reverse("materials:restore", args=[reference]),
        files=tuple(slot_file(paper, may_change=may_change) for paper in state.papers),
        hint=slot_hint(state.slot),
        required=state.slot.need is not Need.OPTIONAL,
        tone=tone,
        said=said,
        error=error,
        multiple=state.slot.pages > 1,
        watched=not state.is_settled,
        whole=queries.takes_pictures(state.slot),
        removed=tuple((one.key, one.name) for one in removed if one.slot == state.slot.code),
    )


def slot_said(state: SlotState) -> tuple[str, Tone]:
    """The tag of a slot."""
    if state.is_missing:
        return _("还没有上传"), Tone.WARNING
    if not state.is_filled:
        return (_("另一种材料已上传"), Tone.SUCCESS) if state.slot.need is Need.EITHER else ("", Tone.PLAIN)
    if not state.is_settled:
        return _("正在检查"), Tone.INFO
    return _("已上传"), _TONES[state.worst]


def slot_hint(slot: Slot) -> str:
    """What the guide says about this paper, in its own words: first what to bring, last who issues it."""
    issued = _("出具单位：{issuer}").format(issuer=slot.issuer) if slot.issuer else ""
    parts = [*slot.notes, slot.formats, issued]
    return "；".join(part for part in parts if part)
