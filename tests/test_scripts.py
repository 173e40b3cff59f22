"""Typed text is not lost: the saving script in a browser, its server answers as told."""

import json
import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.either]
HOME = "http://localhost/record/"
SAVED = (200, {"revision": 2, "saved_at": "14:05", "rows": {}, "errors": {}})
STATE = "#item [data-save-state]"
PAGE = """<!doctype html><meta charset="utf-8"><meta name="draft-key" content="KEY">
<script src="/static/js/app.js" defer></script>
<script src="/static/js/record.js" defer></script>
BAR
<form id="item" method="post" action="/save/" data-autosave>
<input type="hidden" name="csrfmiddlewaretoken" value="token">
<input type="hidden" name="revision" value="1"><p data-save-state></p>
<input type="hidden" name="row-was" value="mine">
<div data-conflict hidden></div>
<textarea name="heard" aria-label="heard"></textarea>
<fieldset><input type="radio" name="a" value="present">
<input type="radio" name="a" value="absent"></fieldset>
<fieldset><input type="radio" name="b" value="present">
<input type="radio" name="b" value="absent" checked></fieldset>
<button type="button" data-all="present">Everybody</button>
<div data-rows="row"></div><button type="button" data-row-add="row">Add</button>
<template data-row-template="row"><div data-row>
<input type="hidden" name="row-__key__-key" value="__key__">
<input type="hidden" name="row-__key__-id"><input type="hidden" name="row-__key__-kind">
<textarea name="row-__key__-text"></textarea>
<button type="button" data-starter="be noted" data-kind="note">Note</button>
<button type="button" data-row-remove>Remove</button></div></template>
<button>Save</button></form>
<aside data-preview="/preview/">old</aside>
<form data-guard method="post"><input name="topic">
<ol data-reorder="/order/">ROWS</ol></form>"""
ROW = """<li data-row data-id="NR" style="height:40px">NR <input name="NR-ORDER" value="NR">
<button type="button" data-handle hidden>move</button></li>"""


class School:
    """The other end of the line."""

    def __init__(self, page):
        self.page, self.answer, self.got, self.key = page, SAVED, [], "of this sign-in"
        page.route("**/*", self.reply)

    def reply(self, route):
        path = route.request.url.removeprefix("http://localhost")
        if path.startswith("/static/"):
            route.fulfill(path=settings.BASE_DIR / path[1:])
        elif path == "/save/":
            self.save(route)
        elif path == "/order/":
            self.got.append(
                re.findall(r'name="order"\r\n\r\n(.*?)\r\n', route.request.post_data)
            )
            route.fulfill(body="{}", content_type="application/json")
        elif path == "/preview/":
            route.fulfill(body="<p>new</p>", content_type="text/html")
        else:
            # Playwright calls back in a context of its own, where no language is chosen.
            with translation.override("en"):
                bar = render_to_string("components/_save_bar.html")
            html = PAGE.replace("BAR", bar).replace("KEY", self.key)
            html = html.replace("ROWS", "".join(ROW.replace("NR", nr) for nr in "123"))
            route.fulfill(body=html, content_type="text/html")

    def save(self, route):
        body = route.request.post_data
        fields = dict(re.findall(r'name="([^"]+)"\r\n\r\n(.*?)\r\n--', body, re.DOTALL))
        self.got.append(fields)
        status, said = self.answer
        if status is None:
            route.abort()
        else:
            route.fulfill(status=status, body=json.dumps(said), content_type="application/json")

    def open(self):
        self.page.goto(HOME)

    def type(self, text, where="[name=heard]", wait=2100):
        self.page.locator(where).fill(text)
        self.wait(wait)

    def wait(self, milliseconds):
        self.page.clock.run_for(milliseconds)


@pytest.fixture
def school(chromium):
    page = chromium.new_page()
    page.set_default_timeout(5000)
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.clock.install(time=0)
    there = School(page)
    there.open()
    page.clock.pause_at(3_600_000)  # time passes only where a test says so
    yield there
    page.close()
    assert broken == []


def test_text_is_saved_two_seconds_after_the_last_key(school):
    school.type("one", wait=1500)
    expect(school.page.locator(STATE)).to_have_text("not saved yet")
    school.type("one two", wait=1500)
    assert school.got == []
    school.wait(700)

    expect(school.page.locator(STATE)).to_have_text("saved 14:05")
    assert [fields["heard"] for fields in school.got] == ["one two"]
    assert school.page.locator("[name=revision]").input_value() == "2"
    expect(school.page.locator("[data-save-all]")).to_have_text("saved 14:05")


def test_who_never_pauses_is_saved_all_the_same(school):
    for number in range(8):
        school.type(f"word {number}", wait=1500)

    assert len(school.got) == 1


def test_a_dropped_line_keeps_the_text_and_sends_it_later(school):
    school.answer = (None, {})
    school.type("typed in the tunnel")
    expect(school.page.locator(STATE)).to_contain_text("No connection")
    school.answer = SAVED
    school.wait(2100)

    expect(school.page.locator(STATE)).to_have_text("saved 14:05")
    assert school.got[-1]["heard"] == "typed in the tunnel"


