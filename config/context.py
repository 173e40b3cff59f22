"""What every page shows around itself: the school, and the menu, drawn once for all alike."""

from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.permissions import can


class Place(NamedTuple):
    """A line of the menu."""

    url: str
    label: str
    icon: str
    current: bool = False


def page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": None, "school": None}
    return {"menu": Menu(request.path, user), "school": user.school}


class Menu:
    """Only what the reader may open; a page that shows no menu draws none."""

    def __init__(self, path: str, user: Any) -> None:
        self.path, self.user = path, user

    @cached_property
    def places(self) -> tuple[Place, ...]:
        asked = _all(get_language() or settings.FIRST_LANGUAGE)
        open_ = [place for place, permission in asked if can(self.user, permission)]
        here = [place.url for place in open_ if is_current(self.path, place.url)]
        current = max(here, key=len, default="")
        return tuple(place._replace(current=place.url == current) for place in open_)

    def column(self) -> SafeString:
        return _drawn("components/_nav.html", get_language(), self.places)

    def bar(self) -> SafeString:
        return _drawn("components/_bottom_nav.html", get_language(), self.places)


def is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


@lru_cache(maxsize=0 if settings.DEBUG else 256)
def _drawn(template: str, _language: str, places: tuple[Place, ...]) -> SafeString:
    return render_to_string(template, {"nav": places, "nav_main": places[:3]})


@cache
def _all(_language: str) -> list[tuple[Place, str]]:
    """The sentence of the house: association, meetings, …; each with the rule of its page."""
    entries = [
        ("reports:desk", _("Home"), "home", "reports.view_desk"),
        ("meetings:meeting_list", _("Meetings"), "meetings", "meetings.view_meeting"),
        ("plans:plan_list", _("Plans"), "plan", "plans.view_plan"),
        ("lessons:overview", _("Lessons"), "lesson", "lessons.view_overview"),
        ("plans:task_list", _("My tasks"), "check", "plans.view_planrows"),
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
        (
            "reports:control_sheet",
            _("Control sheet"),
            "report",
            "reports.view_control_sheet",
        ),
        ("associations:user_list", _("People"), "people", "associations.view_user"),
        ("reports:search", _("Search"), "search", "reports.view_search"),
        (
            "associations:school_settings",
            _("School settings"),
            "settings",
            "associations.change_school",
        ),
    ]
    return [
        (Place(reverse(name), label, icon), permission)
        for name, label, icon, permission in entries
    ]
