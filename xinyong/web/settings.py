"""Django settings of the one project. Everything particular comes from the register's folder.

``XINYONG_HOME`` names the folder; ``XINYONG_HOSTS`` (comma separated) the names it answers to.
The public pages use no session, no cookie and no message, so there is no middleware for them and
no secret here: the random key below lives as long as the process and signs nothing that outlasts it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

WEB = Path(__file__).resolve().parent
XINYONG_HOME = Path(os.environ.get("XINYONG_HOME") or "register").resolve()

DEBUG = False
SECRET_KEY = secrets.token_urlsafe(48)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *filter(None, os.environ.get("XINYONG_HOSTS", "").split(","))]

ROOT_URLCONF = "xinyong.web.urls"
WSGI_APPLICATION = "xinyong.web.wsgi.application"
INSTALLED_APPS: list[str] = []
MIDDLEWARE = [
    "xinyong.web.middleware.request_lines",
    "xinyong.web.middleware.security_headers",
    "django.middleware.http.ConditionalGetMiddleware",
    "xinyong.web.middleware.errors_as_pages",
    "django.middleware.common.CommonMiddleware",
]
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "OPTIONS": {
            "builtins": ["xinyong.web.tags"],
            "string_if_invalid": "",
        },
    }
]
# Staff accounts, queues and drafts; the register itself is register.db, which Django never opens.
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": XINYONG_HOME / "desk.db"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Languages are ours (words.py, both always complete); dates and amounts are formatted in formats.py.
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
# What a request holds is written nowhere (SAFEGUARDS, look-up log): lines have closed members (``office.logs``), and
# Django's own lines about requests, which repeat addresses, are not written at all.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "xinyong.office.logs.JsonLines"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "xinyong": {"level": os.environ.get("XINYONG_LOG_LEVEL") or "WARNING"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "CRITICAL"},
        "django.server": {"handlers": [], "level": "CRITICAL"},
    },
}