def test_unsent_text_is_offered_after_a_reload_and_lies_sealed_until_then(school):
    school.answer = (500, {})
    school.page.get_by_text("Add", exact=True).click()
    school.type("a row", "[data-row] textarea")
    school.page.wait_for_function("sessionStorage.length == 1")
    assert "a row" not in school.page.evaluate("JSON.stringify(sessionStorage)")
    school.answer = SAVED
    school.page.reload()
    school.page.get_by_text("Put it back", exact=True).click()

    expect(school.page.locator("[data-row] textarea")).to_have_value("a row")
    school.wait(2100)
    expect(school.page.locator(STATE)).to_have_text("saved 14:05")
    school.page.wait_for_function("sessionStorage.length == 0")


def test_text_of_an_earlier_sign_in_cannot_be_read(school):
    school.answer = (500, {})
    school.type("secret")
    school.page.wait_for_function("sessionStorage.length == 1")
    school.key = "of another sign-in"
    school.page.reload()

    school.page.wait_for_function("sessionStorage.length == 0")
    expect(school.page.get_by_text("Put it back")).to_have_count(0)


def test_an_error_stands_beside_its_field_and_what_was_typed_stays(school):
    school.answer = (422, {"revision": 1, "errors": {"heard": ["Too short."]}})
    school.type("x")
    field = school.page.locator("[name=heard]")

    expect(school.page.locator("[name=heard] + .invalid-feedback")).to_have_text("Too short.")
    said = school.page.locator(".invalid-feedback").get_attribute("id")
    assert field.get_attribute("aria-describedby") == said
    assert field.input_value() == "x"
    school.answer = SAVED
    school.type("longer")
    expect(school.page.locator(".invalid-feedback")).to_have_count(0)


def test_the_slower_of_two_writers_sees_both_texts_and_keeps_theirs(school):
    said = {"conflict": True, "revision": 7, "html": "<p>other words</p>"}
    school.answer = (409, {**said, "fields": {"row-was": "theirs"}})
    school.type("my words")
    expect(school.page.locator("[data-conflict]")).to_contain_text("other words")
    school.type("my words, more of them")
    assert len(school.got) == 1
    school.answer = SAVED
    school.page.get_by_text("Keep mine").click()

    expect(school.page.locator(STATE)).to_have_text("saved 14:05")
    assert school.got[-1]["heard"] == "my words, more of them"
    assert school.got[-1]["revision"] == "7"
    assert school.got[-1]["row-was"] == "theirs"


def test_the_slower_of_two_writers_may_take_the_other_text(school):
    values = {"heard": "other words"}
    said = {"conflict": True, "revision": 7, "html": "<p>x</p>", "values": values}
    school.answer = (409, said)
    school.type("my words")
    school.page.get_by_text("Take theirs").click()

    expect(school.page.locator("[name=heard]")).to_have_value("other words")
    assert len(school.got) == 1


def test_a_new_row_learns_its_number_and_a_starter_ends_it(school):
    school.page.get_by_text("Add", exact=True).click()
    key = school.page.locator("input[name$='-key']").input_value()
    school.answer = (200, {**SAVED[1], "rows": {key: 31}})
    school.page.locator("[data-row] textarea").fill("The report")
    school.page.get_by_text("Note", exact=True).click()
    school.wait(2100)

    expect(school.page.locator(f"[name='row-{key}-id']")).to_have_value("31")
    assert school.got[-1][f"row-{key}-text"] == "The report be noted"
    assert school.got[-1][f"row-{key}-kind"] == "note"


def test_everybody_is_present_but_those_already_marked(school):
    school.page.get_by_text("Everybody").click()
    school.wait(2100)

    expect(school.page.locator(STATE)).to_have_text("saved 14:05")
    assert (school.got[-1]["a"], school.got[-1]["b"]) == ("present", "absent")


def test_the_preview_follows_what_was_saved(school):
    school.type("one")
    expect(school.page.locator(STATE)).to_have_text("saved 14:05")
    school.wait(1000)

    expect(school.page.locator("[data-preview]")).to_have_text("new")


def test_leaving_with_unsent_text_is_asked_about(school):
    asked = []
    school.page.on("dialog", lambda dialog: asked.append(dialog.type))
    school.type("half a sen", wait=100)
    school.page.reload()

    assert asked == ["beforeunload"]


def test_a_row_is_dragged_to_its_place(school):
    handles = school.page.locator("[data-handle]")
    last = school.page.locator("[data-reorder] > li").nth(2).bounding_box()
    handles.first.hover()
    school.page.mouse.down()
    school.page.mouse.move(last["x"] + 5, last["y"] + last["height"], steps=4)
    with school.page.expect_response("**/order/"):
        school.page.mouse.up()

    expect(school.page.locator("[name='1-ORDER']")).to_have_value("3")
    expect(school.page.locator("[name='2-ORDER']")).to_have_value("1")
    assert school.got == [["2", "3", "1"]]


def test_a_form_half_filled_in_is_not_left_by_accident(school):
    asked = []
    school.page.on("dialog", lambda dialog: asked.append(dialog.type))
    school.page.reload()
    assert asked == []
    school.page.locator("[name=topic]").fill("x")
    school.page.reload()

    assert asked == ["beforeunload"]
