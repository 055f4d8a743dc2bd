"""``xinyong keys`` and ``xinyong erase``: what whoever runs a register does besides deciding."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from xinyong.cli.terminal import HomeOption, JsonOption, OfficerOption, credential, emit, open_office
from xinyong.errors import BadInput, Text

app = typer.Typer(no_args_is_help=True)
keys_app = typer.Typer(no_args_is_help=True)
erase_app = typer.Typer(no_args_is_help=True)
app.add_typer(keys_app, name="keys", help="Where the keys are, and renewing them. 密钥。")
app.add_typer(erase_app, name="erase", help="Forget what the law no longer lets the register keep. 到期删除。")
SHOWN = 20


@keys_app.command("status")
def status(home: HomeOption = None, json: JsonOption = False) -> None:
    """Where the keys are kept and which one signs; no key is shown. 密钥保管状态。"""
    from xinyong.office.renewal import status as look

    with open_office(home) as office:
        answer = look(office)
    human = (
        f"custody 保管: {answer['custody']}; signing key on a token 签名密钥在密码设备: "
        f"{'yes 是' if answer['signing_on_token'] else 'no 否'}\n"
        f"signing key 签名公钥: {answer['signing_key']}\n"
        f"  in force since entry 自条目起生效: {answer['signing_since_entry']}; keys so far 历来: {answer['signing_keys']}"
    )
    emit(answer, json, human)


@keys_app.command("rotate")
def rotate(
    home: HomeOption = None,
    master: Annotated[bool, typer.Option("--master", help="The master key. 主密钥。")] = False,
    signing: Annotated[bool, typer.Option("--signing", help="The key that signs checkpoints. 签名密钥。")] = False,
    wrapping: Annotated[
        bool, typer.Option("--wrapping", help="The key that wraps all data keys (the default). 密钥加密密钥。")
    ] = False,
    officer: OfficerOption = None,
    json: JsonOption = False,
) -> None:
    """Renew one of the three topmost keys; back the key store up again afterwards. 轮换密钥。"""
    from xinyong.office.renewal import rotate_master, rotate_signing

    if master + signing + wrapping > 1:
        raise BadInput(Text("一次只轮换一种密钥。", "Rotate one key at a time."), field="rotate")
    answer: dict[str, Any] = {"rotated": "master" if master else "signing" if signing else "wrapping"}
    with open_office(home) as office:
        if master:
            rotate_master(office)
        elif signing:
            answer["entry"] = rotate_signing(office, credential(office, officer, "register"))
            answer["signing_key"] = office.keys.register_key
        else:
            office.keys.rotate_kek()
    told = f"✓ {answer['rotated']} key renewed 已轮换"
    if signing:
        told += f"; announced by entry 公告条目 {answer['entry']}: {answer['signing_key']}"
    emit(answer, json, told + "\n  Back the key store up now; older copies need the older keys. 请立即重新备份密钥库。")


@keys_app.command("move")
def move(
    module: Annotated[str, typer.Option(help="The PKCS#11 library. PKCS#11 库路径。")],
    token: Annotated[str, typer.Option(help="The token's label. 密码设备标签。")],
    home: HomeOption = None, officer: OfficerOption = None, json: JsonOption = False,
) -> None:
    """Move master and signing key to a PKCS#11 token (PIN in XINYONG_PKCS11_PIN_FILE). 迁入密码设备。"""
    from xinyong.office.renewal import move_to_token
    from xinyong.office.renewal import status as look

    with open_office(home) as office:
        move_to_token(office, module, token, credential(office, officer, "register"))
        answer = look(office)
    emit(answer, json, f"✓ keys on token {token} 密钥已迁入\n  signing key 签名公钥: {answer['signing_key']}")


@erase_app.command("due")
def due(
    home: HomeOption = None,
    officer: OfficerOption = None,
    authority: Annotated[
        str, typer.Option("--authority", help="Trial registers: act by this authority's officer. 试用：以其经办人办理。")
    ] = "",
    json: JsonOption = False,
) -> None:
    """List what is due to be forgotten; with an officer, erase it, one small decision each. 到期删除。"""
    from xinyong.office.forgetting import due as look

    with open_office(home) as office:
        if officer is None and not authority:
            found = look(office)
            answer: dict[str, Any] = {"due": [each._asdict() for each in found]}
            lines = [f"  {each.since}  {each.kind} {each.id}" for each in found[:SHOWN]]
            more = [f"  … {len(found) - SHOWN} more 另有"] if len(found) > SHOWN else []
            emit(answer, json, "\n".join([f"{len(found)} due 到期", *lines, *more]))
            return
        answer = _erase(office, credential(office, officer, authority))
    human = f"✓ {answer['decisions']} decisions, {answer['entries']} entries forgotten 已删除 ({answer['seconds']} s)"
    from xinyong.journal.store import REMAINS

    for code in answer["remains"]:
        human += f"\n! {REMAINS[code].zh}\n! {REMAINS[code].en}"
    emit(answer, json, human)


def _erase(office: Any, signer: Any) -> dict[str, Any]:
    import time

    from xinyong.check.asking import index_of
    from xinyong.office import letters
    from xinyong.office.forgetting import erase_due, remains

    done = erase_due(office, signer)
    started = time.perf_counter()
    with office.store.reading() as reading:
        letters.sweep(office.home, reading, set())
    left = remains(office) if letters.scrub(office.home) else ("readers", *remains(office))
    pages = index_of(office).scrub(office.store, office.clock()) if office.home.index.is_dir() else 0
    return {
        "decisions": done.decisions, "entries": done.entries, "refused": done.refused,
        "seconds": round(done.seconds, 3),
        "scrubbed": not left, "remains": list(dict.fromkeys(left)), "index_pages": pages,
        "scrub_seconds": round(time.perf_counter() - started, 3),
    }
