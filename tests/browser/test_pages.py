"""Every page: nothing for axe to find, nothing for the policy to refuse, little to download."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

pytestmark = [pytest.mark.browser, pytest.mark.either]

EVERYBODY = [
    "/",
    "/meetings/",
    "/meetings/1/",
    "/meetings/resolutions/",
    "/meetings/register/",
    "/associations/",
    "/associations/1/",
    "/people/",
    "/people/5/",
    "/papers/",
    "/account/",
    "/account/sessions/",
    "/account/password/",
    "/no/such/page/",
]
HEADS = [
    "/meetings/create/",
    "/meetings/1/extract/",
    "/meetings/1/correct/",
    "/meetings/1/scan/",
]
LEADERS = [
    "/school/",
    "/school/years/",
    "/school/years/new/",
    "/school/subjects/",
    "/school/subjects/new/",
    "/people/new/",
    "/people/paste/",
    "/people/5/edit/",
    "/people/5/posts/new/",
    "/associations/new/",
    "/associations/1/edit/",
    "/account/codes/",
]
# Seen once, in one language and on a phone: they are made of what the others are made of.
ONCE = {
    "head": [
        "/search/?q=милдет",
        "/control/",
        "/control/?by=person",
        "/meetings/resolutions/1/",
        "/meetings/tasks/",
        "/meetings/deadlines/of/1/",
        "/meetings/series/1/",
        "/meetings/proposals/",
        "/meetings/proposals/create/",
        "/meetings/1/minutes/",
        "/plans/",
        "/plans/1/",
        "/plans/1/rounds/",
        "/plans/1/amend/",
        "/plans/1/months/",
        "/plans/1/consider/",
        "/plans/revisions/1/",
        "/plans/2/",
        "/plans/2/rows/",
        "/plans/2/update/",
        "/plans/2/submit/",
        "/plans/2/rows/take/",
        "/plans/rows/",
        "/plans/rows/3/",
        "/plans/rows/3/finish/",
        "/plans/rows/36/meeting/",
        "/plans/rows/45/update/",
        "/plans/tasks/",
        "/plans/create/",
        "/plans/topics/",
        "/plans/topics/1/",
        "/plans/topics/create/",
        "/plans/individual/",
        "/plans/individual/1/",
        "/plans/of/1/",
        "/plans/of/1/programmes/",
    ],
    "director": [
        "/school/outbox/",
        "/plans/",
        "/plans/waiting/",
        "/plans/fulfilment/",
        "/plans/years/2/",
        "/plans/years/2/shift/",
    ],
}
CLOSED = ["/account/sign-in/", "/account/activate/", "/check/"]
PATHS = {"head": EVERYBODY + HEADS, "director": ["/", *LEADERS]}
PHONE, DESK, HEIGHT = 390, 1280, 844
WISH = {"resultTypes": ["violations"], "selectors": False}
SCHEMES = {"light": WISH, "dark": {**WISH, "runOnly": ["color-contrast", "link-in-text-block"]}}
OPEN_ALL = "document.querySelectorAll('main details').forEach(fold => { fold.open = true; })"


def speak(page, language):
    page.request.post(
        "/account/language/",
        form={"language": language, "next": "/"},
        headers={"X-CSRFToken": token(page), "Referer": page.url},
    )


def token(page):
    found = page.locator("input[name=csrfmiddlewaretoken]").first
    return found.get_attribute("value")


def council_of_heads(page):
    """Its page; it is there from the first time somebody asks for it."""
    told = {"X-CSRFToken": token(page), "Referer": page.url}
    return page.request.post("/associations/council/", headers=told).url


def findings(page, path, widths=(PHONE,)):
    """What axe says about the page: the rule and the first place. Dark changes colours only."""
    page.goto(path)
    page.evaluate(OPEN_ALL)
    page.evaluate(AXE_SCRIPT)
    said = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme, wish in SCHEMES.items():
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = page.evaluate("wish => axe.run(wish)", wish)["violations"]
            said += [f"{path} {width} {scheme} {seen(v)}" for v in found]
    return said


def seen(violation):
    return f"{violation['id']}: {violation['nodes'][0]['html'][:160]}"


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("login", PATHS)
def test_axe_finds_nothing(enter, language, login):
    page = enter(login, width=DESK, height=HEIGHT)
    speak(page, language)

    found = [line for path in PATHS[login] for line in findings(page, path, (DESK, PHONE))]
    page.goto("/")
    speak(page, "ky")  # the language stays with the person, and others come after us

    assert found == []


@pytest.mark.parametrize("login", ONCE)
def test_axe_finds_nothing_on_what_is_seen_once(enter, login):
    page = enter(login, width=PHONE, height=844)
    answers = []
    page.on("response", lambda answer: answers.append((answer.status, answer.url)))

    paths = [*ONCE[login], *([council_of_heads(page)] if login == "director" else [])]
    found = [line for path in paths for line in findings(page, path)]

    assert found == []
    assert [answer for answer in answers if answer[0] >= 400] == []
    assert page.complaints == []


def test_axe_finds_nothing_while_minutes_are_kept(enter):
    page = enter("head", width=PHONE, height=844)
    page.goto("/meetings/create/")
    page.fill("input[name=date]", f"{timezone.localdate()}")
    page.fill("input[name=place]", "31-кабинет")
    page.click("main form.sheet button[type=submit]")
    page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    url = page.url
    page.goto(f"{url}items/")
    page.fill("textarea[name=title], input[name=title]", "Жаңы маселе жөнүндө")
    page.click("main form.sheet button[type=submit]")
    page.goto(f"{url}record/")
    page.evaluate(OPEN_ALL)
    page.fill("#new-title", "Катчыны шайлоо жөнүндө")
    page.select_option("#new-kind", "election")
    page.click("#more form button[type=submit]")
    page.wait_for_url(re.compile(r"#item-\d+$"))
    assert page.locator("[name=election-candidates]").count() > 0
    page.locator("[data-row-add=speech]").first.click()
    page.locator("[data-row-add=resolution]").first.click()
    page.evaluate(OPEN_ALL)

    said = Axe().run(page).response["violations"]

    assert [seen(v) for v in said] == []
    for path in ("", "items/", "update/", "hold/", "cancel/", "minutes/"):
        assert findings(page, f"{url}{path}") == []
    assert page.complaints == []


def test_axe_finds_nothing_at_the_door(chromium, site):
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()

    found = [line for path in CLOSED for line in findings(page, path, (DESK, PHONE))]
    context.close()

    assert found == []


@pytest.mark.parametrize("path", ["/", "/meetings/", "/meetings/1/", "/people/", "/school/"])
def test_a_first_visit_is_light(enter, path):
    page = enter("director", width=PHONE, height=844)
    weights = {}

    def weigh(response):
        sizes = response.request.sizes()
        weights[response.url] = sizes["responseBodySize"]

    page.context.clear_cookies(name="nothing")
    fresh = page.context.new_page()
    fresh.on("response", weigh)
    fresh.goto(path)
    fresh.wait_for_load_state("networkidle")

    assert len(weights) <= 5, weights
    assert sum(weights.values()) <= 40 * 1024, weights
    assert fresh.evaluate("document.querySelectorAll('*').length") <= 800


def test_pages_work_without_javascript(chromium, site):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/account/sign-in/")
    page.fill("input[name=username]", "head")
    page.fill("input[name=password]", "Birikme-Demo-2026")
    page.click("main button[type=submit]")

    page.goto("/meetings/?q=олимпиада")

    assert page.locator("main table tbody tr").count() == 0
    page.goto("/meetings/?q=милдет")
    assert page.locator("main table tbody tr").count() == 1
    context.close()
