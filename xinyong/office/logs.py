"""Structured logs: one JSON object a line, made of a closed set of members, none of which can name anybody.

A log outlives what it tells of: it is copied, shipped and kept where no erasure reaches (Articles 3, 13, 14). So a line
holds no identifier of a person or an organisation, no address, no query and no message that a value was put into.
Of a message only the constant template is written, and only our own; of an exception its type and places.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

FIELDS = ("request", "method", "route", "status", "ms", "code", "article")
"""What a line may hold besides time, level, logger and event: ``log.info("request", extra={"told": {…}})``."""
_CONSTANT = re.compile(r"[a-z][a-z -]{0,60}")
_ROUTE = re.compile(r"[a-zA-Z0-9_/<>:.-]{0,120}")
_CODE = re.compile(r"[a-z0-9-]{1,60}")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class JsonLines(logging.Formatter):
    """``logging`` records as the lines described above."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "logger": record.name,
        }
        if record.name.startswith("xinyong") and isinstance(record.msg, str) and _CONSTANT.fullmatch(record.msg):
            line["event"] = record.msg
        told = getattr(record, "told", None)
        if isinstance(told, dict):
            line |= {name: told[name] for name in FIELDS if name in told and _harmless(name, told[name])}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])[-12:]
            line["frames"] = [f"{frame.name}:{frame.lineno}" for frame in frames]
        return json.dumps(line, ensure_ascii=True)


def _harmless(name: str, value: object) -> bool:
    """Whether a value has the narrow shape of its member: a number, a code of ours, a pattern of an address."""
    if name in ("status", "ms", "article"):
        return isinstance(value, int)
    if not isinstance(value, str):
        return False
    if name == "method":
        return value in METHODS
    shape = {"route": _ROUTE, "request": _CODE, "code": _CODE}[name]
    return shape.fullmatch(value) is not None
