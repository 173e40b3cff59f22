"""Plain inputs and selects of forms, written without templates.

Django includes a template for each option of a select; a list with three filters spent half
of its time there. The result is letter by letter Django's own but for the line breaks.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape

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


WIDGETS = "django/forms/widgets/"
QUICK: dict[str, Callable[[Widget], str]] = {
    f"{WIDGETS}select.html": _select,
    **dict.fromkeys(
        (f"{WIDGETS}{kind}.html" for kind in ("text", "number", "date", "hidden")), _input
    ),
}
