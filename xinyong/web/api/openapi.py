"""The interface's own description: OpenAPI 3.1, its schemas generated from the wire types."""

from __future__ import annotations

from typing import Any

import msgspec

from xinyong.check import Verdict
from xinyong.web.api import wire
from xinyong.web.faults import PROBLEM_JSON, Problem

REF = "#/components/schemas/{name}"
TYPES = (wire.CheckRequest, Verdict, wire.Organisation, wire.Checkpoint, Problem)


def document() -> dict[str, Any]:
    """The whole OpenAPI document as plain data."""
    refs, schemas = msgspec.json.schema_components(TYPES, ref_template=REF)
    request, verdict, organisation, checkpoint, _ = refs
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Xinyong: a law-bound public credit register",
            "version": "1",
            "description": "Organisations only. A natural person is never answered about here (Article 11). "
            "Texts of errors follow Accept-Language (zh, en).",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": {
            "/checks": {
                "post": {
                    "operationId": "check",
                    "summary": "Is this organisation restricted, or favoured, for this action?",
                    "requestBody": {"required": True, "content": {"application/json": {"schema": request}}},
                    "responses": _responses(verdict, 404, 405, 409, 413, 415, 422),
                }
            },
            "/organisations/{code}": {
                "get": {
                    "operationId": "organisation",
                    "summary": "What the public may see of an organisation today.",
                    "parameters": [
                        {"name": "code", "in": "path", "required": True, "schema": {"type": "string"},
                         "description": "The organisation's registration code."}
                    ],
                    "responses": _responses(organisation, 404, 405, 409, 422),
                }
            },
            "/checkpoint": {
                "get": {
                    "operationId": "checkpoint",
                    "summary": "The newest signed checkpoint.",
                    "responses": _responses(checkpoint, 405),
                }
            },
        },
        "components": {"schemas": schemas},
    }


def _responses(schema: dict[str, Any], *problems: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "200": {"description": "The answer.", "content": {"application/json": {"schema": schema}}}
    }
    for status in (*problems, 503):
        found[str(status)] = {
            "description": "A problem (RFC 9457).",
            "content": {PROBLEM_JSON: {"schema": {"$ref": REF.format(name="Problem")}}},
        }
    return found
