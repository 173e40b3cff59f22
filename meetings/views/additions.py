"""What is added to the minutes one at a time: questions, guests, files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.models import Attachment
from core.once import once
from meetings import services
from meetings.forms.attendance import FileForm, GuestForm, QuestionForm
from meetings.forms.people import People
from meetings.models import Attendance
from meetings.views.parts import Part, Saving


class AddingPart(Saving):
    """A small form that adds one thing and goes back to its place."""

    form_class: Any = None
    called: dict[str, str] = {}  # fields whose name another form of the page has, too

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.find()
        form = self.form_class(request.POST, request.FILES, user=request.user)
        if not form.is_valid():
            return self.refuse([w for words in form.errors.values() for w in words])
        token = request.POST.get("form_token", "")
        try:
            return HttpResponseRedirect(
                once(request.user, token, lambda: self.back(self.add(form)).url)
            )
        except ValidationError as error:
            return self.refuse(error.messages)

    def add(self, form: Any) -> str:
        """Add it, and say where on the page it stands."""
        raise NotImplementedError

    def refuse(self, sentences: list[str]) -> HttpResponse:
        typed = {"title": "", "name": "", "post": "", "file_title": "", "kind": ""}
        typed |= {self.called.get(k, k): value for k, value in self.request.POST.items()}
        return self.page(top_errors=sentences, typed=typed)


class ItemAdd(AddingPart):
    form_class = QuestionForm
    anchor = "more"

    def add(self, form: Any) -> str:
        item = services.add_item(self.meeting, by=self.request.user, **form.cleaned_data)
        return f"item-{item.pk}"


class GuestAdd(AddingPart):
    form_class = GuestForm
    anchor = "guests"

    def add(self, form: Any) -> str:
        said = form.said(People(self.meeting.school_id))
        listed = set(self.meeting.attendance.values_list("person_id", flat=True))
        if fault := form.fault(said, listed):
            raise ValidationError(fault)
        services.add_guest(self.meeting, by=self.request.user, **said)
        return self.anchor


class GuestRemove(Part):
    model = Attendance
    http_method_names = ["post"]
    anchor = "guests"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.find()
        if row.status == Attendance.Status.INVITED:
            services.remove_guest(row, by=request.user)
        return self.back()


class AnnexAdd(AddingPart):
    form_class = FileForm
    anchor = "annexes"
    called = {"title": "file_title"}

    def add(self, form: Any) -> str:
        services.attach_file(self.meeting, by=self.request.user, **form.cleaned_data)
        return self.anchor


class FileWithdraw(Part):
    """Take a talk or an annex out of the minutes; the meeting is in the address."""

    http_method_names = ["post"]
    anchor = "annexes"

    def post(self, request: HttpRequest, pk: int, file: int) -> HttpResponse:
        meeting = self.find()
        kept = get_object_or_404(Attachment, pk=file, scope=meeting.scope, withdrawn_at=None)
        subject = kept.subject
        if getattr(subject, "meeting", subject) != meeting or kept.kind == "scan":
            return self.back()
        services.withdraw_file(kept, by=request.user)
        messages.success(request, _("The file was taken out of the minutes."))
        return self.back("annexes" if subject == meeting else f"item-{subject.pk}")
