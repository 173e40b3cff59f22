"""Tasks that name nobody and no date: they hold, and stand on nobody's list."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting, Resolution


def nobody_words(values: Mapping[str, Any], people: Any) -> str:
    """What is to be known of a row of the minutes, by its fields; or nothing."""
    kind, due_kind = values.get("kind"), values.get("due_kind") or Resolution.Due.NONE
    named = people or values.get("all_members") or due_kind != Resolution.Due.NONE
    if kind != Resolution.Kind.TASK or named or not (values.get("text") or "").strip():
        return ""
    return _("A task without anybody and without a date: it will stand on nobody's list.")


def tasks_for_nobody(meeting: Meeting) -> str:
    """Those of a meeting in one sentence, to be read before it is signed; or nothing."""
    rows = Resolution.objects.filter(item__meeting=meeting).for_nobody()
    rows = rows.select_related("item").order_by("item__position", "position")
    labels = [row.label for row in rows]
    words = ngettext(
        "Resolution %(labels)s is a task that names nobody and no date.",
        "Resolutions %(labels)s are tasks that name nobody and no date.",
        len(labels),
    )
    return words % {"labels": ", ".join(labels)} if labels else ""
