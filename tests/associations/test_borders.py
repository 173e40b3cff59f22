"""No row of a school points into another one, whoever writes it and however."""

import pytest
from django.apps import apps

from associations.models import School
from associations.models.base import ForeignSchoolError, SchoolOwned
from meetings.models.meeting import MeetingPart

OWNED = [model for model in apps.get_models() if issubclass(model, SchoolOwned)]
LINKS = [
    pytest.param(model, field, id=f"{model.__name__}.{field.name}")
    for model in OWNED
    for field in model._meta.concrete_fields
    if field.is_relation and issubclass(field.related_model, SchoolOwned)
]


@pytest.mark.parametrize(("model", "field"), LINKS)
def test_no_link_leads_into_another_school(model, field, monkeypatch):
    monkeypatch.setattr(MeetingPart, "refuse_when_frozen", lambda row: None)
    foreign = field.related_model(pk=7, school=School(pk=2))
    row = model(school=School(pk=1), **{field.name: foreign})

    with pytest.raises(ForeignSchoolError):
        row.save()


def test_the_links_of_every_floor_are_among_them():
    names = {link.id for link in LINKS}

    assert {"Membership.person", "Meeting.association", "Extract.paper"} <= names
