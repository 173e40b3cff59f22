"""Settings of the suite: the same house, with quick hashes and tasks done at once."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from config.settings import *  # noqa: F403 -- the suite changes a few lines of the real ones

DEBUG = False
SECRET_KEY = "the-suite-needs-no-secret-but-django-wants-fifty-characters"  # noqa: S105 -- no secret
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# In memory where there is room: the suite waits for no disk.
MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it
ROOMY = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2**30
DATA = Path(tempfile.mkdtemp(prefix="birikme-test-", dir=MEMORY if ROOMY else None))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)  # it goes with the run
MEDIA_ROOT = DATA / "files"
RENDERER_SOCKET = str(DATA / "renderer.sock")
STORAGES["staticfiles"] = {  # noqa: F405 -- from the real settings
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
AXES_ENABLED = True
RENDERER_WITH_PARENT = True  # the renderer that the suite starts goes when the suite goes
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 -- from the real settings
    # A file, as in a school: two threads of a test cannot wait for each other in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}  # noqa: F405
