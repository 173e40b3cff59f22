"""Extracts, handed out with the meeting they were made of."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.generic import View

from associations.archive import DamagedPaperError, paper_bytes
from core.pdf import ascii_name
from core.views import Guarded
from core.views.papers import pdf_response
from meetings.models import Extract


class ExtractPdf(Guarded, View):
    """The filed bytes, for all who see the meeting; the shelf is the host's alone."""

    model = Extract
    queryset = Extract.objects.select_related("paper", "protocol")
    permission = "meetings.view_extract"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        extract = self.find()
        try:
            pdf = paper_bytes(extract.paper)
        except DamagedPaperError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(extract.get_absolute_url())
        return pdf_response(request, pdf, f"{ascii_name(extract.paper.title)}.pdf")
