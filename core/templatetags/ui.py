"""Tags for the screen, built in: rights, moves, tokens, short dates."""

from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import template
from django.forms import BoundField, CheckboxInput, Select
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import permissions
from core.form_renderer import written_field, written_select, written_ticks
from core.models import FormToken, WorkflowModel

register = template.Library()


@register.simple_tag(takes_context=True)
def can(context: dict[str, Any], name: str, subject: Any = None) -> permissions.Verdict:
    """Ask the rule; the verdict is the condition, its reason the explanation."""
    return permissions.can(context["request"].user, name, subject)


@register.inclusion_tag("components/_moves.html", takes_context=True)
def moves(
    context: dict[str, Any], document: WorkflowModel, *, quiet: bool = False
) -> dict[str, Any]:
    """Offer every move open at this stage, or say whose move it is.

    The first of them is the next step and stands out; none does where the page has another
    thing to do first (``quiet``).
    """
    user, meta = context["request"].user, document._meta
    rows = []
    for move in document.workflow:
        if move.follows or not document.may(move.verb):
            continue
        verdict = permissions.can(user, document.rule_for(move.verb), document)
        rows.append(
            {
                "label": move.label,
                "asks": move.asks,
                "confirm": move.confirm,
                "plain": move.plain or quiet,
                "url": reverse(
                    f"{meta.app_label}:{meta.model_name}_{move.verb}", args=[document.pk]
                ),
                "verdict": verdict,
            }
        )
        quiet = quiet or (bool(verdict) and not move.plain)
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "moves": rows,
    }


@register.filter
def control(field: BoundField) -> SafeString:
    """The bare input or select, dressed as crispy dresses it, without its six templates."""
    widget = field.field.widget
    if type(widget) is Select:
        return written_select(field, {"class": "form-select"})
    if isinstance(widget, CheckboxInput):
        return field.as_widget(attrs={"class": "form-check-input"})
    kind = "form-select" if isinstance(widget, Select) else "form-control"
    return field.as_widget(attrs={"class": kind})


@register.filter
def labelled(field: BoundField) -> SafeString:
    """The field with its label; where more is to be said of it, crispy writes it."""
    if field.errors or field.help_text:
        return as_crispy_field(field)
    return written_field(field, control(field))


@register.filter
def ticks(field: BoundField) -> SafeString:
    """The boxes of a choice of several, without a template for each."""
    return written_ticks(field)


@register.simple_tag
def form_token() -> SafeString:
    """A hidden mark that makes a second sending of this form harmless."""
    return format_html('<input type="hidden" name="form_token" value="{}">', FormToken.fresh())
