"""Who may do what with people, associations, the school: everybody against every rule."""

import pytest

from associations.models import Membership, Post
from core.permissions import can
from tests import factories as make

CAST = [
    "director", "deputy", "clerk", "head", "secretary", "teacher", "stranger", "other_head",
]  # fmt: skip
EVERYBODY = {"view_association", "view_user", "view_archiveddocument", "view_own_sessions"}
LEADING = {
    "create_association", "change_association", "close_association", "create_membership",
    "appoint_head", "change_membership", "end_membership", "create_user", "change_user",
    "deactivate_user", "issue_code", "create_post", "end_post", "change_school",
}  # fmt: skip


@pytest.fixture
def subject(association, teacher, school):
    """Find what a rule is asked about: the association, the teacher, one of their rows."""
    things = {
        "association": association,
        "head": association,
        "membership": teacher.memberships.get(),
        "user": teacher,
        "code": teacher,
        "contacts": teacher,
        "post": make.a_post(teacher, Post.Kind.CLERK),
        "school": school,
    }
    things_of = {"create_membership": association}  # nobody is a member yet
    return lambda rule: things_of.get(rule) or things.get(rule.split("_", 1)[1])


@pytest.mark.parametrize("who", CAST)
def test_leaders_do_and_others_look(request, who, subject):
    person = request.getfixturevalue(who)

    allowed = {
        rule
        for rule in EVERYBODY | LEADING
        if can(person, f"associations.{rule}", subject(rule))
    }

    leads = who in {"director", "deputy"}
    assert allowed == (EVERYBODY | LEADING if leads else EVERYBODY)


@pytest.mark.parametrize("who", CAST)
def test_contacts_are_for_whom_they_concern(request, who, teacher):
    person = request.getfixturevalue(who)

    seen = bool(can(person, "associations.view_contacts", teacher))

    assert seen == (who in {"director", "deputy", "head", "teacher"})


def test_a_refusal_says_why(teacher, association):
    verdict = can(teacher, "associations.close_association", association)

    assert verdict.reason == "Only the director and the deputy directors do this."


def test_what_has_ended_does_not_end_again(director, deputy, association, teacher):
    row = teacher.memberships.get()
    post = deputy.posts.get()
    day = row.since
    Membership.objects.filter(pk=row.pk).update(until=day)
    Post.objects.filter(pk=post.pk).update(until=day)
    type(association).objects.filter(pk=association.pk).update(closed_on=day)
    for thing in (row, post, association):
        thing.refresh_from_db()

    refusals = {
        str(can(director, f"associations.{rule}", thing).reason)
        for rule, thing in [
            ("end_membership", row),
            ("change_membership", row),
            ("end_post", post),
            ("close_association", association),
            ("appoint_head", association),
        ]
    }

    assert refusals == {"This has ended already.", "This association is closed already."}


def test_accounts_are_closed_by_others_and_only_once(director, teacher, gone):
    assert not can(director, "associations.deactivate_user", director)
    assert not can(director, "associations.deactivate_user", gone)
    assert can(director, "associations.reactivate_user", gone)
    assert not can(director, "associations.reactivate_user", teacher)
    assert not can(director, "associations.issue_code", gone)


def test_the_own_card_is_changed_by_its_owner(teacher, head):
    assert can(teacher, "associations.change_own_card", teacher)
    assert can(teacher, "associations.change_own_card")
    assert not can(head, "associations.change_own_card", teacher)
