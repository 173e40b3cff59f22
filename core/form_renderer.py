"""Plain inputs and selects of forms, written without templates.

Django includes a template for each option of a select; a list with three filters spent half
of its time there. The result is letter by letter Django's own but for the line breaks.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from django.forms import BoundField, CheckboxInput
from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Widget = dict[str, Any]


class QuickRenderer(DjangoTemplates):
    """Django's renderer, but for the widgets that pages have dozens of."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        write = QUICK.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return write(context["widget"])


def _attributes(attrs: dict[str, Any]) -> Iterator[str]:
    for name, value in attrs.items():
        if value is True:
            yield f" {name}"
        elif value is not False:
            yield f' {name}="{conditional_escape(value)}"'


def _input(widget: Widget) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{conditional_escape(value)}"'
    attributes = "".join(_attributes(widget["attrs"]))
    name = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{said}{attributes}>'


def written_select(field: BoundField, attrs: dict[str, Any]) -> SafeString:
    """Write a select of one choice at once, without a dictionary for each option."""
    widget = field.field.widget
    shown = {"id": field.auto_id} if field.auto_id else {}
    attrs = widget.build_attrs(
        widget.attrs, {**field.build_widget_attrs(attrs, widget), **shown}
    )
    chosen = widget.format_value(field.value())[:1]
    lines = [f'<select name="{conditional_escape(field.html_name)}"', *_attributes(attrs), ">"]
    for value, label in widget.choices:
        if isinstance(label, (list, tuple)):
            written = "".join(_choice(name, said, chosen) for name, said in label)
            lines.append(f'<optgroup label="{conditional_escape(value)}">{written}</optgroup>')
        else:
            lines.append(_choice(value, label, chosen))
    return mark_safe("".join([*lines, "</select>"]))  # noqa: S308 -- escaped above


def written_ticks(field: BoundField) -> SafeString:
    """Write a box for each choice of several at once; dozens of people stand there."""
    chosen = {str(value) for value in field.value() or ()}
    name, key = conditional_escape(field.html_name), conditional_escape(field.auto_id)
    lines = [
        f'<label class="form-check"><input type="checkbox" class="form-check-input"'
        f' name="{name}" id="{key}_{place}" value="{escape(str(value))}"'
        f"{' checked' if str(value) in chosen else ''}>"
        f' <span class="form-check-label">{_escaped(label)}</span></label>'
        for place, (value, label) in enumerate(field.field.widget.choices)
    ]
    return mark_safe("\n".join(lines))  # noqa: S308 -- escaped above


def _choice(value: Any, label: Any, chosen: list[str]) -> str:
    said = "" if value is None else str(value)
    mark = " selected" if said in chosen else ""
    return f'<option value="{escape(said)}"{mark}>{_escaped(label)}</option>\n'


def _escaped(text: Any) -> str:
    """As ``conditional_escape``, which looks at what it is given seven times."""
    text = text if hasattr(text, "__html__") else str(text)
    return str(text.__html__()) if hasattr(text, "__html__") else escape(text)


def written_field(field: BoundField, control: str) -> SafeString:
    """Write a field as crispy lays it out: its label above it, or after a box."""
    key, label = conditional_escape(field.auto_id), conditional_escape(field.label)
    if isinstance(field.field.widget, CheckboxInput):
        words = f'<label for="{key}" class="form-check-label">{label}</label>'
        box = f'<div id="div_{key}" class="form-check">{control}{words}</div>'
        return mark_safe(f'<div class="mb-3">{box}</div>')  # noqa: S308 -- escaped above
    star, kind = "", "form-label"
    if field.field.required:
        star, kind = '<span class="asteriskField">*</span>', "form-label requiredField"
    words = f'<label for="{key}" class="{kind}">{label} {star}</label>'
    return mark_safe(  # noqa: S308 -- as above
        f'<div id="div_{key}" class="mb-3">{words}{control}</div>'
    )


def _textarea(widget: Widget) -> str:
    attributes = "".join(_attributes(widget["attrs"]))
    name, value = conditional_escape(widget["name"]), conditional_escape(widget["value"] or "")
    return f'<textarea name="{name}"{attributes}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    lines = [
        f'<select name="{conditional_escape(widget["name"])}"',
        *_attributes(widget["attrs"]),
        ">",
    ]
    for group, options, _index in widget["optgroups"]:
        written = (_option(option) for option in options)
        if group:
            label = conditional_escape(group)
            lines += [f'<optgroup label="{label}">', *written, "</optgroup>"]
        else:
            lines += written
    return "".join([*lines, "</select>"])


def _option(option: Widget) -> str:
    value, label = conditional_escape(option["value"]), conditional_escape(option["label"])
    attributes = "".join(_attributes(option["attrs"]))
    return f'<option value="{value}"{attributes}>{label}</option>\n'


def _suggested(widget: Widget) -> str:
    key = conditional_escape(widget["attrs"]["list"])
    words = "".join(f'<option value="{escape(word)}"></option>' for word in widget["words"])
    return f'{_input(widget)}<datalist id="{key}">{words}</datalist>'


WIDGETS = "django/forms/widgets/"
INPUTS = ("text", "number", "date", "hidden", "checkbox")
QUICK: dict[str, Callable[[Widget], str]] = {
    f"{WIDGETS}select.html": _select,
    f"{WIDGETS}textarea.html": _textarea,
    "suggested": _suggested,
    **{f"{WIDGETS}{kind}.html": _input for kind in INPUTS},
}
