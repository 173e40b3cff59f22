"""Whose plan it is: who heads the association, who leads the school."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from associations.models import User
from core.permissions import Verdict, require


def heads(user: User, thing: Any) -> Verdict:
    """``thing``: a plan, or what a teacher of the association handed in."""
    return require(
        thing.association_id in user.headed_ids,
        _("Only the head of the association does this."),
    )


def is_deputy(user: User, thing: Any = None) -> Verdict:
    """``thing``: of whose school the person has to be the deputy."""
    here = thing is None or thing.school_id == user.school_id
    return require(user.is_deputy and here, _("Only a deputy director does this."))


def is_director(user: User, thing: Any = None) -> Verdict:
    here = thing is None or thing.school_id == user.school_id
    return require(user.is_director and here, _("Only the director does this."))


def leads(user: User) -> Verdict:
    return require(user.leads_school, _("Only the director and the deputy directors do this."))
