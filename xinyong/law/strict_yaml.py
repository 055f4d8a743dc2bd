"""Strict YAML: libyaml's composer, our own constructor, and lines found only when something is wrong.

YAML 1.2's core schema where 1.1 surprises: ``on``, ``off``, ``yes`` and ``no`` are words, ``0123`` and
``1:30`` are words, floats are words (nothing in law is a float). Dates are ISO dates. Duplicate keys,
merge keys and tags are refused.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from xinyong.errors import Text
from xinyong.law.faults import Fault, Path

_INT = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_PREFIX = "tag:yaml.org,2002:"
_STR, _INTEGER, _BOOL, _NULL, _TIME = (_PREFIX + name for name in ("str", "int", "bool", "null", "timestamp"))
_WORDS = {_STR, _PREFIX + "float"}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str) -> Any:
    """The document's value as plain dicts, lists, strings, ints, bools and dates. Raises ``Fault``."""
    node = _compose(text)
    return None if node is None else _value(node, ())


def line_of(text: str, path: Path) -> int:
    """The line (from 1) of the deepest step of ``path`` that the document holds."""
    node = _compose(text)
    line = 0
    for step in path:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
            if found:
                line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node = node.value[step]
            line = node.start_mark.line
        if not found:
            break
    return line + 1


class Unreadable(Fault):
    """A fault of the text itself, whose line is known at once."""

    def __init__(self, line: int, path: Path, detail: Text, todo: Text) -> None:
        super().__init__(path, detail, todo)
        self.line = line


def _compose(text: str) -> Any:
    try:
        loader = _Loader(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise Unreadable(
            mark.line + 1 if mark else 1,
            (),
            Text(f"不是有效的 YAML：{said}", f"this is not valid YAML: {said}"),
            Text("检查缩进、引号和冒号", "look at the indentation, quotes and colons there"),
        ) from None


def _value(node: Any, path: Path) -> Any:
    if isinstance(node, yaml.ScalarNode):
        tag, text = node.tag, node.value
        if tag in _WORDS:
            return text
        return _scalar(node, tag, text, path)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, index)) for index, child in enumerate(node.value)]
    out: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == _PREFIX + "merge":
            raise Unreadable(
                key_node.start_mark.line + 1, path,
                Text("键应为普通文字（不得使用合并键）", "a key must be a plain word (no merge keys)"),
                Text("把内容逐项写明", "write the content out"),
            )  # fmt: skip
        if key in out:
            raise Unreadable(
                key_node.start_mark.line + 1, (*path, key),
                Text(f"重复的键：{key}", f"duplicate key: {key}"),
                Text("保留其中一个", "keep one of the two"),
            )  # fmt: skip
        out[key] = _value(value_node, (*path, key))
    return out


def _scalar(node: Any, tag: str, text: str, path: Path) -> Any:
    if tag == _BOOL:
        return text == "true" if text in ("true", "false") else text
    if tag == _INTEGER:
        return int(text) if _INT.match(text) else text
    if tag == _NULL:
        return None
    if tag == _TIME:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Unreadable(
                node.start_mark.line + 1, path,
                Text(f"不是有效的日期：{text}", f"not a valid date: {text}"),
                Text("写成 YYYY-MM-DD，且为历法中存在的一天", "write YYYY-MM-DD, a day that exists"),
            ) from None  # fmt: skip
    raise Unreadable(
        node.start_mark.line + 1, path,
        Text(f"不支持的标签：{tag}", f"tags are not supported: {tag}"),
        Text("去掉该标签", "leave the tag out"),
    )  # fmt: skip
