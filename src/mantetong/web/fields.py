"""A form field as a component sees it: which kind it is, its words, and the ids that tie them together for a screen reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString

from mantetong.web.shapes import PageError

CONTROL_CLASSES = {
    "text": "weui-input form-control mt-input",
    "day": "weui-input form-control mt-input mt-input--day",
    "area": "weui-textarea form-control mt-input",
    "select": "form-select mt-input",
    "file": "form-control mt-input mt-input--file",
    "tick": "mt-choice__input form-check-input",
}


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One radio button or checkbox of a list."""

    control: SafeString
    target: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class ShownField:
    """`kind` is text, day, area, select, file, tick (one checkbox) or choices; `control` is empty for choices."""

    kind: str
    target: str
    label: str
    hint: str
    errors: tuple[str, ...]
    required: bool
    control: SafeString
    choices: tuple[ShownChoice, ...] = ()


def kind_of(widget: forms.Widget) -> str:
    """Which component shows this widget."""
    kinds: tuple[tuple[type[forms.Widget] | tuple[type[forms.Widget], ...], str], ...] = (
        ((forms.RadioSelect, forms.CheckboxSelectMultiple), "choices"),
        (forms.CheckboxInput, "tick"),
        (forms.Textarea, "area"),
        (forms.Select, "select"),
        (forms.FileInput, "file"),
        (forms.DateInput, "day"),
    )
    return next((kind for types, kind in kinds if isinstance(widget, types)), "text")


def _described_by(bound: BoundField, hint: str) -> str:
    target = bound.id_for_label or bound.auto_id
    ids = ([f"{target}_hint"] if hint else []) + ([f"{target}_error"] if bound.errors else [])
    return " ".join(ids)


def _control(bound: BoundField, kind: str, hint: str, autocomplete: str) -> SafeString:
    attrs: dict[str, str | bool] = {"class": CONTROL_CLASSES[kind]}
    described = "" if bound.is_hidden else _described_by(bound, hint)
    attrs |= {"aria-describedby": described} if described else {}
    attrs |= {"autocomplete": autocomplete} if autocomplete else {}
    if kind == "day":  # the browser's own calendar reads and writes ISO days only
        bound.field.widget.input_type, bound.field.widget.format = "date", "%Y-%m-%d"
    return bound.as_widget(attrs=attrs)


def _choice(option: BoundWidget) -> ShownChoice:
    label = option.data["label"]
    option.data["attrs"]["class"] = "mt-choice__input form-check-input"
    option.data["wrap_label"] = False  # the component writes the label itself
    return ShownChoice(
        control=option.tag(),
        target=option.id_for_label,
        text=str(label),
        hint=str(getattr(label, "hint", "")),
    )


def shown_field(bound: BoundField, *, label: str = "", hint: str = "", autocomplete: str = "") -> ShownField:
    """The field with its words; `label` and `hint` replace the form's own."""
    kind = kind_of(bound.field.widget)
    said = hint or str(bound.help_text or "")
    return ShownField(
        kind=kind,
        target=(bound.auto_id if kind == "choices" else bound.id_for_label) or bound.html_name,
        label=label or str(bound.label or ""),
        hint=said,
        errors=tuple(str(error) for error in bound.errors),
        required=bound.field.required,
        control=SafeString("") if kind == "choices" else _control(bound, kind, said, autocomplete),
        choices=tuple(_choice(option) for option in bound) if kind == "choices" else (),
    )


def errors_of(
    source: BaseForm | Sequence[PageError] | str | None,
) -> Sequence[PageError]:
    """All messages of a form, the general ones first, each with the id it leads to. A ready list is passed through."""
    if not isinstance(source, BaseForm):
        return source if source and not isinstance(source, str) else ()
    general = [PageError(str(text)) for text in source.non_field_errors()]
    fields = [PageError(str(text), _target(bound)) for bound in source for text in bound.errors]
    return [*general, *fields]


def _target(bound: BoundField) -> str:
    first = next(iter(bound), None) if kind_of(bound.field.widget) == "choices" else None
    return (first.id_for_label if first else bound.id_for_label) or bound.auto_id
