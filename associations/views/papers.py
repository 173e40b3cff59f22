"""The shelf: filed papers, handed out as they were filed."""

import json
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
from core.views import DocumentView, Guarded, ListPage
from core.views.papers import pdf_response, wished_language


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
        try:
            return filed_response(request, paper, stamped="original" not in request.GET)
        except (archive.DamagedPaperError, RenderError) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("associations:archiveddocument_list"))


def filed_response(
    request: HttpRequest, paper: ArchivedDocument, *, stamped: bool = True
) -> HttpResponse:
    """Hand out the bytes as they were filed; a replaced paper says so on its pages.

    DamagedPaperError where they are no longer what was filed; RenderError where they were
    never made and cannot be made now.
    """
    replaced = paper.state == ArchivedDocument.State.REPLACED
    pdf = archive.stamped_bytes(paper) if replaced and stamped else archive.paper_bytes(paper)
    return pdf_response(request, pdf, f"{ascii_name(paper.title) or paper.kind}.pdf")


class FiledView(DocumentView):
    """What is filed once it is final, and is printed as it stands before that."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.find()
        try:
            return self.handed_out(found)
        except (archive.DamagedPaperError, RenderError) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(found.get_absolute_url())

    def handed_out(self, found: Any) -> HttpResponse:
        """Say whether it is filed: with the filed paper, or as a print."""
        raise NotImplementedError

    def filed(self, found: Any, paper: ArchivedDocument) -> HttpResponse:
        """The filed bytes; in the other language the same snapshot, printed anew."""
        language = wished_language(self.request, paper.language)
        if language == paper.language:
            return filed_response(self.request, paper)
        replaced = paper.code if paper.state == ArchivedDocument.State.REPLACED else ""
        facts = {"code": paper.code, "snapshot": json.loads(paper.snapshot)}
        return self.printed(found, language=language, replaced=replaced, **facts)

    def printed(self, found: Any, **wishes: Any) -> HttpResponse:
        document = self.document_class(found, **wishes)
        return pdf_response(self.request, document.pdf(), document.filename)
