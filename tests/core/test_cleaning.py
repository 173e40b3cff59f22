"""What people write at length becomes harmless HTML."""

import re
import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.cleaning import DEEPEST, LONGEST, clean_source, rich

pytestmark = pytest.mark.either
HARMLESS = {"p", "br", "ul", "ol", "li", "em", "strong"}


def flat(html):
    return re.sub(r"\s*\n\s*", "", html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("жөнөкөй сөз", "<p>жөнөкөй сөз</p>"),
        ("биринчи\nэкинчи", "<p>биринчи<br>экинчи</p>"),
        ("биринчи\n\nэкинчи", "<p>биринчи</p><p>экинчи</p>"),
        ("*а* **б**", "<p><em>а</em> <strong>б</strong></p>"),
        ("- а\n- б", "<ul><li>а</li><li>б</li></ul>"),
        ("1. а\n2. б", "<ol><li>а</li><li>б</li></ol>"),
        ("3. а\n4. б", '<ol start="3"><li>а</li><li>б</li></ol>'),
        ("- а\n  - б", "<ul><li>а<ul><li>б</li></ul></li></ul>"),
        ("•\tа\n•\tб", "<ul><li>а</li><li>б</li></ul>"),
        ("1.\tа\n2.\tб", "<ol><li>а</li><li>б</li></ol>"),
        ("Аты\tСаат\nАлгебра\t\t5", "<p>Аты | Саат<br>Алгебра | 5</p>"),
        ("# а\n> б\n    в", "<p># а<br>&gt; б<br>в</p>"),
        ("5 * 3 * 2 < 31 & 1", "<p>5 * 3 * 2 &lt; 31 &amp; 1</p>"),
        ("", ""),
    ],
)
def test_what_is_written_and_what_is_read(text, html):
    assert flat(rich(text)) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        '<p style="position:fixed">x</p>',
        "[x](javascript:alert(1))",
        "![x](http://evil.example/x.png)",
        "<javascript:alert(1)>",
        "<!-- x -->",
        "`<b>`",
        "&lt;script&gt;",
        '<ol start="1" onclick="x">',
        "<math><mi//xlink:href='data:x,<script>'>",
    ],
)
def test_only_harmless_tags_leave(text):
    html = rich(text)

    assert set(re.findall(r"<\s*/?\s*([a-z]+)", html)) <= HARMLESS
    assert not re.search(r"<[^>]*\b(style|on\w+|href|src)\b", html)


@given(st.text(alphabet="<>*_-1. \n\tа[]()!&\"'/=`#", max_size=300))
def test_no_text_opens_another_tag(text):
    assert set(re.findall(r"<\s*/?\s*([a-z]+)", rich(text))) <= HARMLESS


def test_too_long_a_text_is_refused_with_a_sentence():
    assert clean_source("а" * LONGEST)
    with pytest.raises(ValidationError) as refusal:
        clean_source("а" * (LONGEST + 1))

    assert refusal.value.code == "too_long"
    assert str(LONGEST) in refusal.value.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "- " * 60 + "терең",
        "\n".join("  " * level + f"- терең {level}" for level in range(60)),
        "*а " * 60 + "терең" + "*" * 60,
    ],
)
def test_what_is_nested_too_deep_keeps_its_words(text):
    html = rich(text)

    assert "терең" in html
    assert html.count("терең") == text.count("терең")
    opened = deepest = 0
    for closing in re.findall(r"<(/?)(?:p|ul|ol|li|em|strong)\b", html):
        opened += -1 if closing else 1
        deepest = max(deepest, opened)
    assert deepest <= DEEPEST


@pytest.mark.parametrize(
    "text",
    ["*a " * 33_000, "*" * 99_999, "- " * 49_000, "1. \n" * 24_000, "**a" * 33_000],
    ids=["open", "stars", "dashes", "items", "strong"],
)
def test_hostile_texts_are_done_in_a_moment(text):
    start = time.process_time()
    rich(text)

    assert time.process_time() - start < 5


def test_stored_text_is_clean_and_stays_the_same():
    stored = clean_source("а\r\nб\x00\t\tв\xa0г")

    assert stored == "а\nб | в г"
    assert clean_source(stored) == stored
