"""What a school's papers look like, as plain values: its words and measures of the day.

A filed plan keeps them in both languages of papers, so that it stays as it was on its day
whatever the school changes later.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from associations.models import Post, School
from core.pdf import Document, Sheet

Plain = dict[str, Any]
SPOKEN = ("name", "genitive", "superior", "place", "approved", "agreed", "head_title")
MEASURES = {
    "left": "margin_left",
    "right": "margin_right",
    "top": "margin_top",
    "bottom": "margin_bottom",
    "size": "font_size",
}


def school_look(school: School) -> Plain:
    words = {
        f"{name}_{code}": getattr(school, f"{name}_{code}")
        for name in SPOKEN
        for code in settings.PAPER_LANGUAGES
    }
    return {**words, "sheet": {key: getattr(school, name) for key, name in MEASURES.items()}}


def spoken(thing: Mapping[str, Any], name: str, language: str) -> str:
    """The word in the paper's language, in Kyrgyz where there is none in Russian."""
    return str(thing.get(f"{name}_{language}") or thing.get(f"{name}_ky") or "")


def person_in(thing: Mapping[str, Any], language: str) -> str:
    return str(thing.get(language) or thing.get("ky") or "")


def holders(school: School) -> Plain:
    """Who would sign today: the name where there is one such person, the post in any case."""
    today = timezone.localdate()
    posts = list(Post.objects.filter(school=school).on(today).select_related("person"))
    return {kind: _holder([post for post in posts if post.kind == kind]) for kind in KINDS}


KINDS = ("director", "deputy")


def _holder(posts: list[Post]) -> Plain:
    if len(posts) != 1:
        return {"acting": False}
    post = posts[0]
    told: Plain = {"acting": post.acting_for_id is not None}
    for code in settings.PAPER_LANGUAGES:
        told |= {
            code: post.person.initials_in(code),
            f"post_{code}": getattr(post, f"title_{code}"),
        }
    return told


class PlanPaper(Document):
    """What papers of plans share: the measures and the names above, from the plain values."""

    styles = ("pdf/paper.css", "plans/pdf/plan.css")

    def attachments(self) -> list[dict[str, str]]:
        """Its own data goes with a filed paper only."""
        return super().attachments() if self.code else []

    def look(self) -> Plain:
        look: Plain = self.frozen["look"]
        return look

    def said(self, name: str) -> str:
        return spoken(self.look(), name, self.language)

    def sheet(self) -> Sheet:
        return Sheet(**self.look()["sheet"])

    def letterhead(self) -> list[str]:
        return [line for line in (self.said("superior"), self.said("name")) if line]
