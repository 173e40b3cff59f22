"""Rows from the database: read quickly, and as Django reads them."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models.signals import post_init, pre_init

from core.models.reading import ReadRow
from meetings.models import Meeting
from tests import factories as make

READ_QUICKLY = [model for model in apps.get_models() if issubclass(model, ReadRow)]


def as_django_reads(row, names):
    values = [getattr(row, name) for name in names]
    return models.Model.from_db.__func__(type(row), "default", names, values)


def test_nearly_all_of_ours_are_read_so():
    assert len(READ_QUICKLY) > 40


@pytest.mark.parametrize("model", READ_QUICKLY, ids=lambda model: model._meta.label)
def test_nobody_wants_to_be_asked(model):
    assert model.__init__ is models.Model.__init__
    assert not pre_init.has_listeners(model)
    assert not post_init.has_listeners(model)


@pytest.mark.django_db
def test_a_whole_row_and_a_part_of_one_are_as_django_has_them():
    meeting = make.a_meeting(make.an_association(make.a_school()))

    for row in (Meeting.objects.get(), Meeting.objects.only("topic", "date").get()):
        names = [f.attname for f in Meeting._meta.concrete_fields if f.attname in vars(row)]
        other = as_django_reads(row, names)

        assert {k: v for k, v in vars(row).items() if k != "_state"} == {
            k: v for k, v in vars(other).items() if k != "_state"
        }
        assert (row._state.adding, row._state.db) == (other._state.adding, other._state.db)
        assert row.get_deferred_fields() == other.get_deferred_fields()

    part = Meeting.objects.only("topic").get()
    assert "place" in part.get_deferred_fields()
    part.topic = "Башка тема"
    part.save(update_fields=["topic"])
    meeting.refresh_from_db()
    assert meeting.topic == "Башка тема"
