"""Papers that are filed once something is final, and printed as they stand before."""

from typing import Any

from django.http import HttpResponse

from associations.views.papers import FiledView
from core.views.papers import wished_language


class FiledPdf(FiledView):
    """``place`` names the filed paper; what is not final is printed as a draft."""

    place = "paper"

    def is_final(self, found: Any) -> bool:
        """Whether the filed paper is the one that holds."""
        raise NotImplementedError

    def is_valid(self, found: Any) -> bool:
        """Whether it is printed without the band of a draft, though it is not filed."""
        return False

    def handed_out(self, found: Any) -> HttpResponse:
        paper = getattr(found, self.place) if self.is_final(found) else None
        if paper:
            return self.filed(found, paper)
        language = wished_language(self.request, found.school.paper_language)
        return self.printed(found, language=language, draft=not self.is_valid(found))
