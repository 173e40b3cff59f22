"""An election on a phone: a tie is told, a winner is signed for, and takes up the office."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_control_item import hold, sign_both
from tests.browser.test_story import saved, text_of

pytestmark = [pytest.mark.browser, pytest.mark.either]


def count(page, url, **votes):
    """Type the totals of a secret vote; what came of it stands there by itself."""
    page.goto(f"{url}record/")
    card = page.locator("section.item-card").first
    card.locator("select[name=election-mode]").select_option("secret")
    for name, given in votes.items():
        row = card.locator(".candidate", has_text=name)
        row.locator("input[type=checkbox]").check()
        row.locator("input[type=number]").fill(str(given))
    card.locator("select[name=state]").select_option("decided")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    saved(page)
    return card.inner_text()


def put_into_office(page, url):
    """From the page of the signed meeting, by the head until then."""
    page.goto(url)
    page.locator("main a[href*='/elections/'][href$='/apply/']").click()
    assert "Сыдыкова" in page.inner_text("main .alert-warning")  # whose term ends by it
    assert Axe().run(page).response["violations"] == []
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url("**/meetings/*/")


def test_a_head_is_elected_and_takes_up_the_office(site, enter, tmp_path):
    url = site.run("tests/browser/union.py", "12", "election").strip()
    head = enter("head12", width=390, height=844)

    assert "Добуштар тең бөлүндү" in count(head, url, Үсөнова=2, Өмүрова=2)
    head.goto(f"{url}hold/")
    assert "добуштар тең бөлүндү" in head.inner_text("main .alert-danger")
    assert "Шайланды: Үсөнова А." in count(head, url, Үсөнова=3, Өмүрова=1)
    hold(head, url)
    sign_both((head, enter("secretary12")), url)

    link = head.locator("a[href^='/meetings/protocols/']").first.get_attribute("href")
    file = tmp_path / "protocol.pdf"
    file.write_bytes(head.request.get(link).body())
    text = text_of(file)
    assert "Өмүрова А. – 1, Үсөнова А. – 3" in text
    assert "жетекчиси болуп Үсөнова Айгүл шайланды" in text
    put_into_office(head, url)
    head.goto("/meetings/")  # who is no longer the head plans no more meetings
    assert head.locator("main a[href='/meetings/create/']").count() == 0
    new = enter("teacher12", width=390, height=844)
    assert new.locator("main a[href^='/meetings/create/']").count() == 1
    assert new.complaints == head.complaints == []
