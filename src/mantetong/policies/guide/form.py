"""The blank application form of a region, printed."""

from mantetong.domain.policy import RegionPolicy
from mantetong.web.printing import render_pdf


def form_pdf(*, policy: RegionPolicy) -> bytes:
    """The region's form with empty fields, its material list and its source; the same policy gives the same bytes. Raises web.printing.MissingGlyph."""
    return render_pdf(template="policies/blank_form.typ", data=_data(policy))


def _data(policy: RegionPolicy) -> dict[str, object]:
    form = policy.form
    return {
        "title": form.value.title,
        "region": policy.name,
        "insurance_kinds": list(policy.insurance_kinds.value),
        "materials": [slot.value.name for slot in policy.slots if not slot.value.made_here],
        "another": policy.for_another.value,
        "source": f"{form.source}（据公开指南整理，非医保部门发布，以当地医保部门为准）",
        "version": policy.digest[:12],
    }
