"""The main job, as people do it: plan, convene, record, hold, both sign, paper.

Once in Kyrgyz and once in Russian, with the two protocols of ``shared/samples``. Told to a
server elsewhere (``BIRIKME_SITE``) it meets a demo school with a past: a question may stand on
the agenda by itself, and the book of protocols has numbers of earlier meetings.
"""

import re
import subprocess
from datetime import date

import pytest

from core import dates
from meetings.documents.words import WORDS
from reports.management.demo import samples
from reports.management.demo.schools import EXACT, HUMANITIES
from reports.management.demo.scripts import ALL, Item, R
from tests.browser.seed import first_year
from tests.verapdf import validate

pytestmark = pytest.mark.browser

STORIES = {
    "ky": (samples.EXACT, EXACT, "", 2),
    "ru": (samples.HUMANITIES, HUMANITIES, "2", 1),
}


class Story:
    """One meeting from its plan to its paper, told by a script."""

    def __init__(self, language, enter, folder):
        self.language = language
        self.script, self.union, self.suffix, self.fresh = STORIES[language]
        self.enter, self.folder = enter, folder
        self.first = first_year(samples.EXACT, samples.HUMANITIES)
        year = self.first if self.script.month >= 8 else self.first + 1
        self.day = date(year, self.script.month, self.script.day)

    def plan(self):
        page = self.head = self.enter(f"head{self.suffix}")
        page.goto("/meetings/create/")
        page.fill("input[name=date]", self.day.isoformat())
        page.fill("input[name=starts_at]", f"{self.script.hour:02}:00")
        page.fill("input[name=place]", self.script.room)
        page.fill("input[name=topic]", self.script.topic)
        page.click("main form.sheet button[type=submit]")
        page.wait_for_url(re.compile(r"/meetings/\d+/$"))
        self.url = page.url
        for item in self.script.items:
            page.goto(self.place_of(item))
            page.fill("textarea[name=title], input[name=title]", item.title)
            page.fill("input[name=minutes]", str(item.minutes))
            page.select_option("select[name=kind]", item.kind)
            box = page.get_by_role("checkbox", name=item.who)
            if box.count():
                box.first.check()
            else:
                assert item.who in self.script.invited
                page.fill("input[name=guest_rapporteur]", self.invited_name(item.who))
            page.click("main form.sheet button[type=submit]")
            page.wait_for_url(f"{self.url}**")
        page.goto(self.url)
        told = {item.title: item for item in self.script.items}
        titles = page.locator("ol.agenda > li > p:first-child > b").all_inner_texts()
        self.items = [told.get(title) or self.found(title) for title in titles]
        assert told.keys() <= set(titles)

    def found(self, title):
        """A question that stood there by itself: it is heard and noted."""
        return Item(title, "", 0, title, decided=(R(NOTED[self.language], kind="note"),))

    def place_of(self, item):
        """The page of a new question, or of the one with which the agenda begins by itself."""
        self.head.goto(self.url)
        begun = self.head.locator("ol.agenda > li a[href^='/meetings/items/']")
        if item.kind == "control" and begun.count():
            return begun.first.get_attribute("href")
        return f"{self.url}items/"

    def invited_name(self, surname):
        return f"{surname} Т. М."

    def convene(self):
        self.head.goto(self.url)
        self.head.locator("form[action$='/convene/'] button").click()
        self.head.wait_for_load_state()
        note = self.enter(f"teacher{self.suffix}")
        assert self.script.topic in note.inner_text("main")

    def record(self):
        page = self.head
        page.goto(f"{self.url}record/")
        self.mark_attendance(page)
        for card, item in enumerate(self.items):
            self.write(page.locator("section.item-card").nth(card), item)
        saved(page)
        if self.script.annex:
            self.attach(page)

    def mark_attendance(self, page):
        page.click("button[name=everybody]")
        for name, reason in self.script.absent.items():
            row = page.locator("li.person", has_text=name)
            row.locator("input[value=absent]").check(force=True)
            row.locator("select[name$=-reason]").select_option(reason)
        saved(page)
        for name in self.script.invited:
            fold = page.locator("#guests")
            if fold.get_attribute("open") is None:
                fold.locator("summary").first.click()
            option = page.locator(f"datalist#people option[value*='{name}']").first
            page.fill("#guest-name", option.get_attribute("value"))
            fold.locator("form button[type=submit]").last.click()
            page.wait_for_load_state()
        assert page.locator("#guests", has_text=self.script.invited[0]).count()

    def write(self, card, item):
        card.locator("textarea[name=heard]").fill(item.heard)
        for name, words in item.spoke:
            card.locator("[data-row-add=speech]").click()
            row = card.locator("[data-rows=speech] [data-row]").last
            option = card.page.locator(f"datalist#people option[value*='{name}']").first
            row.locator("input[name$=-who]").fill(option.get_attribute("value"))
            row.locator("textarea").fill(words)
        for said in item.decided:
            card.locator("[data-row-add=resolution]").click()
            self.resolve(card.locator("[data-rows=resolution] [data-row]").last, said)
        card.locator("select[name=state]").select_option("decided")

    def resolve(self, row, said):
        row.locator("textarea").fill(said.text)
        row.locator("select[name$=-kind]").first.select_option(said.kind)
        self.entrust(row, said.who)
        if said.due:
            row.locator("select[name$=-due_kind]").select_option("date")
            row.locator("input[name$=-due]").fill(self.due(said).isoformat())
        if said.votes:
            row.locator("select[name$=-vote]").select_option("open")
            for side, count in zip(("for", "against", "abstained"), said.votes, strict=True):
                row.locator(f"input[name$=-votes_{side}]").fill(str(count))

    def entrust(self, row, people):
        if not people:
            return
        row.locator("details.people summary").click()
        if people == ALL:
            row.locator("input[name$=-all_members]").check()
            return
        for name in people:
            row.locator(".ticks label", has_text=name).locator("input").check()

    def due(self, said):
        month, day = said.due
        return date(self.day.year + (month < self.day.month), month, day)

    def attach(self, page):
        annex = self.folder / "annex.pdf"
        annex.write_bytes(page.request.get(f"{self.url}blank/").body())
        # Our own papers carry data inside and are refused as uploads: a plain page goes in.
        subprocess.run(
            ["pdftocairo", "-png", "-singlefile", "-r", "40", annex, self.folder / "annex"],
            check=True,
        )
        page.locator("#annexes summary").first.click()
        page.fill("#annex-title", self.script.annex)
        page.set_input_files("#annex-file", self.folder / "annex.png")
        page.locator("#annexes form button[type=submit]").last.click()
        page.wait_for_load_state()

    def hold(self):
        self.number = self.next_number()
        self.head.goto(f"{self.url}hold/")
        assert self.head.locator(".alert-danger").count() == 0, self.head.inner_text("main")
        box = self.head.locator("main form input[type=checkbox]")
        if box.count():
            box.check()
        self.head.click("main form.sheet button[type=submit]")
        self.head.wait_for_url(self.url)

    def next_number(self):
        """One more than the greatest number of the association in the year's book."""
        self.head.goto("/meetings/register/?year=")
        taken, whose = [0], getattr(self.union, f"name_{self.language}")
        for row in self.head.locator("#register tbody tr").all():
            day = date.fromisoformat(row.locator("time").get_attribute("datetime"))
            if day.year - (day.month < 8) == self.first and whose in row.inner_text():
                taken.append(int(re.search(r"№ (\d+)", row.inner_text())[1]))
        return max(taken) + 1

    def sign(self):
        for page, verb in (
            (self.head, "sign"),
            (self.enter(f"secretary{self.suffix}"), "countersign"),
        ):
            page.goto(f"{self.url}{verb}/")
            shown = page.inner_text("article.paper-text")
            assert all(i.heard.split(";")[0] in " ".join(shown.split()) for i in self.items)
            page.locator("main form input[type=checkbox]").check()
            page.click("main form.sheet button[type=submit]")
            page.wait_for_url(self.url)

    def paper(self, page):
        link = page.locator("a[href^='/meetings/protocols/']").first.get_attribute("href")
        answer = page.request.get(link)
        file = self.folder / f"protocol-{self.language}.pdf"
        file.write_bytes(answer.body())
        return file, link


