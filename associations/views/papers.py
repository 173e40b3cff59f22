"""The shelf: filed papers, handed out as they were filed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import View

from associations import archive
from associations.filters import PaperFilter
from associations.models import ArchivedDocument
from core.pdf import ascii_name
from core.renderer.client import RenderError
from core.views import Guarded, ListPage
from core.views.papers import pdf_response


class PaperList(ListPage):
    """Filed papers, the newest first."""

    model = ArchivedDocument
    queryset = (
        ArchivedDocument.objects.select_related("association", "year")
        .defer("snapshot")
        .order_by("-day", "-pk")
    )
    filterset_class = PaperFilter
    permission = "associations.view_archiveddocument"


class PaperPdf(Guarded, View):
    """The paper itself. A replaced one is stamped, unless the filed bytes are asked for."""

    model = ArchivedDocument
    permission = "associations.view_archiveddocument"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        paper = self.find()
        replaced = paper.state == ArchivedDocument.State.REPLACED
        stamped = replaced and "original" not in request.GET
        try:
            pdf = archive.stamped_bytes(paper) if stamped else archive.paper_bytes(paper)
        except (archive.DamagedPaperError, RenderError) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("associations:archiveddocument_list"))
        name = ascii_name(paper.title) or paper.kind
        return pdf_response(request, pdf, f"{name}.pdf")
