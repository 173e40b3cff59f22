"""The product's own settings, with one page more: the unit in which its pages are measured."""

from config.settings import *  # noqa: F403 -- the bench changes a few lines of the real ones

ROOT_URLCONF = "urls_bench"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
TEMPLATES[0]["DIRS"].append(BASE_DIR / "bench" / "templates")  # noqa: F405
RENDERER_WITH_PARENT = True  # what a step of the bench starts goes with it
LOCALE_PATHS = [DATA / "locale"]  # noqa: F405 -- compiled there, so that the folder stays clean
