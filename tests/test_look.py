"""The look: one stylesheet that knows every class, colours one can read, little to load."""

import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from core.permissions import ALLOWED, Verdict

pytestmark = pytest.mark.either

CSS = (settings.BASE_DIR / "static/css/app.css").read_text()
KNOWN = set(
    re.findall(r"\.(-?[_a-zA-Z][\w-]*)", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL))
)
SPRITE = (settings.BASE_DIR / "static/img/sprite.svg").read_text()
SCREENS = [
    path
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    if "pdf" not in path.relative_to(settings.BASE_DIR).as_posix()
]
CRISPY = {  # names that crispy and its widgets write and that need no look of their own
    "checkboxinput", "checkboxselectmultiple", "clearablefileinput", "dateinput", "emailinput",
    "error", "has-danger", "multiField", "numberinput", "passwordinput", "radioselect",
    "select", "selectmultiple", "textarea", "textinput", "timeinput",
}  # fmt: skip


def name_of(path: Path) -> str:
    return path.relative_to(settings.BASE_DIR / "templates").as_posix()


def classes_in(html: str) -> set[str]:
    words = set()
    for value in re.findall(r'class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"', html):
        plain = re.sub(r"\{%.*?%\}", " ", value)
        words |= set(re.sub(r"[\w-]*\{\{.*?\}\}[\w-]*", " ", plain).split())
    return words


@pytest.mark.parametrize("path", SCREENS, ids=name_of)
def test_every_class_of_a_template_has_a_look(path):
    assert classes_in(path.read_text()) - KNOWN == set()


def test_the_classes_that_scripts_write_have_a_look():
    scripts = "".join(p.read_text() for p in (settings.BASE_DIR / "static/js").glob("*.js"))
    written = re.findall(r'(?:className[:=] ?|look = |classList\.add\()"([^"]+)"', scripts)

    assert written
    assert {name for words in written for name in words.split()} - KNOWN == set()


def test_the_classes_that_crispy_writes_have_a_look():
    class Everything(forms.Form):
        word = forms.CharField(help_text="x")
        text = forms.CharField(widget=forms.Textarea)
        day = forms.DateField()
        one = forms.ChoiceField(choices=[("a", "A")])
        radio = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
        many = forms.MultipleChoiceField(
            choices=[("a", "A")], widget=forms.CheckboxSelectMultiple
        )
        yes = forms.BooleanField()
        file = forms.FileField()

        def clean(self):
            raise forms.ValidationError("no")

    html = Template("{{ form|crispy }}").render(Context({"form": Everything({})}))

    assert classes_in(html) - KNOWN - CRISPY == set()


@pytest.mark.parametrize("path", SCREENS, ids=name_of)
def test_templates_hold_no_script_style_or_handler_and_only_icons_that_exist(path):
    html = path.read_text()

    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|hx-on", html)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
    icons = set(re.findall(r'<use\s+href="(?:\{\{.*?\}\}|\{%.*?%\})#([a-z]+)"', html))
    assert {icon for icon in icons if f'id="{icon}"' not in SPRITE} == set()


def tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


LAYER = CSS[CSS.index("@layer tokens {") : CSS.index("@layer base {")]
LIGHT_CSS, DARK_CSS = LAYER.split("@media (prefers-color-scheme: dark)")
LIGHT = tokens(LIGHT_CSS)
DARK = {**LIGHT, **tokens(DARK_CSS)}
PAGES = ("paper", "sheet")
WORDS = [
    *[
        (ink, page)
        for ink in ("ink", "muted", "accent")
        for page in ("paper", "sheet", "sunken")
    ],
    *[(ink, page) for ink in ("late", "done", "wait") for page in PAGES],
    *[(tone, f"{tone}-wash") for tone in ("late", "done", "wait", "accent")],
    *[("ink", f"{tone}-wash") for tone in ("late", "done", "wait", "accent")],
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("sheet", "late"),
    ("muted", "accent-wash"),
]
LINES = [
    (line, page) for line in ("edge", "accent", "late", "done") for page in ("paper", "sheet")
]


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted([light(one), light(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_edges_stand_out(palette):
    pale = [(*pair, "4.5") for pair in WORDS if contrast(*(palette[c] for c in pair)) < 4.5]
    pale += [(*pair, "3") for pair in LINES if contrast(*(palette[c] for c in pair)) < 3]

    assert pale == []


def test_dark_has_every_colour_of_light():
    assert set(tokens(DARK_CSS)) == set(LIGHT)


def packed(name: str) -> int:
    return len(gzip.compress(Path(finders.find(name)).read_bytes(), 6))


def test_a_first_visit_is_light():
    weights = {
        name: packed(name)
        for name in (
            "css/app.css", "js/app.js", "js/record.js", "img/sprite.svg",
            "django_htmx/htmx-2.min.js",
        )
    }  # fmt: skip

    assert weights["css/app.css"] <= 12 * 1024
    assert weights["js/app.js"] <= 5 * 1024
    assert weights["js/record.js"] <= 6 * 1024  # its page goes without htmx
    assert sum(weights.values()) - weights["js/record.js"] <= (40 - 6) * 1024


def one_line(html: str) -> str:
    return re.sub(r"\s+(?=>)|(?<=>)\s+(?=<)", "", " ".join(html.split()))


def test_a_move_is_a_button_a_question_a_link_or_a_reason():
    moves = [
        {"label": "Hold", "url": "/h", "asks": False, "confirm": "", "plain": False},
        {"label": "Cancel", "url": "/c", "asks": False, "confirm": "It ends.", "plain": True},
        {"label": "Return", "url": "/r", "asks": True, "confirm": "", "plain": True},
        {"label": "Approve", "url": "/a", "asks": False, "confirm": "", "plain": False},
    ]
    verdicts = [ALLOWED, ALLOWED, ALLOWED, Verdict(allowed=False, reason="Not you.")]
    moves = [{**m, "verdict": v} for m, v in zip(moves, verdicts, strict=True)]

    html = one_line(
        render_to_string("components/_moves.html", {"moves": moves, "csrf_token": "t"})
    )

    assert html.count("<form") == 2
    assert html.index("It ends.") < html.index("Yes: Cancel")
    assert '<a class="btn" href="/r">Return</a>' in html
    assert "Approve: Not you." in html
    assert 'action="/a"' not in html


def test_pages_keep_the_filter():
    request = RequestFactory().get("/list/", {"q": "план", "page": "2"})
    page = Paginator(range(60), 25).page(2)

    html = render_to_string("components/_pagination.html", {"page_obj": page}, request=request)

    assert "Page 2 of 3" in html
    assert "?q=%D0%BF%D0%BB%D0%B0%D0%BD&amp;page=3" in html


def test_a_gauge_says_its_numbers_and_its_word():
    values = {
        "label": "Meetings",
        "done": 2,
        "due": 4,
        "word": "late",
        "tone": "late",
        "url": "",
    }

    html = one_line(render_to_string("components/_gauge.html", values))

    assert "2 of 4" in html
    assert 'max="4" value="2"' in html
    assert '<span class="word">late</span>' in html


def test_the_page_of_a_broken_server_needs_nothing():
    html = render_to_string("500.html", {"request_id": "abc123"})

    assert "abc123" in html
    assert "{%" not in html
