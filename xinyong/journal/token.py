"""Keys on a PKCS#11 token (HSM, smart card, SoftHSM): the master key and the signing key never leave it.

Used through ``python-pkcs11`` (the extra ``pkcs11``), loaded only when a register's custody
names a token. The token must offer AES-GCM (CKM_AES_GCM) and Ed25519 (CKM_EC_EDWARDS_KEY_PAIR_GEN, CKM_EDDSA; PKCS#11
v3.0 2.3). One session a process and token: PKCS#11 knows one login per process, and its sessions are not to be
shared at one time, hence the lock.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from xinyong.errors import OperatorError, RegisterFault, Text
from xinyong.journal.custody import KEK_CONTEXT, KeptSigning, no_such_key
from xinyong.journal.notes import NoteSigner
from xinyong.subjects.sealing import KEY_BYTES, NONCE_BYTES, WRAPPED_BYTES

EDWARDS25519 = bytes.fromhex("130c") + b"edwards25519"
"""CKA_EC_PARAMS as PKCS#11 v3.0 2.3.5 has it: the curve's name as a PrintableString."""
PIN, PIN_FILE = "XINYONG_PKCS11_PIN", "XINYONG_PKCS11_PIN_FILE"
LABEL = "xinyong"

_sessions: dict[tuple[int, str, str], Any] = {}
_lock = threading.RLock()


class TokenPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which token, and which key on it is the master key (``custody.json``). It holds no secret."""

    module: str  # path of the PKCS#11 library
    token: str  # the token's label
    master: str = ""  # CKA_ID of the master key, hex; "" before it is made


class TokenCustody:
    """``journal.custody.KeyCustody`` on a token."""

    kind = "pkcs11"

    def __init__(self, place: TokenPlace) -> None:
        """Raises OperatorError where library, token, PIN or key are not at hand."""
        self.place = place
        with _talking():
            self._session()

    @classmethod
    def create(cls, module: str, token: str) -> TokenCustody:
        """A fresh master key on the token, not extractable."""
        return cls(TokenPlace(module, token)).renewed()

    def wrap(self, kek: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        with _talking() as pkcs11:
            how = {"mechanism": pkcs11.Mechanism.AES_GCM, "mechanism_param": _gcm(nonce)}
            sealed: bytes = self._master().encrypt(kek, **how)
        return nonce + sealed

    def unwrap(self, wrapped: bytes) -> bytes:
        if len(wrapped) != WRAPPED_BYTES:
            raise _foreign()
        with _talking() as pkcs11:
            master = self._master()
            try:
                how = {"mechanism": pkcs11.Mechanism.AES_GCM, "mechanism_param": _gcm(wrapped[:NONCE_BYTES])}
                opened: bytes = master.decrypt(wrapped[NONCE_BYTES:], **how)
            except pkcs11.PKCS11Error:
                raise _foreign() from None
        if len(opened) != KEY_BYTES:
            raise _foreign()
        return opened

    def new_signing(self) -> KeptSigning:
        with _talking() as pkcs11:
            kinds, attribute = pkcs11.KeyType, pkcs11.Attribute
            domain = self._session().create_domain_parameters(
                kinds.EC_EDWARDS, {attribute.EC_PARAMS: EDWARDS25519}, local=True
            )
            fixed = {attribute.SENSITIVE: True, attribute.EXTRACTABLE: False}
            interim = os.urandom(8)  # the id follows from the public half, which is not known before
            public, private = domain.generate_keypair(
                mechanism=pkcs11.Mechanism.EC_EDWARDS_KEY_PAIR_GEN, id=interim, label=LABEL, store=True,
                private_template=fixed,
            )
            point: bytes = public[attribute.EC_POINT]
            raw = point[-KEY_BYTES:]  # an OCTET STRING around it, or not: tokens differ
            private[attribute.ID] = key_id(raw)
            public[attribute.ID] = key_id(raw)
        return KeptSigning(raw, on_token=True)

    def signing(self, public_key: bytes) -> NoteSigner:
        with _talking():
            self._private(public_key)
        return TokenSigner(self, public_key)

    def destroy_signing(self, public_key: bytes) -> None:
        with _talking() as pkcs11:
            for each in list(self._session().get_objects({pkcs11.Attribute.ID: key_id(public_key)})):
                each.destroy()

    def renewed(self) -> TokenCustody:
        with _talking() as pkcs11:
            attribute = pkcs11.Attribute
            identity = os.urandom(8)
            self._session().generate_key(
                pkcs11.KeyType.AES, KEY_BYTES * 8, id=identity, label=LABEL, store=True,
                template={attribute.SENSITIVE: True, attribute.EXTRACTABLE: False},
            )
        return TokenCustody(msgspec.structs.replace(self.place, master=identity.hex()))

    def destroy_master(self) -> None:
        """Destroy this custody's master key: whatever it alone wraps is forgotten."""
        with _talking():
            self._master().destroy()

    def sign(self, public_key: bytes, message: bytes) -> bytes:
        """64 bytes, Ed25519 by the key of this public half."""
        with _talking() as pkcs11:
            signature: bytes = self._private(public_key).sign(message, mechanism=pkcs11.Mechanism.EDDSA)
        return signature

    def _session(self) -> Any:
        """This process's session on the token, logged in."""
        known = (os.getpid(), self.place.module, self.place.token)
        if known not in _sessions:
            import pkcs11

            found = pkcs11.lib(self.place.module).get_token(token_label=self.place.token)
            _sessions[known] = found.open(user_pin=pin(), rw=True)
        return _sessions[known]

    def _master(self) -> Any:
        import pkcs11

        try:
            identity = bytes.fromhex(self.place.master)
            return self._session().get_key(object_class=pkcs11.ObjectClass.SECRET_KEY, id=identity)
        except (pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned):
            raise OperatorError(
                Text("密码设备中没有该登记册的主密钥。", "The token does not hold this register's master key."),
                code="master-key", where=self.place.token,
                todo=Text("接上正确的密码设备，或从其备份恢复；没有它，登记册内容无法读取。",
                          "Connect the right token, or restore its backup; without it nothing here can be read."),
            ) from None

    def _private(self, public_key: bytes) -> Any:
        import pkcs11

        try:
            return self._session().get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=key_id(public_key))
        except (pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned):
            raise no_such_key() from None


