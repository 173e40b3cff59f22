"""What every page shows around itself: the menu, the words of the saving script."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.permissions import can


def page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "nav_main": [], "school": None}
    nav = menu(user)
    here = [entry["url"] for entry in nav if is_current(request.path, entry["url"])]
    for entry in nav:
        entry["current"] = entry["url"] == max(here, key=len, default="")
    return {"nav": nav, "nav_main": nav[:3], "school": user.school}


def is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def menu(user: Any) -> list[dict[str, Any]]:
    """The sentence of the house: association, meetings, …; only what the reader may open."""
    entries = [
        ("reports:desk", _("Home"), "home", "reports.view_desk"),
        ("meetings:meeting_list", _("Meetings"), "meetings", "meetings.view_meeting"),
        (
            "associations:association_list",
            _("Associations"),
            "union",
            "associations.view_association",
        ),
        (
            "meetings:resolution_list",
            _("Resolutions"),
            "resolutions",
            "meetings.view_resolution",
        ),
        ("associations:user_list", _("People"), "people", "associations.view_user"),
        (
            "associations:school_settings",
            _("School settings"),
            "settings",
            "associations.change_school",
        ),
    ]
    return [
        {"url": reverse(name), "label": label, "icon": icon}
        for name, label, icon, permission in entries
        if can(user, permission)
    ]
