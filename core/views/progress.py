"""The page that waits for long work."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from core import attachments
from core.bundles import KIND
from core.models import Progress
from core.views.reading import DetailPage


class ProgressDetail(DetailPage):
    """How far it is, and at the end what came of it; the page asks again by itself."""

    model = Progress
    permission = "core.view_progress"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say nothing when nothing has moved: screen readers would read it all again."""
        progress = self.get_object()
        if request.headers.get("HX-Request") and request.GET.get("seen") == mark(progress):
            return HttpResponse(status=204)
        return self.render_to_response(self.get_context_data(object=progress))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = attachments.of(self.object, KIND).first()
        return super().get_context_data(file=kept, mark=mark(self.object), **kwargs)

    def get_template_names(self) -> list[str]:
        partial = self.request.headers.get("HX-Request")
        return ["core/_progress.html" if partial else "core/progress_detail.html"]


def mark(progress: Progress) -> str:
    """Name what the reader has seen."""
    state = Progress.State.FAILED if progress.has_failed else progress.state
    return f"{progress.attempt}-{state}-{progress.done}"
