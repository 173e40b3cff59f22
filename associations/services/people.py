"""What happens to people and their posts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from associations.imports import NewPerson
from associations.models import Post, School, User
from core import sessions
from core.audit import record
from core.pdf import ascii_name
from core.permissions import can


def checked(row: models.Model) -> Any:
    """Save the row if the model agrees; otherwise its sentences, without field names."""
    try:
        row.full_clean(exclude={"school"} if not getattr(row, "school_id", 1) else None)
    except ValidationError as error:
        raise ValidationError(error.messages) from error
    row.save()
    return row


def suggest_login(surname: str, first_name: str, taken: Iterable[str] = ()) -> str:
    """Write «Абазбек уулу Руслан» as «r.abazbek-uulu»; with a number when that is taken."""
    initial, family = ascii_name(first_name)[:1], ascii_name(surname) or "person"
    wish = f"{initial}.{family}"[:50].strip(".-")
    used = {*taken, *_logins_like(wish)}
    number, login = 1, wish
    while login in used:
        number += 1
        login = f"{wish}{number}"
    return login


def _logins_like(wish: str) -> Iterable[str]:
    return User.objects.filter(username__startswith=wish).values_list("username", flat=True)


@transaction.atomic
def add_people(school: School, *, by: User, people: Iterable[NewPerson]) -> list[User]:
    """Open an account for each; nobody can sign in before a code is handed out."""
    can(by, "associations.create_user").enforce()
    added: list[User] = []
    for new in people:
        taken = {person.username for person in added}
        login = suggest_login(new.surname, new.first_name, taken)
        person = User(
            school=school,
            username=login,
            surname_ky=new.surname,
            first_name_ky=new.first_name,
            patronymic_ky=new.patronymic,
            title_ky=new.title,
            language=by.language,
        )
        person.set_unusable_password()
        added.append(checked(person))
        record(by, "create", person)
    return added


@transaction.atomic
def add_post(person: User, *, by: User, **said: Any) -> Post:
    """Let the person hold a post from a day on. The school has one director at a time.

    The person's sessions end: whoever signs in again does it as what they are now.
    """
    can(by, "associations.create_post", person).enforce()
    School.objects.select_for_update().get(pk=person.school_id)
    post: Post = checked(Post(person=person, school=person.school, **said))
    record(by, "create_post", person, post=str(post.title), since=post.since)
    if person != by:
        sessions.end_sessions(person.pk)
    return post


@transaction.atomic
def end_post(post: Post, *, by: User, until: date) -> User:
    """Let the post end; the last leader of a school cannot leave it without one."""
    can(by, "associations.end_post", post).enforce()
    School.objects.select_for_update().get(pk=post.school_id)
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if post.until is not None:
        raise ValidationError(_("This has ended already."))
    post.until = until
    if _was_last_leader(post):
        raise ValidationError(
            _("Somebody must lead the school: give another person the post first.")
        )
    checked(post)
    record(by, "end_post", post.person, post=str(post.title), until=until)
    return post.person


def _was_last_leader(post: Post) -> bool:
    leading = [Post.Kind.DIRECTOR, Post.Kind.DEPUTY]
    if post.kind not in leading:
        return False
    others = Post.objects.filter(
        school=post.school_id, kind__in=leading, until=None, person__is_active=True
    )
    return not others.exclude(pk=post.pk).exists()
