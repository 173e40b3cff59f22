"""Papers that are filed once something is final, and printed as they stand before."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from associations.archive import DamagedPaperError, paper_bytes, stamped_bytes
from core.pdf import ascii_name
from core.renderer.client import RenderError
from core.views import DocumentView
from core.views.papers import pdf_response, wished_language


class FiledPdf(DocumentView):
    """``place`` names the filed paper; what is not final is printed as a draft."""

    place = "paper"

    def is_final(self, found: Any) -> bool:
        """Whether the filed paper is the one that holds."""
        raise NotImplementedError

    def is_valid(self, found: Any) -> bool:
        """Whether it is printed without the band of a draft, though it is not filed."""
        return False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.find()
        try:
            return self.handed_out(found)
        except (DamagedPaperError, RenderError) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(found.get_absolute_url())

    def handed_out(self, found: Any) -> HttpResponse:
        paper = getattr(found, self.place) if self.is_final(found) else None
        usual = paper.language if paper else found.school.paper_language
        language = wished_language(self.request, usual)
        if paper is None:
            return self.printed(found, language=language, draft=not self.is_valid(found))
        replaced = paper.state == paper.State.REPLACED
        if language == paper.language:
            pdf = stamped_bytes(paper) if replaced else paper_bytes(paper)
            name = f"{ascii_name(paper.title) or paper.kind}.pdf"
            return pdf_response(self.request, pdf, name)
        facts = {"code": paper.code, "snapshot": json.loads(paper.snapshot)}
        return self.printed(found, language=language, **facts)

    def printed(self, found: Any, **wishes: Any) -> HttpResponse:
        document = self.document_class(found, **wishes)
        return pdf_response(self.request, document.pdf(), document.filename)
