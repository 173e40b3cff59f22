"""Rows of a plan in a real browser: opened, refused, moved and pasted in their place."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.either]
ROWS = re.compile(r"/plans/\d+/rows/$")


def texts(page, part=1):
    links = page.locator(f"#rows section:nth-of-type({part}) li[data-row] a[id^=e]")
    return [re.sub(r"^\S+ ", "", words.strip()) for words in links.all_inner_texts()]


def add(page, part, **fields):
    page.click(f"#add-{part} a")
    form = page.locator(f"#add-{part} form")
    form.wait_for()
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        field.select_option(value) if name in {"when", "kind"} else field.fill(value)
    form.locator("button.btn-primary").first.click()


def test_rows_are_written_without_leaving_the_page(site, enter):
    site.run("tests/browser/union.py", "14")
    page = enter("head14")
    page.goto("/plans/create/")
    page.check("input[value=empty]")
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(ROWS)
    visits = []
    page.on("framenavigated", lambda frame: visits.append(frame.url))

    for text in ("Биринчи", "Экинчи", "Үчүнчү"):
        add(page, 1, text=text, when="year")
        page.locator("#rows li[data-row]", has_text=text).wait_for()
    assert texts(page) == ["Биринчи", "Экинчи", "Үчүнчү"]

    # A mistake is told beside its field, and what was typed stands there still.
    add(page, 2, text="Айы жок иш", when="months")
    told = page.locator("#add-2 .invalid-feedback")
    told.first.wait_for()
    assert page.input_value("#add-2 [name=text]") == "Айы жок иш"
    assert Axe().run(page).response["violations"] == []
    page.check("#add-2 [name=months] >> nth=1")
    page.click("#add-2 button.btn-primary")
    page.wait_for_function(  # the focus comes to it last of all
        "() => document.activeElement.closest('[data-row]')?.innerText.includes('Айы жок иш')"
    )

    # By the keyboard: the button keeps the focus.
    up = page.locator("#rows li[data-row]", has_text="Үчүнчү").locator("button[id^=u]")
    mark = up.get_attribute("id")
    up.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelectorAll('[data-row] a')[1].innerText.includes('Үчүнчү')"
    )
    assert texts(page) == ["Биринчи", "Үчүнчү", "Экинчи"]
    assert page.evaluate("document.activeElement.id") == mark

    # By dragging: the numbers follow.
    handle = page.locator("#rows li[data-row]", has_text="Биринчи").locator("[data-handle]")
    box = handle.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, box["y"] + 400, steps=10)
    page.mouse.up()
    page.locator("#rows li[data-row] a", has_text="1. Үчүнчү").wait_for()
    assert texts(page)[0] == "Үчүнчү"
    assert visits == []

    # A table from Word becomes rows.
    add(
        page, 3, text="1.\tАчык сабак\tоктябрь\tҮсөнова\n2.\tСеминар\tII чейрек\tбардык мүчөлөр"
    )
    page.locator("#add-3 button[value=rows]").click()
    page.locator("#rows li[data-row]", has_text="Семинар").wait_for()
    assert texts(page, 3) == ["Ачык сабак", "Семинар"]
    assert "Үсөнова" in page.locator("#rows li[data-row]", has_text="Ачык сабак").inner_text()
    assert Axe().run(page).response["violations"] == []
    assert page.complaints == []


def test_rows_are_written_without_a_script_too(site, enter):
    site.run("tests/browser/union.py", "15")
    page = enter("head15", java_script_enabled=False, width=390, height=844)
    page.goto("/plans/create/")
    page.check("input[value=template]")
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(ROWS)
    first = texts(page)[0]

    page.click("#rows li[data-row] a >> nth=0")
    page.fill("li[data-open] [name=text]", "Башкача айтылды")
    page.click("li[data-open] button.btn-primary")
    assert texts(page)[0] == "Башкача айтылды" != first

    page.click("#rows li[data-row] button[id^=d] >> nth=0")
    assert texts(page)[1] == "Башкача айтылды"
    page.click("#rows li[data-row] a >> nth=1")
    page.click("li[data-open] button[formaction*=remove]")
    assert "Башкача айтылды" not in texts(page)
