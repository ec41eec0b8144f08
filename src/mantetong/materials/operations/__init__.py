"""Everything that writes a paper. `reading` is not imported here: it loads the pixel checks and the text engine, which only the
reading process pays for.
"""

from mantetong.materials.operations.blobs import sweep_blobs
from mantetong.materials.operations.forgetting import forget_papers
from mantetong.materials.operations.giving_up import give_up_reading
from mantetong.materials.operations.holding import purge_quarantine, scan_waiting
from mantetong.materials.operations.receiving import PaperRef, receive_paper, remove_paper, reorder
from mantetong.materials.operations.reusing import reuse_paper
from mantetong.materials.operations.showing import forget_old_paper_looks, note_words_seen, open_page
from mantetong.materials.operations.tracing import close_signal, leave_traces
from mantetong.materials.operations.uploading import (
    Announced,
    UploadRef,
    add_part,
    finish_upload,
    forget_expired_uploads,
    forget_uploads_of,
    give_up_upload,
    open_upload,
    upload_for,
)

__all__ = [
    "Announced",
    "PaperRef",
    "UploadRef",
    "add_part",
    "close_signal",
    "finish_upload",
    "forget_expired_uploads",
    "forget_old_paper_looks",
    "forget_papers",
    "forget_uploads_of",
    "give_up_reading",
    "give_up_upload",
    "leave_traces",
    "note_words_seen",
    "open_page",
    "open_upload",
    "purge_quarantine",
    "receive_paper",
    "remove_paper",
    "reorder",
    "reuse_paper",
    "scan_waiting",
    "sweep_blobs",
    "upload_for",
]
