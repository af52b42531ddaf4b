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
NETWORK_FIGURES = "industrielles.dashboards.figures.of_network"  # what a network's own page shows: (network) -> list of (words, number)
PUBLIC_TARGETS = "industrielles.dashboards.indicators.public_targets"  # what the home page shows: rooms of one floor do not know each other

INSTALLED_APPS = [
    "industrielles.config",
    "industrielles.website",
    "industrielles.dashboards",
    "industrielles.rehearsal",
    "industrielles.joining",
    "industrielles.members",
    "industrielles.rights",
    "industrielles.engagements",
    "industrielles.mentoring",
    "industrielles.pool",
    "industrielles.safeguarding",
    "industrielles.network",
    "industrielles.people",
    "industrielles.ledger",
    "industrielles.journal",
    "industrielles.letters",
    "industrielles.places",
    "industrielles.signatures",
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
    "industrielles.kit.once.Once",
    "industrielles.people.middleware.SecondStep",
    "industrielles.network.eyes.Eyes",
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
SECOND_FACTOR_FOR = "industrielles.network.policies.needs_second_step"  # whose role asks for a second step when she signs in
# Accounts elsewhere that open an account here: off until the environment names them (people.oidc, docs/operate.md).
OIDC = {
    name: {key: env.str(f"OIDC_{name.upper()}_{key.upper()}", "") for key in ("id", "secret", "issuer", "hosts", "pkce", "nonce")}
    for name in ("linkedin", "proconnect") if env.str(f"OIDC_{name.upper()}_ID", "")
}
STEP_FOUND = "industrielles.network.verbs.find_step"  # what stops when somebody passes her second step: (person, by=)
LOST_STEP_URL = "network:lost_step"  # where somebody asks for help who has lost it
JOIN_URL = "joining:join"  # where somebody goes whom a provider knows and we do not
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "website:mine"
# Rooms that forget a person when she is erased, in this order (people.verbs.erase).
ERASERS = [
    "industrielles.rights.verbs.forget", "industrielles.members.verbs.forget", "industrielles.joining.verbs.forget",
    "industrielles.engagements.verbs.forget", "industrielles.mentoring.verbs.forget", "industrielles.pool.verbs.forget",
    "industrielles.safeguarding.verbs.forget", "industrielles.network.verbs.let_go_of", "industrielles.network.verbs.forget",
]
# Rooms that hand what they hold of one account to another, when both are one person: functions (gone, kept=, by=) called before the
# first is erased, those that look at her profiles and memberships before the one that moves them (people.verbs.unite).
PERSON_SUCCESSORS = [
    "industrielles.engagements.verbs.unite", "industrielles.members.verbs.unite", "industrielles.rights.verbs.unite",
    "industrielles.mentoring.verbs.unite", "industrielles.safeguarding.verbs.unite",
    "industrielles.network.verbs.unite", "industrielles.joining.verbs.unite",
]
# Rooms that say what they hold of a person, for her to read and take away: functions (person) -> list of kit.personal.Sheet.
EXPORTERS: list[str] = [
    "industrielles.people.sheets.sheets",
    "industrielles.network.sheets.sheets",
    "industrielles.network.keeping.sheets",
    "industrielles.pool.sheets.sheets",
    "industrielles.safeguarding.sheets.sheets",
    "industrielles.engagements.sheets.sheets",
    "industrielles.joining.sheets.sheets",
    "industrielles.mentoring.sheets.sheets",
    "industrielles.members.sheets.sheets",
    "industrielles.letters.sheets.sheets",
    "industrielles.rights.sheets.sheets",
]
# The same of an address without account: functions (address) -> list of Sheet, and functions (address, by=) -> how many were emptied.
EXPORTERS_BY_ADDRESS: list[str] = [
    "industrielles.network.sheets.sheets_of_address",
    "industrielles.safeguarding.sheets.sheets_of_address",
    "industrielles.engagements.sheets.sheets_of_address",
    "industrielles.joining.sheets.sheets_of_address",
    "industrielles.mentoring.sheets.sheets_of_address",
    "industrielles.members.sheets.sheets_of_address",
    "industrielles.letters.sheets.sheets_of_address",
    "industrielles.rights.sheets.sheets_of_address",
]
ERASERS_BY_ADDRESS: list[str] = ["industrielles.engagements.verbs.forget_address", "industrielles.members.verbs.forget_address",
                                 "industrielles.network.verbs.forget_address", "industrielles.network.verbs.forget_contact",
                                 "industrielles.joining.verbs.forget_address", "industrielles.safeguarding.verbs.forget_address",
                                 "industrielles.mentoring.verbs.forget_address", "industrielles.letters.verbs.forget_reader"]
# What stops at once when somebody takes a consent back: functions (person, purpose, network_id); network_id 0: for all.
CONSENT_WITHDRAWN: list[str] = ["industrielles.pool.verbs.stop_showing", "industrielles.members.verbs.follow_withdrawal"]
# Kinds of letters whose rhythm is chosen, and whom each can reach: policies (person); a kind that is not here is not offered.
LETTER_READERS = {"reminders": "industrielles.pool.policies.has_profile", "near": "industrielles.pool.policies.is_role_model",
                  "newcomers": "industrielles.network.policies.coordinates",
                  "news": "industrielles.kit.doors.anyone"}
# Letters to those who hold a role, because of it: they do not leave for somebody whom a report keeps away. Templates; and those that go to
# others too, where the code of who holds the role is in their key.
LETTERS_OF_A_DESK = [f"engagements/letters/{name}" for name in (
    "new_request", "asker_cancelled", "asker_postponed", "forward", "accepted", "colleague", "counts_differ", "nobody_left",
    "lending_asked", "lending_answered", "replacement")]
LETTERS_OF_A_DESK += [f"network/letters/{name}" for name in ("new_proposal", "replied", "second_wanted", "step_not_her", "nobody_runs")]
LETTERS_OF_A_DESK += [f"safeguarding/letters/{name}" for name in ("alert", "stand_in", "recognised", "revoked", "clearance_ends")]
LETTERS_OF_A_DESK += ["joining/letters/handed", "joining/letters/waiting", "mentoring/letters/applicants", "rights/letters/to_answer"]
LETTERS_OF_A_DESK_BY_CODE = ["mentoring/letters/pair"]
# What follows when a reader stops the news: functions (hash of her address, network_id=); network_id 0: of all.
NEWS_REFUSED = ["industrielles.members.verbs.follow_refusal"]
NEWS_PER_MINUTE = env.int("NEWS_PER_MINUTE", 120)  # letters to many, in a minute, all networks together: mail servers dislike floods
# Records of a public service are public archives (C. patrim. L211-4): what says nothing of anybody is proposed for a visa, not emptied.
PUBLIC_ARCHIVES = env.bool("PUBLIC_ARCHIVES", False)
# When a network closes: what is open goes on under its heir, (network, heir=, by=); then what comes with each membership goes to the new
# one, or ends with it, (old, new=, by=), lower floors first; and what there is to move, in words: (network) -> list of (words, how many).
NETWORK_SUCCESSORS = ["industrielles.engagements.verbs.succeed", "industrielles.joining.verbs.succeed",
                      "industrielles.members.verbs.succeed", "industrielles.mentoring.verbs.succeed", "industrielles.rights.verbs.succeed",
                      "industrielles.safeguarding.verbs.succeed"]
MEMBER_CARRIERS = ["industrielles.pool.verbs.carry", "industrielles.engagements.verbs.carry"]
NETWORK_COUNTS = ["industrielles.pool.queries.to_carry", "industrielles.engagements.queries.to_hand_over",
                  "industrielles.joining.queries.to_hand_over", "industrielles.members.queries.to_end",
                  "industrielles.mentoring.queries.to_hand_over", "industrielles.safeguarding.queries.to_hand_over"]
# Safety (industrielles.safeguarding), for the rooms above it. When something is reported: functions (report) -> list of what is preserved
# (keywords of safeguarding.verbs.preserve); what is frozen then, and released when it is closed: functions (report, by=); what ends with
# the last clearance of somebody, and what changes with what parents allow: functions (person, by=); what a parent reads of what is under
# way beside what she allows: functions (guardian) -> list of (words, address of what waits for her or "").
SAFEGUARDING_EVIDENCE: list[str] = ["industrielles.mentoring.verbs.evidence"]
SAFEGUARDING_FREEZES: list[str] = ["industrielles.mentoring.verbs.freeze", "industrielles.engagements.verbs.let_go_suspended",
                                   "industrielles.letters.verbs.withhold"]
SAFEGUARDING_RELEASES: list[str] = ["industrielles.mentoring.verbs.release"]
ROLES_AT_REST = "industrielles.safeguarding.queries.kept_away"  # whose roles give no right meanwhile: () -> query of their keys
CLEARANCE_LAPSED: list[str] = ["industrielles.mentoring.verbs.rest_uncleared"]
AUTHORISATION_CHANGED: list[str] = ["industrielles.mentoring.verbs.follow_authorisation"]
# Who may not come back, among those who are there: functions (ban, email=, by=); it was looked at: functions (recognition, by=).
BANNED: list[str] = ["industrielles.mentoring.verbs.notice_banned", "industrielles.joining.verbs.notice_banned"]
RECOGNISED: list[str] = ["industrielles.mentoring.verbs.follow_recognition", "industrielles.joining.verbs.follow_recognition"]
# Who is known to be under 18, so that nobody sees her pages with her eyes: policies (person).
MINORS: list[str] = ["industrielles.mentoring.policies.is_minor"]
PARENTS_READ: list[str] = ["industrielles.mentoring.parents.under_way"]
# Rooms that say how long they keep what (kit.retention): dotted paths to tuples of Rule.
RETENTION: list[str] = [
    "industrielles.network.keeping.RULES",
    "industrielles.people.retention.RULES",
    "industrielles.network.retention.RULES",
    "industrielles.pool.retention.RULES",
    "industrielles.safeguarding.retention.RULES",
    "industrielles.engagements.retention.RULES",
    "industrielles.joining.retention.RULES",
    "industrielles.members.retention.RULES",
    "industrielles.mentoring.retention.RULES",
    "industrielles.letters.retention.RULES",
    "industrielles.journal.retention.RULES",
    "industrielles.rights.retention.RULES",
    "industrielles.signatures.retention.RULES",
]

# Background work (kit.jobs): what runs at every turn of a worker, and what runs every so many seconds.
CONTINUOUS = ["industrielles.letters.tasks.deliver", "industrielles.joining.tasks.carry_out",
              "industrielles.mentoring.tasks.compute_waiting"]
PERIODIC: dict[str, tuple[str, int]] = {
    "empty closed networks": ("industrielles.network.tasks.empty_closed", 60),
    "expire decisions": ("industrielles.network.tasks.expire_decisions", 3600),
    "count members": ("industrielles.network.tasks.count_members", 86_400),
    "bundle letters": ("industrielles.letters.tasks.bundle", 300),
    "let readers go": ("industrielles.members.tasks.let_go", 60),
    "send news": ("industrielles.members.tasks.send_news", 60),
    "clear sessions": ("industrielles.people.tasks.clear_sessions", 3600),  # they end by themselves: no term to choose
    "sweep": ("industrielles.rights.tasks.sweep", 3600),
    "remind demands": ("industrielles.rights.tasks.remind_demands", 86_400),
    "escalate reports": ("industrielles.safeguarding.tasks.escalate_reports", 300),
    "end clearances": ("industrielles.safeguarding.tasks.end_clearances", 3600),
    "remind guardians": ("industrielles.safeguarding.tasks.remind_guardians", 86_400),
    "hand signed charters": ("industrielles.pool.papers.hand_papers", 60),
    "ask still true": ("industrielles.pool.tasks.ask_still_true", 86_400),
    "archive silent": ("industrielles.pool.tasks.archive_silent", 86_400),
    "read calendars": ("industrielles.pool.tasks.read_calendars", 300),
    "remind invitations": ("industrielles.engagements.tasks.remind_invitations", 3600),
    "expire invitations": ("industrielles.engagements.tasks.expire_invitations", 3600),
    "tell of requests": ("industrielles.engagements.tasks.tell_near", 3600),
    "let go departed": ("industrielles.engagements.tasks.let_go_departed", 900),
    "tell of newcomers": ("industrielles.joining.tasks.tell_coordinators", 3600),
    "ask pairs": ("industrielles.mentoring.tasks.ask_pairs", 3600),
    "follow matches": ("industrielles.mentoring.tasks.follow_matches", 86_400),
    "tell of applicants": ("industrielles.mentoring.tasks.tell_coordinators", 3600),
    "remind visits": ("industrielles.engagements.tasks.remind_visits", 1800),
    "ask for reports": ("industrielles.engagements.tasks.ask_for_reports", 900),
    "chase reports": ("industrielles.engagements.tasks.chase_reports", 3600),
    "close given up": ("industrielles.engagements.tasks.close_given_up", 86_400),
    "close never told": ("industrielles.engagements.tasks.close_never_told", 86_400),
}
# Questions `doctor` asks the rooms: functions that return a list of what is wrong, in words.
CHECKUPS: list[str] = [
    "industrielles.ledger.checkup.faults",
    "industrielles.signatures.checkup.faults",
    "industrielles.engagements.checkup.faults",
    "industrielles.mentoring.checkup.faults",
    "industrielles.safeguarding.checkup.faults",
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

SESSION_ENGINE = "industrielles.people.sessions"
OUTSIDE_ALLOWED: list[str] = []  # "host:port" that kit.outside may read though they are not public: tests only
PROXIES = env.int("PROXIES", 0)  # proxies of ours before us, each of which adds to X-Forwarded-For; 0: visitors come straight to us

SESSION_COOKIE_AGE = 12 * 3600  # seconds of rest after which a session ends; seven days at most (people.models.SignIn)
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
