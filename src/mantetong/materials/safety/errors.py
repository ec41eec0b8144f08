"""Why a file cannot be taken. Each carries a stable code and what to do now.

UnsafeFile ─ EmptyFile, WrongType, TooLarge, TooManyPages, UnreadableFile, LockedPdf, Infected
"""

from mantetong.domain.papers import FindingCode


class UnsafeFile(Exception):
    """The file is not kept. `code` is stable, `finding` the pre-check's word for it, `say` speaks to the person."""

    code = "UNSAFE_FILE"
    finding = FindingCode.UNREADABLE_FILE
    say = "这个文件打不开，可能在传送中损坏了。请重新拍照或重新导出后再上传。"


class EmptyFile(UnsafeFile):
    """Zero bytes."""

    code = "EMPTY_FILE"
    say = "这个文件是空的（0字节），可能没有传完。请重新选择原来的照片再上传一次。"


class WrongType(UnsafeFile):
    """Neither JPG, PNG, HEIC nor PDF, whatever its name says."""

    code = "WRONG_TYPE"
    finding = FindingCode.WRONG_TYPE
    say = "这个文件不是图片或PDF，我们打不开。请上传JPG、PNG、HEIC照片或PDF文件，直接拍照最方便。"


class TooLarge(UnsafeFile):
    """More bytes or pixels than anybody needs for a paper."""

    code = "TOO_LARGE"
    finding = FindingCode.TOO_LARGE
    say = "这个文件太大，无法处理。请用手机重新拍一张普通照片（每张不超过5MB），或分成几个文件上传。"


class TooManyPages(TooLarge):
    """A PDF of more pages than the limit."""

    code = "TOO_MANY_PAGES"
    say = "这个PDF页数太多。请只保留与本次申请有关的页，或分成几个文件上传。"


class UnreadableFile(UnsafeFile):
    """Looks like a picture or PDF, but a full decode failed or took too long."""

    code = "UNREADABLE_FILE"


class LockedPdf(UnsafeFile):
    """A PDF that asks for a password to be opened."""

    code = "LOCKED_PDF"
    finding = FindingCode.LOCKED_PDF
    say = "这个PDF设了打开密码，我们看不到内容。请去掉密码后重新上传，或直接拍下纸质材料。"


class Infected(UnsafeFile):
    """The scanner objected. The words do not frighten: the owner is rarely to blame."""

    code = "INFECTED"
    finding = FindingCode.INFECTED
    say = "安全检查没有通过这个文件，它不会用于办理。请直接用手机拍下纸质材料再上传。"


ERRORS: dict[str, type[UnsafeFile]] = {
    error.code: error for error in (EmptyFile, WrongType, TooLarge, TooManyPages, UnreadableFile, LockedPdf, Infected)
}
