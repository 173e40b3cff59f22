"""Pages that only a story leads to: minutes being read, a proposal, an election; before axe."""

import pytest

from tests.browser.test_pages import PHONE, findings

pytestmark = [pytest.mark.browser, pytest.mark.either]


def test_axe_finds_nothing_on_pages_in_the_middle_of_a_story(site, enter):
    told = site.run("tests/browser/union.py", "13", "remarked", "proposed", "election")
    read, proposal, election = told.split()
    head = enter("head13", width=PHONE, height=844)
    head.goto(f"{read}minutes/")
    answer = head.locator("main a[href*='/answer/']").first.get_attribute("href")
    teacher = enter("colleague13", width=PHONE, height=844)

    found = findings(teacher, f"{read}minutes/")
    for path in (read, answer, proposal, f"{proposal}accept/", f"{election}record/"):
        found += findings(head, path)

    assert found == []
    assert head.complaints == teacher.complaints == []
