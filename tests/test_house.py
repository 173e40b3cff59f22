"""The rules of the house that linters cannot see."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils.functional import Promise

from core.models import WorkflowModel
from core.permissions import rule

ROOT = Path(__file__).resolve().parent.parent
APPS = ["associations", "meetings", "plans", "lessons", "reports"]
OURS = ["config", "core", *APPS]
MODULES = sorted(
    path
    for app in OURS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PARTS = [path for path in TEMPLATES if path.name.startswith("_")]
MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in OURS]
DOCUMENTS = [model for model in MODELS if issubclass(model, WorkflowModel)]
MOVES = [
    (model, move.verb) for model in DOCUMENTS for move in model.workflow if not move.follows
]
FOLLOWING = [
    (model, move.verb) for model in DOCUMENTS for move in model.workflow if move.follows
]

# Addresses that answer without a rule, each with its reason.
OPEN = {
    "associations:sign_in": "the door",
    "associations:activate": "the first visit, with a printed code",
    "associations:language": "choosing the language of the door",
    "associations:paper_check": "anybody who holds a printed copy may check it",
    "associations:paper_check_form": "the same, typing the code",
    "lessons:calendar_feed": "a telephone reads it: whoever has the secret address",
}


def name_of(path):
    return str(path.relative_to(ROOT))


def pages(resolver=None, prefix=""):
    """Every address: its name and its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from pages(entry, space)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", entry.callback


PAGES = dict(pages())


def rule_of(view):
    return getattr(view, "permission", "")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_names_a_rule_that_exists(name):
    named = rule_of(PAGES[name])

    if name in OPEN:
        assert not named, "An open page with a rule: take it off the list."
    else:
        assert callable(rule(named))


def test_open_pages_exist_and_are_few():
    assert set(OPEN) <= set(PAGES)
    assert len(OPEN) <= 12


@pytest.mark.parametrize(("model", "verb"), MOVES)
def test_every_move_has_its_rule_service_and_address(model, verb):
    app, name = model._meta.app_label, model._meta.model_name

    assert callable(rule(f"{app}.{verb}_{name}"))
    assert hasattr(import_module(f"{app}.services"), f"{verb}_{name}")
    assert reverse(f"{app}:{name}_{verb}", args=[1])


@pytest.mark.parametrize(("model", "verb"), FOLLOWING)
def test_a_move_that_follows_from_another_document_has_a_rule_and_no_address(model, verb):
    app, name = model._meta.app_label, model._meta.model_name

    assert callable(rule(f"{app}.{verb}_{name}"))
    with pytest.raises(NoReverseMatch):
        reverse(f"{app}:{name}_{verb}", args=[1])


def test_status_changes_pass_the_gate():
    callers = [name_of(p) for p in MODULES if "make_move(" in p.read_text()]

    assert callers == ["core/models/documents.py", "core/moves.py"]


SCHOOL_WORDS = re.compile(
    r"\b(schools?|teachers?|directors?|meetings?|plans?|lessons?|associations?|pupils?)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"^\s*(?:class|def)\s+(\w+)|^(\w+)\s*(?::.*)?=", re.MULTILINE)


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parts[-2:] and "core" in p.parts], ids=name_of
)
def test_the_ground_knows_no_school_word(path):
    names = {first or second for first, second in NAMES.findall(path.read_text())}
    spaced = {re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name) for name in names}

    assert not [name for name in spaced if SCHOOL_WORDS.search(name)]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for_and_stays_short(path):
    lines = path.read_text().splitlines()

    assert lines[0].startswith(('"""', "#!"))
    assert len(lines) <= 300


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_stays_short_and_translatable(path):
    text = path.read_text()

    assert len(text.splitlines()) <= 100
    for tag in re.findall(r"{% blocktranslate[^%]*%}", text):
        assert "trimmed" in tag, tag
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", text)
    assert "{% load i18n" not in text


@pytest.mark.parametrize("path", PARTS, ids=name_of)
def test_a_part_says_what_it_takes(path):
    assert path.read_text().startswith("{% comment %}Takes")


EDITABLE = [
    (model, field)
    for model in MODELS
    for field in model._meta.get_fields()
    if getattr(field, "editable", False) and not field.auto_created and field.name != "password"
]


@pytest.mark.parametrize(("model", "field"), EDITABLE, ids=lambda x: getattr(x, "name", ""))
def test_what_people_write_has_a_label_they_can_read(model, field):
    if model._meta.app_label == "core" or field.name == "last_login":
        return
    assert isinstance(field.verbose_name, Promise), f"{model.__name__}.{field.name}"


ROOMS = ["permissions", "services", "workflow", "querysets"]


@pytest.mark.parametrize("app", ["associations", "meetings"])
def test_tests_mirror_the_rooms(app):
    tested = {path.stem for path in (ROOT / "tests" / app).glob("test_*.py")}

    assert "test_permissions" in tested


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_say_what_they_do():
    for app in OURS:
        for path in (ROOT / app).glob("migrations/0*.py"):
            assert "auto" not in path.stem, path.name
