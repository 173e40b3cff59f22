"""What becomes of a resolution: reporting, answering, moving its deadline."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from core.permissions import Refused
from core.views import ActionFormPage
from core.views.guard import note_refusal


class Saying(ActionFormPage):
    """A form whose words are not lost when the moment for them has passed.

    Whoever typed a report while the resolution was cancelled gets it back with the reason.
    """

    field = "text"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except Refused as refusal:
            note_refusal(request, self.permission, self.object)
            form = self.get_form()
            form.is_valid()
            form.add_error(self.field, str(refusal.reason))
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=403)
