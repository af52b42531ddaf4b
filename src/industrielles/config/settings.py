"""Every setting, read once from the environment. In production what is missing or unsafe refuses to start, in words."""
from __future__ import annotations

import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent.parent
env = environ.Env()

# Where we are: "development" (the default: a demo on this machine), "test" or "production".
MODE = env.str("INDUSTRIELLES_MODE", "development")
PRODUCTION = MODE == "production"
if MODE not in ("development", "test", "production"):
    raise ImproperlyConfigured(f"INDUSTRIELLES_MODE is “{MODE}”: write development, test or production.")
DATA_DIR = Path(env.str("DATA_DIR", str(PROJECT / "data"))).resolve()
BASE_URL = env.str("BASE_URL", "http://localhost:8000").rstrip("/")
MISSING = [name for name in ("SECRET_KEY", "BASE_URL", "DATABASE_URL", "EMAIL_URL") if PRODUCTION and not env.ENVIRON.get(name)]
if MISSING:
    raise ImproperlyConfigured(f"In production these must be set in the environment: {', '.join(MISSING)}.")


def _kept_secret() -> str:
    """The secret key of an installation that was given none: made once, kept beside its data. Whole or absent, whoever is killed."""
    file, fresh = DATA_DIR / "secret-key", DATA_DIR / f".secret-key-{os.getpid()}"
    if not file.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        try:
            file.hardlink_to(fresh)
        except FileExistsError:
            pass  # another process was faster: hers it is
        fresh.unlink()
    return file.read_text()


SECRET_KEY = env.str("SECRET_KEY", "") or _kept_secret()
DEBUG = env.bool("DEBUG", False)
UNSAFE = [words for words, unsafe in (
    ("SECRET_KEY has fewer than 50 characters", PRODUCTION and len(SECRET_KEY) < 50),
    ("BASE_URL does not begin with https://", PRODUCTION and not BASE_URL.startswith("https://")),
    ("DEBUG shows the insides of the program to visitors: leave it out", PRODUCTION and DEBUG),
    ("BASE_URL is public and INDUSTRIELLES_MODE=production is missing: in development everybody reads every letter, codes included",
     MODE == "development" and BASE_URL.startswith("https://")),
) if unsafe]
if UNSAFE:
    raise ImproperlyConfigured("; ".join(UNSAFE) + ".")
OWN_HOSTS = [environ.urlparse(BASE_URL).hostname, *([] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"])]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=OWN_HOSTS)
SITE_NAME = env.str("SITE_NAME", "IndustriElles")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", f"bonjour@{environ.urlparse(BASE_URL).hostname}")
LEGAL_NOTICE = env.str("LEGAL_NOTICE", "")  # publisher, director of publication, host: shown on /mentions/
PUBLIC_TARGETS = "industrielles.dashboards.indicators.public_targets"  # what the home page shows: rooms of one floor do not know each other

INSTALLED_APPS = [
    "industrielles.config",
    "industrielles.website",
    "industrielles.dashboards",
    "industrielles.rehearsal",
    "industrielles.engagements",
    "industrielles.pool",
    "industrielles.network",
    "industrielles.people",
    "industrielles.ledger",
    "industrielles.journal",
    "industrielles.letters",
    "industrielles.places",
    "industrielles.kit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "industrielles.config.faults.BodyLimit",
    "industrielles.config.faults.NoNul",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "industrielles.kit.doors.DoorMiddleware",
]
ROOT_URLCONF = "industrielles.config.urls"
WSGI_APPLICATION = "industrielles.config.wsgi.application"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {
        "context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
            "industrielles.website.context.site",
        ],
        "builtins": ["industrielles.kit.templatetags.kit"],
    },
}]

# SQLite in the data folder, or PostgreSQL by DATABASE_URL. Why these options: docs/decisions (one writer, no lost commit).
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'industrielles.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "industrielles.kit.sqlite3"  # Django's, which keeps triggers when a table is remade
    DATABASES["default"]["CONN_MAX_AGE"] = None  # kept open: the disk may be full, pages are still read
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    DATABASES["default"]["OPTIONS"] = {  # and what the address asks for: ?sslmode=verify-full
        "options": f"-c lock_timeout=5s -c statement_timeout={env.str('STATEMENT_TIMEOUT', '30s')} "
                   "-c idle_in_transaction_session_timeout=30s",
        **DATABASES["default"].get("OPTIONS", {}),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["industrielles.people.backends.MailedCode"]
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "website:mine"
# Rooms that forget a person when she is erased, in this order (people.verbs.erase).
ERASERS = ["industrielles.engagements.verbs.forget", "industrielles.pool.verbs.forget", "industrielles.network.verbs.forget"]

# Background work (kit.jobs): what runs at every turn of a worker, and what runs every so many seconds.
CONTINUOUS = ["industrielles.letters.tasks.deliver"]
PERIODIC: dict[str, tuple[str, int]] = {
    "clear letters": ("industrielles.letters.tasks.clear", 86_400),
    "clear codes": ("industrielles.people.tasks.clear_codes", 3600),
    "clear sessions": ("industrielles.people.tasks.clear_sessions", 3600),
    "forget departed": ("industrielles.network.tasks.forget_departed", 86_400),
    "remind invitations": ("industrielles.engagements.tasks.remind_invitations", 3600),
    "expire invitations": ("industrielles.engagements.tasks.expire_invitations", 3600),
    "let go departed": ("industrielles.engagements.tasks.let_go_departed", 900),
    "remind visits": ("industrielles.engagements.tasks.remind_visits", 1800),
    "ask for reports": ("industrielles.engagements.tasks.ask_for_reports", 900),
    "chase reports": ("industrielles.engagements.tasks.chase_reports", 3600),
    "clear past days": ("industrielles.pool.tasks.clear_past_days", 86_400),
    "clear words": ("industrielles.engagements.tasks.clear_words", 86_400),
    "forget old askers": ("industrielles.engagements.tasks.forget_old_askers", 86_400),
}
# Questions `doctor` asks the rooms: functions that return a list of what is wrong, in words.
CHECKUPS: list[str] = [
    "industrielles.ledger.checkup.faults",
    "industrielles.engagements.checkup.faults",
]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
FORMAT_MODULE_PATH = "industrielles.config.formats"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Compressed in production only: it takes a while, and nobody waits for 10 kB on her own machine.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage" if PRODUCTION
                    else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
LARGEST_BODY = 30_000_000  # bytes of a request, a photo included
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

vars().update(env.email("EMAIL_URL", default="dummymail://"))  # in development letters are read at /letters/
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <bonjour@{environ.urlparse(BASE_URL).hostname}>")

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "industrielles.website.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-s", "__Host-c"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = 31_536_000, True, True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {
    "default-src": [NONE], "script-src": [SELF], "style-src": [SELF], "img-src": [SELF], "font-src": [SELF],
    "connect-src": [SELF], "manifest-src": [SELF], "form-action": [SELF], "base-uri": [NONE], "frame-ancestors": [NONE],
}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "industrielles.config.logs.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {  # a page that is not there, a robot that asks for another site: no event
        "django.request": {"level": "ERROR"}, "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
