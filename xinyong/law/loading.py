"""From a folder of YAML to a ``Rulebook``, strictly: what is wrong is refused with file, line and remedy.

A rulebook's folder holds ``rulebook.yaml`` (``Manifest``), lists of values in ``instruments.yaml``,
``authorities.yaml``, ``categories.yaml``, ``actions.yaml``, ``measures.yaml``, ``publication.yaml`` and ``asking.yaml``
(each of which may instead be a folder of files, read in the order of their names), and ``lists/ID.yaml``,
one ``CreditList`` each. This module alone in the pure rooms reads files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any, NamedTuple, TypeVar

import msgspec

from xinyong.errors import RulebookError, Text
from xinyong.law import rules_asking, rules_book, rules_list, rules_memoranda, rules_overlays
from xinyong.law.asking import Duty
from xinyong.law.faults import Fault, Path
from xinyong.law.memoranda import Memorandum
from xinyong.law.model import (
    Action,
    Authority,
    Category,
    CreditList,
    Instrument,
    Manifest,
    Measure,
    Model,
    PublicationWindow,
    Rulebook,
)
from xinyong.law.overlays import Overlay
from xinyong.law.strict_yaml import Unreadable, line_of, parse

BUILT_IN = FilePath(__file__).resolve().parent.parent / "rulebooks"
_SECTIONS: dict[str, type[Model]] = {
    "instruments": Instrument,
    "authorities": Authority,
    "categories": Category,
    "actions": Action,
    "measures": Measure,
    "publication": PublicationWindow,
    "memoranda": Memorandum,
    "overlays": Overlay,
    "asking": Duty,
}
_AT_LAST: dict[str, Callable[[Any, Rulebook], None]] = {
    "memoranda": rules_memoranda.check,
    "overlays": rules_overlays.check,
    "asking": rules_asking.check,
    "authorities": rules_asking.check,
}
"""What is checked once the lists are; all but the authorities a rulebook may do without."""
T = TypeVar("T")


class _Origin(NamedTuple):
    """Where a value was written."""

    name: str  # file, relative to the rulebook's folder
    text: str
    path: Path


class _Value(NamedTuple):
    value: Any
    origin: _Origin


def load(rulebook: str | FilePath) -> Rulebook:
    """The rulebook of this built-in name (``"cn"``) or in this folder, checked, its examples run.

    Loaded once per process and state of its files. Raises ``RulebookError``: ``where`` is
    ``file:line``, ``todo`` says how to mend it.
    """
    folder = BUILT_IN / rulebook if isinstance(rulebook, str) and re.fullmatch(r"[a-z][a-z0-9-]*", rulebook) else None
    if folder is None or not (folder / "rulebook.yaml").is_file():
        folder = FilePath(rulebook)
    if not (folder / "rulebook.yaml").is_file():
        names = ", ".join(sorted(path.parent.name for path in BUILT_IN.glob("*/rulebook.yaml")))
        raise RulebookError(
            Text(f"没有规则集“{rulebook}”", f"there is no rulebook {str(rulebook)!r}"),
            todo=Text(
                f"用内置名称（{names}）或含 rulebook.yaml 的文件夹",
                f"give a built-in name ({names}) or a folder that holds rulebook.yaml",
            ),
            code="no-such-rulebook",
        )
    files = sorted(folder.rglob("*.yaml"))
    return _load(folder, tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=8)
def _load(folder: FilePath, state: tuple[tuple[str, int, int], ...]) -> Rulebook:
    manifest = _one(folder, folder / "rulebook.yaml", Manifest)
    sections = {name: _section(folder, name, kind) for name, kind in _SECTIONS.items()}
    lists = [_one(folder, path, CreditList) for path in sorted((folder / "lists").glob("*.yaml"))]
    for item in lists:
        _located(item.origin, partial(rules_list.check_name, item.value, FilePath(item.origin.name).stem))
    _known_files(folder)
    book = Rulebook(
        manifest=manifest.value,
        instruments=_by_id(sections["instruments"]),
        authorities=_by_id(sections["authorities"]),
        categories=_grouped(sections["categories"]),
        actions=_by_id(sections["actions"]),
        measures=_by_id(sections["measures"]),
        publication=[item.value for item in sections["publication"]],
        lists=_by_id(lists),
        memoranda=_unless_none(sections["memoranda"]),
        overlays=_unless_none(sections["overlays"]),
        asking=_by_id(sections["asking"]) or msgspec.UNSET,
        digest="",
    )
    _located(manifest.origin, lambda: rules_book.check_manifest(book))
    for name, items in sections.items():
        for item in items:
            _located(item.origin, partial(rules_book.check, name, item.value, book))
    for item in lists:
        _located(item.origin, partial(rules_list.check, item.value, book))
    for name, checked in _AT_LAST.items():
        for item in sections[name]:
            _located(item.origin, partial(checked, item.value, book))
    return msgspec.structs.replace(book, digest=digest_of(book))


# --- the canonical form ----------------------------------------------------------------------

_canonical = msgspec.json.Encoder(order="sorted")


def encode(book: Rulebook) -> bytes:
    """The canonical form: JSON with sorted keys, dates as ISO text. ``decode`` reads it back in milliseconds."""
    return _canonical.encode(book)


def digest_of(book: Rulebook) -> str:
    """SHA-256 (hex) of the canonical form without its own digest: the edition's identity (Article 15)."""
    return sha256(encode(msgspec.structs.replace(book, digest=""))).hexdigest()


