"""The interface's own description: OpenAPI 3.1, its schemas generated from the wire types."""

from __future__ import annotations

from typing import Any

import msgspec

from xinyong.check import Verdict
from xinyong.web.api import filings, wire
from xinyong.web.faults import PROBLEM_JSON, Problem

REF = "#/components/schemas/{name}"
TYPES = (wire.CheckRequest, Verdict, wire.Organisation, wire.Checkpoint, Problem,
         filings.FilingRequest, filings.FilingAnswer)


def document() -> dict[str, Any]:
    """The whole OpenAPI document as plain data."""
    refs, schemas = msgspec.json.schema_components(TYPES, ref_template=REF)
    request, verdict, organisation, checkpoint, _, filing, filed = refs
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
            "/filings": {
                "post": {
                    "operationId": "file",
                    "summary": "File an authority's rows; each item gets an outcome of its own.",
                    "description": "Signed by an enrolled officer: HTTP Message Signatures (RFC 9421), Ed25519, label "
                    'sig1, components ("@method" "@path" "content-digest" "idempotency-key") in this order, parameters '
                    "created, keyid (the officer's id) and alg. The same Idempotency-Key with the same body answers "
                    "again and writes nothing. Items are objects named by the form's keys or official codes; "
                    "unknown members refuse the item.",
                    "parameters": [
                        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
                        for name in ("Content-Digest", "Idempotency-Key", "Signature-Input", "Signature")
                    ],
                    "requestBody": {"required": True, "content": {"application/json": {"schema": filing}}},
                    "responses": _responses(filed, 403, 405, 409, 413, 415, 422),
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
