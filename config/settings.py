"""Settings: one file, from the environment, safe by default."""

from pathlib import Path

from config import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTION = env.flag("BIRIKME_PRODUCTION")
DEMO = env.flag("BIRIKME_DEMO")
DEBUG = env.flag("BIRIKME_DEBUG")
DATA = env.data_folder()
SECRET_KEY = env.secret_key(DATA, production=PRODUCTION)
ALLOWED_HOSTS = env.words("BIRIKME_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1]")
env.refuse_unsafe(production=PRODUCTION, debug=DEBUG, secret=SECRET_KEY, hosts=ALLOWED_HOSTS)
BASE_URL = env.text("BIRIKME_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if PRODUCTION else []

# The house, from the ground up; packages below it.
INSTALLED_APPS = [
    "reports",
    "lessons",
    "plans",
    "meetings",
    "associations",
    "core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "core.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.ReaderMiddleware",
    "core.middleware.SessionLimitsMiddleware",
    "core.middleware.SignInMiddleware",
    "core.middleware.ReaderLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_htmx.templatetags.django_htmx",
                "crispy_forms.templatetags.crispy_forms_tags",
                "core.templatetags.ui",
                "core.templatetags.quick",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.page",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "core.form_renderer.QuickRenderer"

# Services open their transactions themselves: one around each request would make every
# reading page take SQLite's one write lock, and would roll back the record of a refusal.
DATABASES = {"default": env.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Who is who
AUTH_USER_MODEL = "associations.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "associations.backends.SchoolBackend",
]
LOGIN_URL = "associations:sign_in"
PASSWORD_URL = "associations:password_change"  # noqa: S105 -- an address
PASSWORD_MEANWHILE = {PASSWORD_URL, "associations:sign_out"}  # while a new one is due
LOGIN_REDIRECT_URL = "reports:desk"
LOGOUT_REDIRECT_URL = "associations:sign_in"
PASSWORD_HASHERS = ["core.hashers.LeanArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "associations.passwords.LengthByPostValidator"},
    {"NAME": "associations.passwords.KnownPasswordValidator"},
    {"NAME": "associations.passwords.OwnWordsValidator"},
]
# A whole school sits behind one address, so attempts count per account and address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "associations.views.accounts.locked_out"
AXES_IPWARE_PROXY_COUNT = int(env.text("BIRIKME_PROXIES", "0")) or None
AXES_CLIENT_IP_CALLABLE = "core.middleware.client_address"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else guessing locks people out for good
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # counts the tries at one account from everywhere
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "ip_address",
    "code",
    "csrfmiddlewaretoken",
    "new_password",
    "new_password_again",
    "old_password",
    "unsent",
]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Sessions end: idle after an hour (half of it for leaders), at the latest after twelve.
SESSION_ENGINE = "associations.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_IDLE = 3600
SESSION_IDLE_PRIVILEGED = 1800
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.views.csrf_failure"
if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Preloading ties a whole domain for years; a school cannot undo it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# Languages: what is missing in Kyrgyz shows in Russian, never in English.
LANGUAGE_CODE = "ru"
LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")]
FIRST_LANGUAGE = "ky"
PAPER_LANGUAGES = ["ky", "ru"]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = PRODUCTION
TIME_ZONE = "Asia/Bishkek"
USE_TZ = True
FORMAT_MODULE_PATH = "core.formats"

# Files
MEDIA_ROOT = DATA / "files"
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "core.storage.DurableStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static.StaticFiles"
    },
}
WHITENOISE_MAX_AGE = 365 * 24 * 3600 if PRODUCTION else 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Paper
RENDERER_SOCKET = env.text("BIRIKME_RENDERER", str(DATA / "renderer.sock"))
RENDERER_AUTOSTART = not env.text("BIRIKME_RENDERER")  # else the operator starts it
RENDERER_CHILDREN = 2

# Mail: many teachers have none; without a server it stays in the outbox.
MORNING = int(env.text("BIRIKME_MORNING") or 7)  # the hour of reminders and of morning letters
DEFAULT_FROM_EMAIL = env.text("BIRIKME_MAIL_FROM") or "birikme@localhost"
EMAIL_HOST = env.text("BIRIKME_MAIL_HOST", "")
EMAIL_PORT = int(env.text("BIRIKME_MAIL_PORT") or 25)
EMAIL_HOST_USER = env.text("BIRIKME_MAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("BIRIKME_MAIL_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465  # noqa: PLR2004 -- the port of mail inside TLS
EMAIL_USE_TLS = EMAIL_PORT == 587  # noqa: PLR2004 -- the port where TLS is begun
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_TIMEOUT = 10

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