class TokenSigner:
    """A signing key that stays on its token (``notes.NoteSigner``)."""

    def __init__(self, custody: TokenCustody, public_key: bytes) -> None:
        self._custody = custody
        self.public = public_key

    def sign(self, message: bytes) -> bytes:
        return self._custody.sign(self.public, message)


def key_id(public_key: bytes) -> bytes:
    """CKA_ID of a signing key: from its public half, so that it is found by it."""
    return sha256(public_key).digest()[:8]


def pin() -> str:
    """The token's PIN from ``XINYONG_PKCS11_PIN_FILE`` (a systemd credential) or ``XINYONG_PKCS11_PIN``."""
    path = os.environ.get(PIN_FILE)
    try:
        given = Path(path).read_text("utf-8").strip() if path else os.environ.get(PIN, "")
    except OSError:
        given = ""
    if not given:
        raise OperatorError(
            Text("没有密码设备的口令。", "The token's PIN is not given."), code="token", field=PIN,
            todo=Text(f"用 {PIN_FILE} 指定口令文件。", f"Name the file that holds it with {PIN_FILE}."),
        )
    return given


def _gcm(nonce: bytes) -> Any:
    from pkcs11 import GCMParams

    return GCMParams(nonce, aad=KEK_CONTEXT, tag_bits=128)


def _foreign() -> RegisterFault:
    return RegisterFault(Text("主密钥打不开密钥库。", "The master key does not open the key store."), code="master-key")


@contextmanager
def _talking() -> Iterator[Any]:
    """The library, held by this thread alone; whatever the token complains of as an OperatorError of ours."""
    try:
        import pkcs11
    except ImportError:
        raise OperatorError(
            Text("未安装 PKCS#11 支持。", "Support for PKCS#11 is not installed."), code="token",
            todo=Text("在本项目的环境中执行 python -m pip install python-pkcs11。",
                      "Run python -m pip install python-pkcs11 in this project's environment."),
        ) from None
    with _lock:
        try:
            yield pkcs11
        except (pkcs11.PKCS11Error, RuntimeError) as error:
            _sessions.clear()  # a token that was pulled out is asked afresh next time
            raise OperatorError(
                Text("密码设备拒绝了请求。", f"The token refused: {type(error).__name__}."), code="token",
                todo=Text("检查设备、口令与所需算法（AES-GCM、Ed25519）。",
                          "Check the device, its PIN, and that it offers AES-GCM and Ed25519."),
            ) from error
