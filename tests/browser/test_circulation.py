"""Minutes are read before they are signed: a remark from a phone, an answer, a consent."""

import re

import pytest

from tests.browser.test_control_item import sign_both
from tests.browser.test_story import text_of

pytestmark = [pytest.mark.browser, pytest.mark.either]

READ = "ul.todo a.btn-primary[href$='/minutes/']"


def give_to_read(page, url):
    page.goto(f"{url}circulate/")
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(f"**{url}")


def remark(page, words):
    """From the desk to the minutes, and to the question that the remark is about."""
    page.goto("/")
    page.click(READ)
    page.click("#remarks summary")
    page.select_option("#remarks select[name=item]", index=1)
    page.fill("#remarks textarea[name=text]", words)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("#remarks details form button[type=submit]")
    page.wait_for_url(re.compile(r"#remark-\d+$"))
    said = page.inner_text("#remarks li")
    assert words in said
    assert "1. Чейректин жыйынтыгы жөнүндө" in said


def consent(page, url):
    page.goto(f"{url}minutes/")
    page.click("form[action$='/consent/'] button")
    page.wait_for_load_state()
    assert page.locator("form[action$='/consent/']").count() == 0


def answer(page, words):
    page.click("main a[href*='/answer/']")
    page.check("input[value=declined]")
    page.fill("main textarea[name=answer]", words)
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(re.compile(r"#remark-\d+$"))
    assert words in page.inner_text("#remarks")


def test_minutes_are_read_remarked_on_and_signed(site, enter, tmp_path):
    url = site.run("tests/browser/union.py", "11", "held").strip()
    head, teacher = enter("head11"), enter("teacher11", width=390, height=844)

    give_to_read(head, url)
    remark(teacher, "Сапаты 54 %.")
    consent(enter("colleague11", width=390, height=844), url)
    head.goto(url)
    assert head.locator(f"main a[href$='{url}sign/']").count() == 0  # not answered yet
    answer(head, "Журналда 52 % деп жазылган.")
    teacher.goto("/")
    assert "Журналда 52 % деп жазылган." in teacher.inner_text("main")
    consent(teacher, url)  # and all have: nobody waits for the date
    sign_both((head, enter("secretary11")), url)

    link = head.locator("a[href^='/meetings/protocols/']").first.get_attribute("href")
    file = tmp_path / "protocol.pdf"
    file.write_bytes(head.request.get(link).body())
    assert re.search(r"окууга берилди. Пикирлер – 1, эске алынганы – 0", text_of(file))
    assert head.complaints == teacher.complaints == []
