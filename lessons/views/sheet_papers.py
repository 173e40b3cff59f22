"""Analysis sheets on paper, and the way from a paper back to its sheet."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from associations.models import ArchivedDocument
from core.views import DocumentView, Guarded
from core.views.papers import wished_language
from lessons.documents.sheets import BlankSheet, SheetDocument
from lessons.forms.sheets import CodeForm
from lessons.models import VisitSheet
from lessons.views.filed import FiledPdf
from lessons.views.sheets import SHEETS
from lessons.workflow import SheetStatus


class VisitSheetPdf(FiledPdf):
    """The sheet: the filed bytes once it is agreed, before that a draft."""

    model = VisitSheet
    queryset = SHEETS
    permission = "lessons.view_visitsheet"
    document_class = SheetDocument
    place = "filed"

    def is_final(self, found: Any) -> bool:
        found.filed = filed(found)
        return found.filed is not None


def filed(sheet: VisitSheet) -> ArchivedDocument | None:
    if sheet.status != SheetStatus.AGREED:
        return None
    kind = ContentType.objects.get_for_model(VisitSheet)
    papers = ArchivedDocument.objects.filter(content_type=kind, object_id=sheet.pk)
    return papers.order_by("-pk").first()


class VisitSheetBlank(DocumentView):
    """To be filled in by hand, with the code under which it is typed in later."""

    model = VisitSheet
    queryset = SHEETS
    permission = "lessons.change_visitsheet"
    document_class = BlankSheet

    def wishes(self) -> dict[str, Any]:
        school = self.object.visit.school
        return {"language": wished_language(self.request, school.paper_language)}


class VisitSheetFind(Guarded, FormView):
    """A paper that was filled in by hand: its code leads to the sheet it belongs to."""

    permission = "lessons.find_visitsheet"
    form_class = CodeForm
    template_name = "lessons/visitsheet_find.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.ask()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.ask()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        sheets = VisitSheet.objects.filter(
            author=self.request.user.pk, code=form.cleaned_data["code"]
        )
        sheet = sheets.first()
        if sheet is None:
            form.add_error("code", _("None of your sheets has this code."))
            return self.form_invalid(form)
        if sheet.status != SheetStatus.DRAFT:
            return HttpResponseRedirect(sheet.get_absolute_url())
        return HttpResponseRedirect(reverse("lessons:visitsheet_record", args=[sheet.pk]))
