"""The bare site: Django with its own applications and the U page, nothing of ours."""

import os
from pathlib import Path

SECRET_KEY = "bench-only"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bare"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
LANGUAGE_CODE = "ru"
USE_TZ = True
TIME_ZONE = "Asia/Bishkek"
STATIC_URL = "/static/"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bare")


def __getattr__(name: str) -> object:
    """Give the address book and the server's entry; settings alone must import nothing."""
    if name == "urlpatterns":
        from django.urls import path  # noqa: PLC0415
        from unit import unit  # noqa: PLC0415

        return [path("bench/unit/", unit)]
    if name == "application":
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

        return get_wsgi_application()
    raise AttributeError(name)
