"""Every address of the project. Pages carry their language; the interface for programs its version."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, register_converter

from xinyong.web import operation
from xinyong.web.languages import LanguageConverter
from xinyong.web.portal import law, letters, views

register_converter(LanguageConverter, "lang")

LAW: list[URLPattern | URLResolver] = [
    path("lists", law.lists, name="lists"),
    path("lists/<slug:identifier>", law.credit_list, name="list"),
    path("instruments", law.instruments, name="instruments"),
    path("instruments/<slug:identifier>", law.instrument, name="instrument"),
    path("measures", law.measures, name="measures"),
    path("directory", law.categories, name="categories"),
    path("changes", law.changes, name="changes"),
]

PORTAL: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("search", views.search_page, name="search"),
    path("organisations/<str:code>", views.organisation, name="organisation"),
    path("articles", views.articles, name="articles"),
    path("refused", views.refused, name="refused"),
    path("checkpoint", views.checkpoint, name="checkpoint"),
    path("verify", letters.verify, name="verify"),
    path("inbox", letters.inbox, name="inbox"),
    path("law/", include(LAW)),
]

urlpatterns = [
    path("", views.root, name="root"),
    path("healthz", operation.healthz, name="healthz"),
    path("readyz", operation.readyz, name="readyz"),
    path("metrics", operation.metrics, name="metrics"),
    path("assets/<slug:digest>/<str:name>", views.asset, name="asset"),
    path("api/v1/", include("xinyong.web.api.urls")),
    path("<lang:language>/", include(PORTAL)),
]
