"""The manifest of a country: what it was made from, what it counts, the digest of every file, signed.

The lab takes only what its own generator made. The signature is an HMAC-SHA256 (RFC 2104) under a key
derived for the lab's context alone, so that it is never an officer's nor a register's signature and no
register accepts it as one. Whoever has this software can derive the key: it tells a generated folder from
another one and from a changed one, and proves nothing against a forger. What does prove it is making the
country again from the manifest's own plan: the same seed gives the same bytes.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from xinyong.errors import BadInput, Text
from xinyong.lab.country.books import FileFacts
from xinyong.lab.country.population import Plan
from xinyong.lab.country.seeded import VERSION

NAME, KEY_NAME = "manifest.json", "expected.jsonl"
_CONTEXT = b"xinyong/lab/country/manifest/1\0"
_CHUNK = 1 << 20


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``manifest.json``. ``answer_key`` is the digest of ``expected.jsonl``; ``counts`` those of ``Tally``."""

    generator: int
    plan: dict[str, Any]
    rows: int
    files: list[FileFacts]
    answer_key: str
    counts: dict[str, Any]
    synthetic: str = "虚构数据，不涉及任何真实组织或个人。 Made up; about no real organisation or person."
    signature: str = ""

    def made_from(self) -> Plan:
        """The plan."""
        plan = dict(self.plan)
        return Plan(**{**plan, "first": date.fromisoformat(plan["first"]), "last": date.fromisoformat(plan["last"])})


def plain(plan: Plan) -> dict[str, Any]:
    """A plan as the manifest keeps it."""
    return {**plan._asdict(), "first": plan.first.isoformat(), "last": plan.last.isoformat()}


def _signature(manifest: Manifest) -> str:
    unsigned = msgspec.structs.replace(manifest, signature="")
    key = hmac.digest(_CONTEXT, f"{VERSION}/{manifest.plan.get('seed')}".encode(), "sha256")
    return hmac.new(key, _CONTEXT + msgspec.json.encode(unsigned, order="deterministic"), hashlib.sha256).hexdigest()


def write(folder: Path, manifest: Manifest) -> Manifest:
    """Sign the manifest and write it: the last file of a country, whose absence marks an unfinished one."""
    signed = msgspec.structs.replace(manifest, signature=_signature(manifest))
    (folder / NAME).write_bytes(msgspec.json.format(msgspec.json.encode(signed), indent=1) + b"\n")
    return signed


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder, its signature checked. BadInput (``not-from-the-lab``) where it does not hold."""
    try:
        manifest = msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        raise _foreign("没有可读的清单", "it has no readable manifest") from None
    if not hmac.compare_digest(_signature(manifest), manifest.signature):
        raise _foreign("清单的签名不成立", "its manifest's signature does not hold")
    return manifest


def verify_manifest(folder: Path) -> Manifest:
    """The manifest, once every file it names has its digest and no other file lies beside them.

    Raises BadInput (``not-from-the-lab``) naming the first file that is missing, changed or not of the country.
    """
    manifest = read_manifest(folder)
    named = {facts.path: facts.sha256 for facts in manifest.files} | {KEY_NAME: manifest.answer_key}
    for path, digest in sorted(named.items()):
        if not (folder / path).is_file() or _digest(folder / path) != digest:
            raise _foreign(f"文件 {path} 缺失或被改动", f"the file {path} is missing or was changed", path)
    for found in sorted(each for each in folder.rglob("*") if each.is_file()):
        path = found.relative_to(folder).as_posix()
        if path != NAME and path not in named:
            raise _foreign(f"文件 {path} 不属于该虚构国家", f"the file {path} is not of the country", path)
    return manifest


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _foreign(zh: str, en: str, where: str = "") -> BadInput:
    return BadInput(
        Text(f"实验室只接受自己生成的数据：{zh}。", f"The lab takes only what its own generator made: {en}."),
        code="not-from-the-lab", article=15, where=where or None,
        todo=Text("用 xinyong lab country 重新生成。", "Make it again with xinyong lab country."),
    )
