"""The address book: which app answers where."""

from django.urls import include, path

from core.background import retry
from core.models import Letter, Progress
from core.outbox import resend
from core.views import (
    ActionView,
    LetterDetail,
    LetterList,
    LetterResend,
    LetterText,
    ProgressDetail,
    attachment,
    letters_resend,
)

handler403 = "core.views.forbidden"
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("associations.urls")),
    path("meetings/", include("meetings.urls")),
    path("plans/", include("plans.urls")),
    path("lessons/", include("lessons.urls")),
    path("files/<int:pk>/", attachment, name="attachment"),
    path("tasks/<int:pk>/", ProgressDetail.as_view(), name="progress"),
    path("school/outbox/", LetterList.as_view(), name="letter_list"),
    path("school/outbox/<int:pk>/", LetterDetail.as_view(), name="letter_detail"),
    path("school/outbox/<int:pk>/text/", LetterText.as_view(), name="letter_text"),
    path("school/outbox/again/", letters_resend, name="letters_resend"),
    path(
        "school/outbox/<int:pk>/again/",
        LetterResend.as_view(model=Letter, permission="core.resend_letter", action=resend),
        name="letter_resend",
    ),
    path(
        "tasks/<int:pk>/retry/",
        ActionView.as_view(model=Progress, permission="core.retry_progress", action=retry),
        name="progress_retry",
    ),
]
