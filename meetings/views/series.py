"""The page of the meetings of a year: how many there are, and the form that sets them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from associations.models import AcademicYear, Association
from core.forms import number_in
from core.models import StaleError
from core.once import once
from core.permissions import can
from core.views import Guarded
from meetings import figures, services
from meetings.forms.series import SeriesForm, offered, typed


class MeetingSeries(Guarded, View):
    """Members and leaders read it; those who plan meetings write it."""

    model = Association
    permission = "meetings.view_series"

    def visible(self) -> Any:
        unions = super().visible()
        user = self.request.user
        return unions if user.leads_school else unions.with_member(user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.find()
        year = self.chosen(request.GET.get("year", ""))
        form = self.form_of(year)
        if form:
            form.make_rows(offered(form, request.user.school.paper_language))
        return self.page(year, form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        association = self.find()
        can(request.user, "meetings.create_meeting", association).enforce()
        year = self.chosen(request.POST.get("year", ""))
        form = self.form_of(year, request.POST)
        if form is None:
            return self.page(year, None)
        if "more" in request.POST:
            return self.page(year, form.make_rows(typed(request.POST)))
        if not form.make_rows().is_valid():
            return self.page(year, form)
        return self.save(year, form)

    def save(self, year: AcademicYear, form: SeriesForm) -> HttpResponse:
        said = {"year": year, "rows": form.said(), "known": form.cleaned_data["known"]}
        url = f"{reverse('meetings:meeting_series', args=[self.object.pk])}?year={year.pk}"

        def write() -> str:
            services.save_series(self.object, by=self.request.user, **said)
            return url

        try:
            there = once(self.request.user, form.cleaned_data["form_token"], write)
        except StaleError as error:
            return self.conflict(year, error)
        except ValidationError as error:
            form.add_error(None, error)
            return self.page(year, form)
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(there)

    def conflict(self, year: AcademicYear, error: StaleError) -> HttpResponse:
        """Show what was typed beside what is saved now; sent again, it is written knowingly."""
        form = self.form_of(year, self.request.POST.copy())
        form.take_note()
        form.make_rows().is_valid()
        form.add_error(None, error)
        return self.page(year, form, status=409)

    @cached_property
    def years(self) -> list[AcademicYear]:
        """The years of the school, the oldest first."""
        return list(AcademicYear.objects.visible_to(self.request.user).order_by("start"))

    def chosen(self, asked: str) -> AcademicYear | None:
        """The year asked for, or the one of today."""
        wanted = {year.pk: year for year in self.years}.get(number_in(asked))
        coming = [year for year in self.years if year.end >= timezone.localdate()]
        return wanted or next(iter(coming or self.years[::-1]), None)

    def form_of(self, year: AcademicYear | None, data: Any = None) -> SeriesForm | None:
        """None for those who only read, and for a year that is over."""
        may = can(self.request.user, "meetings.create_meeting", self.object)
        if not may or year is None or year.end < timezone.localdate():
            return None
        return SeriesForm(data, user=self.request.user, subject=self.object, year=year)

    def page(
        self, year: AcademicYear | None, form: SeriesForm | None, status: int = 200
    ) -> HttpResponse:
        today = timezone.localdate()
        meetings = form.meetings if form else None
        if meetings is None:
            meetings = figures.meetings_of_year(self.object, year) if year else []
        context = {
            "object": self.object,
            "year": year,
            "years": [row for row in self.years if row.end >= today or row == year],
            "form": form,
            "meetings": meetings,
            "forecast": figures.forecasts([self.object.pk], year, today)[self.object.pk],
        }
        return render(self.request, "meetings/meeting_series.html", context, status=status)
