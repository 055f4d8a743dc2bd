"""The WSGI application: ``granian --interface wsgi xinyong.web.wsgi:application``."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinyong.web.settings")

from django.core.wsgi import get_wsgi_application  # the settings' name must be known first

from xinyong.web import sealer

application = get_wsgi_application()
if os.environ.get("XINYONG_SEAL"):
    sealer.start()
