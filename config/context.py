"""What every page shows around itself: the school, the menu, and the tools of the header.

They are drawn once for all alike; the mark of a form and the page it stands on are put in
afterwards.
"""

from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.permissions import can

MARK, PAGE = "{mark of the form}", "{page it stands on}"


class Place(NamedTuple):
    """A line of the menu."""

    url: str
    label: str
    icon: str
    current: bool = False


def page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    tools = Tools(request)
    if user is None or not user.is_authenticated:
        return {"menu": None, "school": None, "tools": tools}
    return {"menu": Menu(request.path, user), "school": user.school, "tools": tools}


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


class Tools:
    """Languages, the reader's own menu, and the box of the search."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def search(self) -> SafeString:
        return _tool("components/_search.html", get_language())

    def languages(self) -> SafeString:
        page = conditional_escape(self.request.get_full_path())
        return self._marked(_tool("components/_languages.html", get_language()), page)

    def me(self) -> SafeString:
        name = str(self.request.user)
        return self._marked(_tool("components/_user_menu.html", get_language(), name))

    def _marked(self, drawn: str, page: str = "") -> SafeString:
        written = drawn.replace(MARK, get_token(self.request)).replace(PAGE, page)
        return mark_safe(written)  # noqa: S308 -- drawn by a template; the page is escaped


def is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


@lru_cache(maxsize=0 if settings.DEBUG else 256)
def _drawn(template: str, _language: str, places: tuple[Place, ...]) -> SafeString:
    return render_to_string(template, {"nav": places, "nav_main": places[:3]})


@lru_cache(maxsize=0 if settings.DEBUG else 256)
def _tool(template: str, _language: str, name: str = "") -> SafeString:
    told = {"user": name, "get_full_path": PAGE}
    sprite = static("img/sprite.svg")
    return render_to_string(template, {"request": told, "csrf_token": MARK, "sprite": sprite})


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
        ("reports:bank", _("Data bank"), "archive", "reports.view_bank"),
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
