"""Passwords: long, not known, not one's own; forty cases."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from associations.models import Post
from tests import factories as make

GOOD = [
    "Kyzyl-Alma-Bagy-2026",
    "төрт боз үй жайлоодо",
    "correct horse battery",
    "zebra lamp 47 window",
    "ала-тоо этегинде мал",
    "kvQ7#mPw2!xZr",
    "x83749274629z",
    "         я иду домой пешком",
    "пять зелёных слонов",
    "ңөүңөүжкшлмн",
    "two  spaces  stay  two",
    "😀 күлгөн жүз кечке",
    "a" + "bcdfghjkmnpq" * 10,
]

BAD = {
    # too short, too long
    "short": "password_too_short",
    "он бир тамг": "password_too_short",
    "kvQ7#mPw2!x": "password_too_short",
    "y2-" + "kvQ7#mPw2!" * 13: "password_too_long",
    # known, in three languages, with and without figures
    "password1234": "password_known",
    "Password-2026": "password_known",
    "P@ssw0rd2026!": "password_known",
    "qwertyqwerty": "password_known",
    "qwertyuiop123": "password_known",
    "123456789012": "password_known",
    "1q2w3e4r5t6y": "password_known",
    "aaaaaaaaaaaa": "password_known",
    "abcabcabcabc": "password_known",
    "!!!!!!!!!!!!": "password_known",
    "йцукенгшщзхъ": "password_known",
    "ячсмитьбю2026": "password_known",
    "фывапролджэ1": "password_known",
    "парольпароль": "password_known",
    "Пароль-2026-2026": "password_known",
    "gfhjkmgfhjkm": "password_known",
    "Кыргызстан2026": "password_known",
    "kyrgyzstan2026": "password_known",
    "мугалим202612": "password_known",
    "Бишкек-Бишкек": "password_known",
    "Birikme-Demo-2026": "password_known",
    # the own name, login and school, in both alphabets
    "Жумабекова-1975": "password_own",
    "жумабекова любит алма": "password_own",
    "zhumabekova 1975": "password_own",
    "Айгүл + Данияр = үй": "password_own",
    "айгуль и данияр дома": "password_own",
    "mugalimova.login.1": "password_own",
    "Турсунбаев атам бар": "password_own",
    "Сапаровна 19750101": "password_own",
    "Көкжар мектеби 5": "password_school",
    "kokzhar-mektebi-55": "password_school",
}


@pytest.fixture
def person(db):
    school = make.a_school(
        name_ky="Көкжар мектеби",
        name_ru="Кокжарская школа",
        short_name_ky="Көкжар",
        short_name_ru="Кокжар",
    )
    return make.a_person(school, username="mugalimova.login", patronymic_ky="Турсунбаев кызы")


@pytest.mark.parametrize("password", GOOD)
def test_a_good_password_is_taken(person, password):
    validate_password(password, person)


@pytest.mark.parametrize(("password", "code"), BAD.items())
def test_a_bad_password_is_refused_for_its_own_reason(person, password, code):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, person)

    assert code in {error.code for error in refusal.value.error_list}


@pytest.mark.parametrize("kind", [Post.Kind.DIRECTOR, Post.Kind.DEPUTY])
def test_who_leads_the_school_needs_fifteen(person, kind):
    twelve, fifteen = "kvQ7#mPw2!xZ", "kvQ7#mPw2!xZr-9"
    validate_password(twelve, person)

    make.a_post(person, kind)
    del person.posts_today

    with pytest.raises(ValidationError, match="15"):
        validate_password(twelve, person)
    validate_password(fifteen, person)


def test_the_common_half_of_a_name_is_nobodys(db):
    person = make.a_person(make.a_school(), patronymic_ky="Сапар кызы")

    validate_password("жакшы кызы бар апа", person)
