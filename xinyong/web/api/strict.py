"""A request's body as its type, or what is wrong with it, said without repeating a value."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec

from xinyong.errors import BadInput, Text

Asked = TypeVar("Asked", bound=msgspec.Struct)

_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_PATH = re.compile(r"at `\$\.?([^`]*)`")
_MISSING = re.compile(r"required field `([^`]*)`")


def read(body: bytes, asked: type[Asked]) -> Asked:
    """The body as ``asked``. Raises BadInput: no JSON, a member that is unknown, missing or not of its type."""
    try:
        return msgspec.json.decode(body, type=asked)
    except msgspec.ValidationError as error:
        raise _unreadable(str(error), asked) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise BadInput(
            Text("请求不是合格的 JSON。", "The request is not well-formed JSON."), code="not-json",
            todo=Text("发送一个 JSON 对象。", "Send one JSON object."),
        ) from None


def _unreadable(message: str, asked: type[msgspec.Struct]) -> BadInput:
    if found := _UNKNOWN.search(message):
        name = found[1][:60]
        members = asked.__struct_encode_fields__
        return BadInput(
            Text(f"没有名为“{name}”的成员；未知成员一律拒绝，不会被忽略。",
                 f"There is no member “{name}”; unknown members are refused and never ignored."),
            code="unknown-member", field=name,
            todo=Text(f"可用的成员：{'、'.join(members)}。", f"Members: {', '.join(members)}."),
        )
    if found := _MISSING.search(message):
        return BadInput(
            Text(f"缺少成员“{found[1]}”。", f"The member “{found[1]}” is missing."), code="missing-member", field=found[1],
            todo=Text("补上该成员。", "Add it."),
        )
    place = _PATH.search(message)
    field = place[1] if place else None
    return BadInput(
        Text(f"成员“{field or '$'}”的类型或长度不符。", f"The member “{field or '$'}” is not of its type or length."),
        code="bad-member", field=field,
        todo=Text("请对照 /api/v1/openapi.json。", "Compare it with /api/v1/openapi.json."),
    )
