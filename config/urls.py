"""The address book: which app answers where."""

from django.urls import include, path

from core.views import attachment

handler403 = "core.views.forbidden"
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("associations.urls")),
    path("meetings/", include("meetings.urls")),
    path("files/<int:pk>/", attachment, name="attachment"),
]
