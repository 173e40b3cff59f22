"""A mentorship as people live it: proposed, ordered, planned, told, reported, closed."""

import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from reports.management.demo import samples
from tests.browser.seed import first_year
from tests.browser.test_story import text_of
from tests.verapdf import validate

pytestmark = [pytest.mark.browser, pytest.mark.either]

PAIR = re.compile(r"/lessons/mentorships/\d+/$")
PLAN = re.compile(r"/lessons/mentorships/plans/\d+/(#.*)?$")
REPORT = re.compile(r"/lessons/mentorships/reports/\d+/$")
DIARY = re.compile(r"/lessons/mentorships/\d+/diary/(#.*)?$")
OWN_ROW = "Жаш мугалим менен бирге электрондук тест түзүү"
ADVICE = "Сабактын аягына беш мүнөт калтырууну кеңеш бердим."
DONE = "Ар бир айда эки сабакка катыштым."
WISH = "Ачык сабактын айын так жазыңыз."
CLOSING = "Жаш мугалим ачык сабак өттү."


def path_of(url):
    return url[url.index("/", 8) :]


def send(page, leads_to, **fields):
    """Fill the one form of the page and send it."""
    for name, value in fields.items():
        page.fill(f"main form.sheet [name={name}]", value)
    click(page, "main form.sheet button[type=submit].btn-primary", leads_to)


def press(page, name, leads_to):
    click(page, f"main form[action$='/{name}/'] button", leads_to)


def click(page, what, leads_to):
    """The page may lead to itself: so the way is waited for, not its end alone."""
    with page.expect_navigation():
        page.click(what)
    assert re.search(leads_to, page.url), page.url


def looked_at(page):
    """Nothing of the page stands in anybody's way, nor beside the screen."""
    assert Axe().run(page).response["violations"] == []
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


class Story:
    def __init__(self, site, enter):
        site.run("tests/browser/union.py", "31", "held")
        self.head, self.director = enter("head31"), enter("director")
        self.deputy = enter("deputy")
        self.mentor = enter("colleague31", width=390, height=844)
        self.novice = enter("teacher31", width=390, height=844)
        self.pages = [self.head, self.director, self.deputy, self.mentor, self.novice]
        first = first_year(samples.EXACT, samples.HUMANITIES)
        self.since, self.until = date(first, 9, 5), date(first + 1, 5, 25)

    def is_young(self):
        """The deputy writes down since when the teacher teaches; the head sees who has none."""
        page = self.deputy
        page.goto("/people/?q=Үсөнова")
        page.locator("main table a", has_text="Үсөнова").last.click()
        page.click("main a[href$='/edit/']")
        last_year = timezone.localdate() - timedelta(days=300)
        send(page, r"/people/\d+/$", teaches_since=last_year.isoformat())
        self.head.goto("/lessons/mentorships/young/")
        assert self.head.locator("main .badge-late").count() == 1
        looked_at(self.head)

    def propose(self):
        page = self.head
        page.click("main a[href*='/mentorships/create/?novice=']")
        chosen = page.locator("select[name=novice] option:checked")
        assert "Үсөнова" in chosen.inner_text()
        choose(page, "mentor", "Өмүрова", which=-1)
        page.select_option("select[name=subject]", index=1)
        choose(page, "proposed", "Чейректин жыйынтыгы жөнүндө")
        send(page, PAIR, since=self.since.isoformat(), until=self.until.isoformat())
        self.url = path_of(page.url)

    def appoint(self):
        page = self.director
        page.goto("/")
        assert page.locator(f"main a[href='{self.url}']").count()
        page.goto(self.url)
        page.click("main a[href$='/appoint/']")
        looked_at(page)
        send(page, PAIR, order_number="38-б", order_date=self.since.isoformat())
        assert "38-б" in page.inner_text("main")

    def plan(self, page):
        """Begun with the usual rows and handed in, on a telephone."""
        page.goto(self.url)
        press(page, "plan/create", PLAN)
        press(page, "fill", PLAN)
        page.click("main a[href$='/rows/create/']")
        page.select_option("select[name=month]", "12")
        send(page, PLAN, content=OWN_ROW, form="практикум")
        assert OWN_ROW in page.inner_text("main")
        looked_at(page)
        press(page, "hand_in", PLAN)
        return path_of(page.url).partition("#")[0]

    def give_back(self, plan):
        self.head.goto(f"{plan}return/")
        send(self.head, PLAN, text=WISH)
        self.novice.goto(plan)
        assert WISH in self.novice.inner_text("main")
        press(self.novice, "hand_in", PLAN)

    def approve(self, plan):
        page = self.head
        page.goto(f"{plan}approve/")
        send(page, PLAN)
        assert page.locator("main .badge-done").count()

    def work(self, plan):
        """A row is done, a line stands in the diary."""
        page = self.mentor
        page.goto(plan)
        page.locator("main a[href$='/mark/']").first.click()
        send(page, PLAN, words="Сурамжылоо өттү.")
        assert "Сурамжылоо өттү." in page.inner_text("main")
        page.goto(f"{self.url}diary/create/")
        page.select_option("select[name=kind]", "advice")
        send(page, DIARY, day=self.since.isoformat(), text=ADVICE)
        looked_at(page)
        self.head.goto(f"{self.url}diary/")
        assert ADVICE in self.head.inner_text("main")

    def report(self, page, period):
        page.goto(f"{self.url}report/")
        assert page.input_value("select[name=period]") == period
        send(page, REPORT, done=DONE, outcome="Сабактын убактысы туура бөлүнөт.")
        press(page, "hand_in", REPORT)
        url = path_of(page.url)
        self.head.goto(url)
        press(self.head, "accept", REPORT)
        return url

    def printed(self, address, said, file):
        file.write_bytes(self.head.request.get(address).body())
        text = text_of(file)
        assert [words for words in said if words not in text] == [], text
        ok, broken = validate(file)
        assert ok, broken

    def end(self):
        page = self.head
        page.goto(f"{self.url}end/")
        send(page, PAIR, day=self.since.isoformat(), text=CLOSING)
        assert CLOSING in page.inner_text("main")
        self.mentor.goto(self.url)
        assert self.mentor.locator("main form[method=post]").count() == 0


def choose(page, name, words, which=0):
    """Other stories have people of the same name: the last of them came last."""
    option = page.locator(f"select[name={name}] option", has_text=words).nth(which)
    page.select_option(f"select[name={name}]", option.get_attribute("value"))


def test_a_mentorship_from_the_proposal_to_the_years_report(site, enter, tmp_path):
    story = Story(site, enter)
    story.is_young()
    story.propose()
    story.appoint()
    plans = [story.plan(page) for page in (story.mentor, story.novice)]
    story.give_back(plans[1])
    for plan in plans:
        story.approve(plan)
    story.work(plans[0])
    for period in ("half", "year"):
        story.report(story.mentor, period)
        url = story.report(story.novice, period)
    story.head.goto("/lessons/mentorships/young/")
    assert story.head.locator("main .badge-late").count() == 0

    papers = {
        f"{plans[0]}pdf/": [OWN_ROW, "№ 38-б", "Сурамжылоо өттү.", "протокол"],
        f"{story.url}diary/pdf/": [ADVICE, "Насаатчынын күндөлүгү"],
        f"{url}pdf/": [DONE, "Отчет кабыл алынды"],
    }
    for address, said in papers.items():
        story.printed(address, said, tmp_path / "paper.pdf")
    story.end()
    assert [page.complaints for page in story.pages] == [[]] * 5
