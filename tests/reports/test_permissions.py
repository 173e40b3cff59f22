"""Everybody who is signed in has a desk."""

import pytest

from core.permissions import can


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["director", "deputy", "clerk", "head", "teacher", "stranger"])
def test_everybody_has_a_desk(request, who):
    assert can(request.getfixturevalue(who), "reports.view_desk")
