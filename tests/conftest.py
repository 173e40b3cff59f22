"""The cast: people every test knows. A test of rights is a play."""

import gc
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import settings

from associations.models import Association, Membership, Post, School, User
from tests import factories as make
from tests.chromium import chromium  # noqa: F401 -- a fixture
from tests.emptiness import (  # noqa: F401 -- fixtures
    django_db_keepdb,
    django_db_modify_db_settings,
    empty,
    speak,
)
from tests.installation import database, manage  # noqa: F401 -- fixtures
from tests.sharing import once  # noqa: F401 -- a fixture
from tests.support import allow_flush
from tests.world import world  # noqa: F401 -- a fixture

allow_flush()
settings.register_profile("patient", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("patient")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long and waits comes first, so that no process is left with it at the end.

    But for this the order is that of pytest-django: whoever empties the tables comes last.
    """
    items.sort(key=lambda item: [not item.get_closest_marker(m) for m in ("browser", "slow")])


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there now stays to the end: it is not looked through again for rubbish.

    Rules are loaded when they are asked for first; by a walk, and nobody would count them.
    """
    for app in ("core", "associations", "meetings", "plans", "lessons", "reports"):
        import_module(f"{app}.permissions")
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Count no branches in walks through everything: counting takes half as long again.

    Each rule and verb has tests of its own, and by those ``verify`` measures the share.
    (``Coverage.stop`` is not enough: in a process of xdist it was started twice.)
    """
    counter = sys.gettrace()
    if counter is None or not item.get_closest_marker("uncounted"):
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(counter)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Any:
    """Hang up every line to the suite's database at the end: it could not be dropped else.

    A browser's event loop gives Django a context, and so a line, of its own.
    """
    yield
    facts = connection.settings_dict
    if connection.vendor == "postgresql":
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
        speak(facts, f"{others} '{facts['NAME']}'")


@pytest.fixture(autouse=True)
def _speak_english() -> Any:
    """Tests read source strings; tests of languages say which one they mean."""
    with translation.override("en"):
        yield


@pytest.fixture
def school(db: None) -> School:
    school = make.a_school()
    make.a_year(school)
    return school


@pytest.fixture
def director(school: School) -> User:
    person = make.a_person(school, username="director", surname_ky="Асылбеков", language="en")
    make.a_post(person, Post.Kind.DIRECTOR)
    return person


@pytest.fixture
def deputy(school: School) -> User:
    person = make.a_person(school, username="deputy", surname_ky="Токтосунова", language="en")
    make.a_post(person, Post.Kind.DEPUTY)
    return person


@pytest.fixture
def clerk(school: School) -> User:
    person = make.a_person(school, username="clerk", surname_ky="Осмонова", language="en")
    make.a_post(person, Post.Kind.CLERK)
    return person


@pytest.fixture
def head(school: School) -> User:
    return make.a_person(
        school,
        username="head",
        surname_ky="Абазбек уулу",
        first_name_ky="Руслан",
        patronymic_ky="",
        surname_ru="Абазбек уулу",
        first_name_ru="Руслан",
        patronymic_ru="",
        language="en",
    )


@pytest.fixture
def association(school: School, head: User) -> Association:
    return make.an_association(school, head=head)


@pytest.fixture
def secretary(school: School, association: Association) -> User:
    person = make.a_person(school, username="secretary", language="en")
    make.a_membership(association, person, role=Membership.Role.SECRETARY)
    return person


@pytest.fixture
def teacher(school: School, association: Association) -> User:
    """An ordinary member of the association."""
    person = make.a_person(school, username="teacher", surname_ky="Ысакова", language="en")
    make.a_membership(association, person)
    return person


@pytest.fixture
def stranger(school: School) -> User:
    """A teacher of another association."""
    person = make.a_person(school, username="stranger", surname_ky="Өмүрбеков", language="en")
    make.a_membership(make.an_association(school), person)
    return person


@pytest.fixture
def other_head(school: School) -> User:
    """The head of another association."""
    person = make.a_person(school, username="otherhead", surname_ky="Мамбетова", language="en")
    make.an_association(school, head=person)
    return person


@pytest.fixture
def foreigner(db: None) -> User:
    """The director of another school."""
    elsewhere = make.a_school(name_ky="Башка мектеп")
    make.a_year(elsewhere)
    person = make.a_person(elsewhere, username="foreigner", surname_ky="Бөлөк", language="en")
    make.a_post(person, Post.Kind.DIRECTOR)
    return person


@pytest.fixture
def gone(school: School, association: Association) -> User:
    """A member whose account is closed."""
    person = make.a_person(school, username="gone", is_active=False, language="en")
    make.a_membership(association, person)
    return person
