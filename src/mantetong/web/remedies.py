"""What the law of the whole country leaves open to somebody who disagrees, whatever a region has published."""

from django.utils.translation import gettext as _


def unpublished_limit() -> str:
    """That the region has published no days to appeal, and what holds by law all the same."""
    return _("申诉期限：未公布，请尽早提出。") + " " + national_remedies()


def national_remedies() -> str:
    """Reconsideration and lawsuit with their days."""
    return _(
        "按国家法律，对医保经办机构的决定不服，可以自知道决定之日起60日内申请行政复议，或者在6个月内向人民法院提起行政诉讼"
        "（《社会保险法》第八十三条、《行政复议法》第二十条、《行政诉讼法》第四十六条）。具体以法律规定为准。"
    )
