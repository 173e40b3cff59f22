"""Paper and files that leave."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from django.views.generic import View

from core.downloads import file_response
from core.models import Attachment
from core.permissions import can
from core.renderer.client import RenderError
from core.views.guard import Guarded, guarded


class DocumentView(Guarded, View):
    """One thing as a paper, in the language asked for. Living papers are made now."""

    document_class: Any = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        document = self.document(self.find())
        return paper_response(request, document, or_else=self.object.get_absolute_url)

    def document(self, found: Any) -> Any:
        return self.document_class(found, **self.wishes())

    def wishes(self) -> dict[str, Any]:
        """What the reader chose: the paper's language."""
        language = wished_language(self.request, "")
        return {"language": language} if language else {}


def wished_language(request: HttpRequest, otherwise: str) -> str:
    """The language the reader chose for a paper; ``otherwise`` is the usual one."""
    wanted = request.GET.get("language", "")
    return wanted if wanted in settings.PAPER_LANGUAGES else otherwise


def paper_response(
    request: HttpRequest, paper: Any, *, or_else: Callable[[], str]
) -> HttpResponse:
    """Make a living paper and hand it out; where it cannot be made, say why on that page."""
    try:
        return pdf_response(request, paper.pdf(), paper.filename)
    except RenderError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(or_else())


def pdf_response(request: HttpRequest, pdf: bytes, name: str) -> HttpResponse:
    """Hand out the paper; a browser that has these very bytes is told so."""
    etag = f'"{hashlib.sha256(pdf).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    response = file_response(ContentFile(pdf), name, "application/pdf", inline=True)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_safe
@guarded("core.view_attachment")
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """A file. Who sees what it belongs to may have it, if the rule of its kind agrees."""
    kept = get_object_or_404(
        Attachment.objects.filter(scope=request.user.scope, withdrawn_at=None), pk=pk
    )
    model = kept.content_type.model_class()
    if not model.objects.visible_to(request.user).filter(pk=kept.object_id).exists():
        raise Http404
    can(request.user, f"{model._meta.app_label}.view_{kept.kind}", kept.subject).enforce()
    return file_response(kept.file, kept.name, kept.type)
