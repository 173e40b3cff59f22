"""What tests of borders need: browsers, what a request wrote, and the forms on a page."""

import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.core.cache import cache
from django.db import connection, transaction

from core.models import AuditEntry

# Written by the house itself: who is signed in, who tried, the record and its end, who
# opened what is to be decided on.
HOUSE = r"core_(session|auditentry|chainhead)$|axes_|django_content_type|plans_planreading$"
NOT_OURS = re.compile(HOUSE)
WRITING = re.compile(r'\s*(?:INSERT\s+(?:OR \w+ )?INTO|UPDATE|DELETE\s+FROM)\s+"(\w+)"')
SAVEPOINT = re.compile(r'\s*(ROLLBACK TO SAVEPOINT|SAVEPOINT)\s+"?(\w+)"?')


@contextmanager
def undone():
    """Whatever happens in here has not happened afterwards."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Writes:
    """Rows written to the database and not taken back, by table; for ``with writes():``."""

    def __init__(self):
        self.log = []

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if found := SAVEPOINT.match(sql):
            self.mark(found[1].upper(), found[2])
        elif (found := WRITING.match(sql)) and context["cursor"].rowcount:
            self.log.append(("row", found[1]))
        return result

    def mark(self, word, name):
        if word == "SAVEPOINT":
            self.log.append(("mark", name))
        elif ("mark", name) in self.log:
            del self.log[self.log.index(("mark", name)) :]

    @property
    def tables(self):
        rows = (name for kind, name in self.log if kind == "row")
        return Counter(name for name in rows if not NOT_OURS.match(name))


@dataclass
class Answer:
    """What came of a request: the page, the rows it changed, the lines of the record."""

    response: object
    body: bytes
    tables: Counter
    lines: list[str]

    @property
    def text(self):
        return self.body.decode(errors="replace")

    @property
    def word(self):
        status, target = self.response.status_code, self.response.headers.get("Location", "")
        if status == 401 or target.startswith("/account/sign-in/"):
            return "door"
        if status in WORDS:
            return WORDS[status]
        if status == 302:
            return "done" if self.tables or self.lines else "back"
        if status == 200 and self.tables:
            return "done"
        return "page" if status == 200 else str(status)


WORDS = {403: "no", 404: "-", 405: "405"}


def ask(client, method, url, data=None, **headers):
    """Send it and see what it did; to be called where it is ``undone`` again."""
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    writes = Writes()
    with connection.execute_wrapper(writes):
        response = getattr(client, method.lower())(url, data, headers=headers)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    lines = AuditEntry.objects.filter(pk__gt=last).order_by("pk")
    return Answer(response, body, writes.tables, list(lines.values_list("verb", flat=True)))


@dataclass
class Form:
    """A form as a browser sees it: where it goes, and what it would send as it stands."""

    action: str
    method: str
    fields: list = field(default_factory=list)

    def value(self, name):
        return next((f.value for f in self.fields if f.name == name), None)

    def data(self):
        sent = {}
        for part in self.fields:
            if part.sends:
                sent.setdefault(part.name, []).extend(part.values)
        return sent


@dataclass
class Field:
    name: str
    kind: str
    value: str = ""
    on: bool = True
    options: list = field(default_factory=list)
    chosen: list = field(default_factory=list)
    required: bool = False

    @property
    def sends(self):
        return self.on and self.kind not in {"file", "submit", "button"}

    @property
    def values(self):
        if self.kind != "select":
            return [self.value]
        return self.chosen or self.options[:1]


class Reader(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self, url):
        super().__init__()
        self.url, self.forms, self.links = url, [], []
        self.form, self.select, self.area, self.template = None, None, None, 0

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "a" and told.get("href"):
            self.links.append(told["href"])
        getattr(self, f"start_{tag}", lambda told: None)(told)

    def start_template(self, told):
        self.template += 1

    def start_form(self, told):
        form = Form(told.get("action") or self.url, told.get("method", "get").lower())
        self.forms.append(form)
        self.form = form

    def start_input(self, told):
        kind = told.get("type", "text").lower()
        on = kind not in {"checkbox", "radio"} or "checked" in told
        self.add(told, kind, told.get("value", "on" if kind == "checkbox" else ""), on=on)

    def start_button(self, told):
        self.add(told, "submit", told.get("value", ""))

    def start_select(self, told):
        self.select = self.add(told, "select", "")

    def start_option(self, told):
        if self.select is not None:
            self.select.options.append(told.get("value", ""))
            if "selected" in told:
                self.select.chosen.append(told.get("value", ""))

    def start_textarea(self, told):
        self.area = self.add(told, "textarea", "")

    def add(self, told, kind, value, *, on=True):
        part = Field(told.get("name") or "", kind, value or "", on, required="required" in told)
        if self.form is not None and part.name and not self.template:
            self.form.fields.append(part)
        return part

    def handle_data(self, data):
        if self.area is not None:
            self.area.value += data if self.area.value else data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None
        elif tag == "template":
            self.template -= 1


def read(url, html):
    reader = Reader(url)
    reader.feed(html)
    return reader


def forms_on(url, html):
    """The forms of the page that write something."""
    return [form for form in read(url, html).forms if form.method == "post"]
