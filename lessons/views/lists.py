"""Lists of what goes through states: each row with the tone of its own."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils import timezone

from core.views import ListPage


class TonedList(ListPage):
    """``tones``: which colour the badge of a state has, where it has one."""

    tones: ClassVar[Mapping[str, str]] = {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for row in context["object_list"]:
            row.tone = self.tones.get(row.status, "")
        return {**context, "this_year": timezone.localdate().year}