def saved(page):
    """Wait until the page itself says of each part that everything typed is safe."""
    page.wait_for_timeout(100)
    page.wait_for_function(
        """() => [...document.querySelectorAll('.form-state')].every(
            part => !part.textContent || part.classList.contains('is-saved'))""",
        timeout=30_000,
    )


def text_of(file):
    done = subprocess.run(
        ["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True
    )
    return " ".join(done.stdout.replace("­", "").split())


NOTED = {"ky": "Маалымат эске алынсын.", "ru": "Принять информацию к сведению."}
LABELS = {
    "ky": ("УГУЛДУ", "ЧЫГЫП СҮЙЛӨШТҮ", "ТОКТОМ КЫЛЫНДЫ"),
    "ru": ("СЛУШАЛИ", "ВЫСТУПИЛИ", "РЕШИЛИ"),
}


def lines_of(story):
    """Everything the paper must say, in the order in which it must say it."""
    script, words = story.script, WORDS[story.language]
    size = story.union.size
    yield from [f"№ {story.number}", dates.full(story.day, story.language)]
    yield from [f"{script.hour}.00", script.room, words["chair"], words["secretary"]]
    yield f"{words['members']} – {size}, {words['present']} – {size - 1}"
    yield from [words["absent"], *script.absent, words["invited"], *script.invited]
    yield from [script.topic, words["agenda"]]
    for number, item in enumerate(story.items, 1):
        yield f"{number}. {item.title}"
        yield from [f"{item.minutes} {words['minutes']}"] if item.minutes else []
    for number, item in enumerate(story.items, 1):
        yield from lines_of_item(story, number, item)
    yield from [words["annexes"], script.annex] if script.annex else []
    yield from [words["chair"], words["secretary"]]


def lines_of_item(story, number, item):
    heard, spoke, decided = LABELS[story.language]
    yield from [f"{number}. {heard}:", item.who, item.heard]
    yield from [spoke] if item.spoke else []
    for name, said in item.spoke:
        yield from [name, said]
    yield decided
    words = WORDS[story.language]
    for place, said in enumerate(item.decided, 1):
        yield f"{number}.{place} {said.text}"
        yield from [f"{words['for']} – {said.votes[0]}"] if said.votes else []
        yield from [words["all_members"]] if said.who == ALL else []
        yield from [dates.until(story.due(said), story.language)] if said.due else []


@pytest.mark.parametrize("language", [pytest.param("ky", marks=pytest.mark.either), "ru"])
def test_from_the_plan_to_the_signed_paper(language, site, enter, tmp_path):
    story = Story(language, enter, tmp_path)
    story.plan()
    story.convene()
    story.record()
    story.hold()
    story.sign()
    if site.env:  # Nothing is in this school but what the story tells.
        assert story.number == story.fresh
        assert story.items == list(story.script.items)

    file, link = story.paper(story.head)

    text, place = text_of(file), 0
    for line in lines_of(story):
        found = text.find(" ".join(line.split()), place)
        assert found >= 0, (
            f"{line!r} is not there, or not in its place, after {text[place:][:300]!r}"
        )
        place = found + 1
    fonts = subprocess.run(
        ["pdffonts", file], capture_output=True, text=True, check=True
    ).stdout
    assert "Liberation-Serif" in fonts
    assert all(line.split()[-5:-3] == ["yes", "yes"] for line in fonts.splitlines()[2:]), fonts
    if language == "ky":
        assert set("өүҮӨ") <= set(text)
    ok, broken = validate(file)
    assert ok, broken
    assert story.head.request.get(link).body() == file.read_bytes()
    assert story.head.complaints == []


def test_the_filed_paper_is_rendered_again_byte_for_byte(site):
    said = site.run("manage.py", "verify_archive", "--render")

    assert "other bytes" not in said
