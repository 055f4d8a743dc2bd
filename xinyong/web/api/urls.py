"""Addresses of version 1."""

from __future__ import annotations

from django.urls import path

from xinyong.web.api import filings, views

urlpatterns = [
    path("checks", views.checks, name="api-checks"),
    path("filings", filings.filings, name="api-filings"),
    path("organisations/<str:code>", views.organisation, name="api-organisation"),
    path("checkpoint", views.checkpoint, name="api-checkpoint"),
    path("openapi.json", views.openapi, name="api-openapi"),
]
