"""Pages of people and of their posts."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from associations import services
from associations.filters import UserFilter
from associations.forms.people import PasteForm, PostForm, UserForm
from associations.forms.unions import EndForm
from associations.models import Membership, Post, User
from associations.querysets import PERSON, UNION, parts_of
from associations.views.lines import people_lines
from core.once import once
from core.views import (
    ActionFormPage,
    CreatePage,
    DetailPage,
    ListPage,
    UpdatePage,
    guarded,
)


class UserList(ListPage):
    """The people of the school by the Kyrgyz alphabet."""

    model = User
    filterset_class = UserFilter
    permission = "associations.view_user"
    asked_often = True

    def visible(self) -> Any:
        today = timezone.localdate()
        belongs = Membership.objects.on(today).select_related("association")
        belongs = belongs.only("role", "person", *parts_of("association", UNION))
        belongs = belongs.order_by("association__sort_key", "pk")
        return (
            super()
            .visible()
            .in_order()
            .only(*PERSON, "title_ky", "title_ru", "is_active")
            .prefetch_related(
                Prefetch("posts", Post.objects.on(today).order_by("pk"), to_attr="posts_now"),
                Prefetch("memberships", belongs, to_attr="memberships_now"),
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "lines": people_lines(context["user_list"])}


class UserDetail(DetailPage):
    """A person: names, posts, memberships; contacts for those whom they concern."""

    model = User
    context_object_name = "person"  # ``user`` is who reads
    permission = "associations.view_user"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, person = timezone.localdate(), self.object
        belongs = person.memberships.select_related("association").order_by("-since", "-pk")
        posts = person.posts.select_related("acting_for").order_by("-since", "-pk")
        return super().get_context_data(
            names=names_on_papers(person),
            absences=person.absences.filter(until__gte=today).order_by("since"),
            posts=[row for row in posts if row.until is None or row.until >= today],
            past_posts=[row for row in posts if row.until and row.until < today],
            memberships=[row for row in belongs if row.until is None or row.until >= today],
            past_memberships=[row for row in belongs if row.until and row.until < today],
            **kwargs,
        )


def names_on_papers(person: User) -> list[dict[str, Any]]:
    """Full name and signature in each language of papers."""
    labels = {"ky": _("Kyrgyz papers"), "ru": _("Russian papers")}
    return [
        {
            "language": language,
            "label": label,
            "full": person.full_name_in(language),
            "signature": person.initials_in(language),
        }
        for language, label in labels.items()
    ]


class UserCreate(CreatePage):
    model = User
    form_class = UserForm
    permission = "associations.create_user"


class UserUpdate(UpdatePage):
    model = User
    form_class = UserForm
    context_object_name = "person"
    permission = "associations.change_user"


class PostAdd(ActionFormPage):
    model = User
    form_class = PostForm
    permission = "associations.create_post"
    action = services.add_post
    label = _("Give a post")
    hint = _("A post begins and ends by order; papers of those days keep its title.")

    def form_valid(self, form: Any) -> HttpResponse:
        """Who gets a post by the own hand goes on under another key."""
        answer = super().form_valid(form)
        if self.object == self.request.user and answer.status_code == HTTPStatus.FOUND:
            self.request.session.cycle_key()
        return answer


class PostEnd(ActionFormPage):
    model = Post
    form_class = EndForm
    permission = "associations.end_post"
    action = services.end_post
    label = _("End the post")


@guarded("associations.create_user")
def user_paste(request: HttpRequest) -> HttpResponse:
    """Add many people at once: first they are shown as understood, then they are added."""
    form = PasteForm(request.POST or None, user=request.user)
    shown = request.method == "POST" and form.is_valid()
    if shown and "add" in request.POST and form.new_people and not form.problems:
        return _add_pasted(request, form)
    context = {"form": form, "people": form.people if shown else []}
    return render(request, "associations/user_paste.html", context)


def _add_pasted(request: HttpRequest, form: PasteForm) -> HttpResponse:
    def add() -> str:
        services.add_people(request.user.school, by=request.user, people=form.new_people)
        return reverse("associations:user_list")

    url = once(request.user, request.POST.get("form_token", ""), add)
    count = len(form.new_people)
    words = ngettext("%(count)s person was added.", "%(count)s people were added.", count)
    messages.success(request, words % {"count": count})
    return HttpResponseRedirect(url)