def decode(data: bytes) -> Rulebook:
    """An edition kept in its canonical form, as a register keeps those it adopted.

    Raises ``RulebookError`` when the bytes are no edition or not the one that their digest names.
    """
    try:
        book = msgspec.json.decode(data, type=Rulebook)
    except msgspec.DecodeError as error:
        raise RulebookError(
            Text(f"不是规则集的规范形式：{error}", f"not the canonical form of a rulebook: {error}"),
            todo=Text("用同一版本的软件重新导出", "export it again with the same version of the software"),
        ) from None
    # The kept bytes are hashed, not the values read from them: a later version of this software may know more
    # fields, whose defaults are no part of the edition that was adopted.
    without = data.replace(b'"digest":"%s"' % book.digest.encode(), b'"digest":""', 1)
    if sha256(without).hexdigest() != book.digest:
        raise RulebookError(
            Text("规则集内容与其摘要不符", "the rulebook is not the one that its digest names"),
            todo=Text("从原处重新取得该版本", "fetch the edition again from where it was adopted"),
            article=15,
        )
    return book


# --- reading ---------------------------------------------------------------------------------


def _located(origin: _Origin, step: Callable[[], T]) -> T:
    """Run a step; a ``Fault`` in it gets the file and line of the value at fault."""
    try:
        return step()
    except Fault as fault:
        fault.path = (*origin.path, *fault.path)
        line = fault.line if isinstance(fault, Unreadable) else line_of(origin.text, fault.path)
        fault.where = f"{origin.name}:{line}"
        raise


def _read(folder: FilePath, path: FilePath) -> tuple[_Origin, Any]:
    name = path.relative_to(folder).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RulebookError(
            Text("文件不是 UTF-8 编码", "the file is not UTF-8"),
            todo=Text("存为 UTF-8", "save it as UTF-8"),
            where=f"{name}:{path.read_bytes()[: error.start].count(10) + 1}",
        ) from None
    origin = _Origin(name, text, ())
    return origin, _located(origin, lambda: parse(text))


def _one(folder: FilePath, path: FilePath, kind: type[Model]) -> _Value:
    origin, data = _read(folder, path)
    return _Value(_located(origin, lambda: _typed(data, kind)), origin)


def _section(folder: FilePath, name: str, kind: type[Model]) -> list[_Value]:
    """All values of a section: ``NAME.yaml``, or the files of the folder ``NAME`` in order."""
    single = folder / f"{name}.yaml"
    paths = [single] if single.is_file() else sorted((folder / name).glob("*.yaml"))
    found: list[_Value] = []
    for path in paths:
        origin, data = _read(folder, path)
        if data is None:
            continue
        if not isinstance(data, list):
            raise _located(origin, lambda: _raise(_not_a_list()))
        for index, item in enumerate(data):
            here = origin._replace(path=(index,))
            found.append(_Value(_located(here, partial(_typed, item, kind)), here))
    return found


def _raise(error: Exception) -> Any:
    raise error


def _not_a_list() -> Fault:
    return Fault(
        (),
        Text("此文件应为一个列表（每项以“- id:”开头）", "this file must be a list (each item begins with “- id:”)"),
        Text("改为列表", "write it as a list"),
    )


def _known_files(folder: FilePath) -> None:
    """A file that nothing reads is a mistake in its name, so it is refused."""
    for path in folder.rglob("*.yaml"):
        parts = path.relative_to(folder).parts
        top = parts[0].removesuffix(".yaml")
        known = (top in _SECTIONS or top in ("rulebook", "lists")) and len(parts) <= 2
        if not known or (len(parts) == 2 and (folder / f"{top}.yaml").is_file()):
            raise RulebookError(
                Text("规则集不读取此文件", "nothing reads this file"),
                todo=Text(
                    f"改名或移走；可用：rulebook、lists/、{'、'.join(_SECTIONS)}",
                    f"rename or remove it; known are rulebook, lists/, {', '.join(_SECTIONS)}",
                ),
                where=f"{path.relative_to(folder).as_posix()}:1",
            )


_SAID = re.compile(r"(?P<said>.*?)(?: - at `(?:key in )?\$(?P<path>.*?)`)?\Z", re.S)
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[\.\.\.\]")
_UNKNOWN = re.compile(r"unknown field `(.+?)`")


def _typed(data: Any, kind: type[Model]) -> Any:
    """``data`` as ``kind``; msgspec's complaint becomes a ``Fault`` at its place."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        match = _SAID.match(str(error))
        said, where = (match["said"], match["path"] or "") if match else (str(error), "")
        path: Path = tuple(
            step[1] or int(step[2]) for step in _STEP.finditer(where) if step[1] or step[2]
        )  # a dict's own key is not in msgspec's path; the line is then its parent's
        unknown = _UNKNOWN.search(said)
        if unknown:
            path = (*path, unknown[1])
        raise Fault(
            path,
            Text(f"写法与规则集的结构不符：{said}", f"not as a rulebook is written: {said}"),
            Text(
                "各字段见 docs/law-model.md 或 xinyong law schema",
                "see docs/law-model.md or xinyong law schema for the fields",
            ),
        ) from None


def _by_id(items: list[_Value]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for item in items:
        if item.value.id in out:
            _located(item.origin, partial(_raise, _twice(item.value.id)))
        out[item.value.id] = item.value
    return out


def _unless_none(items: list[_Value]) -> Any:
    """The values of a section that a rulebook may do without; unset where it has none."""
    return list(_by_id(items).values()) or msgspec.UNSET


def _twice(id: str) -> Fault:
    return Fault(("id",), Text(f"标识重复：{id}", f"the id is taken: {id}"), Text("改用另一标识", "choose another id"))


def _grouped(items: list[_Value]) -> dict[str, list[Category]]:
    out: dict[str, list[Category]] = {}
    for item in items:
        out.setdefault(item.value.id, []).append(item.value)
    return out
