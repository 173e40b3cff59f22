"""Extracts, handed out with the meeting they were made of."""

from django.http import HttpResponse

from associations.views.papers import FiledView, filed_response
from meetings.models import Extract


class ExtractPdf(FiledView):
    """The filed bytes, for all who see the meeting; the shelf is the host's alone."""

    model = Extract
    queryset = Extract.objects.select_related("paper", "protocol")
    permission = "meetings.view_extract"

    def handed_out(self, extract: Extract) -> HttpResponse:
        return filed_response(self.request, extract.paper)
