"""CEIS: Brazil's public register of companies suspended or barred from public contracts.

Cadastro Nacional de Empresas Inidôneas e Suspensas, as the Portal da Transparência publishes it
(Lei 12.846/2013, art. 23). Each row becomes an entry of a mirrored list: what its source says,
attributed to the sanctioning body, ending when the source says or lapsing at its review.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from xinyong.errors import BadInput, Text
from xinyong.intake.forms.base import Column, Decode, Decoded, Form, Layout, Setting, Warn
from xinyong.intake.forms.registration import NAME_LIMIT
from xinyong.intake.personal import narrative, natural_person, no_personal_number, without_owner
from xinyong.intake.values import clean, in_future, missing, read_date, too_long
from xinyong.register.mirror_listing import MirrorListing
from xinyong.subjects.reading import WARNINGS

LIST = "ceis"
_STATED_NONE = frozenset(("", "sem informação", "sem informacao", "não informado", "nao informado", "-"))
_PERSON_TYPES = frozenset(("f", "física", "fisica", "pessoa física", "pessoa fisica"))


class Ceis(Form):
    """Form ``ceis``: each row becomes a ``MirrorListing``; rows of natural persons are refused."""

    name = "ceis"
    title = Text("巴西被禁止参与公共采购企业名录（CEIS）", "Brazil's register of suspended and barred companies (CEIS)")
    encodings = ("utf-8", "cp1252")  # the portal publishes ISO 8859-1
    columns = (
        Column("code", Text("法人登记号（CNPJ）", "CNPJ"),
               ("cnpj", "CPF OU CNPJ DO SANCIONADO", "CNPJ OU CPF DO SANCIONADO", "CNPJ DO SANCIONADO", "CPF/CNPJ"),
               required=True, kind="code", must=True),
        Column("name", Text("名称", "name"), ("nome", "NOME DO SANCIONADO", "RAZÃO SOCIAL"), required=True,
               limit=NAME_LIMIT, must=True, example="EMPRESA FICTÍCIA LTDA"),
        Column("person_type", Text("主体类型", "kind of person"), ("TIPO DE PESSOA", "TIPO PESSOA")),
        Column("sanction", Text("制裁种类", "kind of sanction"),
               ("tipo_sancao", "TIPO SANÇÃO", "CATEGORIA DA SANÇÃO", "TIPO DE SANÇÃO"), required=True, limit=300,
               must=True),
        Column("since", Text("开始日期", "from"), ("data_inicio", "DATA INÍCIO SANÇÃO", "DATA INICIAL SANÇÃO"),
            kind="date"),
        Column("until", Text("结束日期", "until"), ("data_final", "DATA FINAL SANÇÃO"), required=True, kind="date"),
        Column("source", Text("制裁机关", "sanctioning body"),
               ("orgao_sancionador", "ÓRGÃO SANCIONADOR", "NOME DO ÓRGÃO SANCIONADOR"), required=True, limit=400,
               must=True),
        Column("territory", Text("制裁机关所在州", "state of the sanctioning body"),
               ("uf", "UF ÓRGÃO SANCIONADOR", "UF DO ÓRGÃO SANCIONADOR"), limit=2),
        Column("remarks", Text("备注", "remarks"), ("OBSERVAÇÕES",), fate="dropped"),
    )

    def decoder(self, layout: Layout, setting: Setting) -> Decode:
        cell = {column.key: layout.cell(column.key) for column in self.columns if column.fate == "kept"}
        identifier, read_code, today = setting.identifier.name, setting.read_code, setting.today

        def decode(cells: Sequence[str]) -> Decoded:
            code = clean(cell["code"](cells), "code")
            if "*" in code or clean(cell["person_type"](cells), "person_type").casefold() in _PERSON_TYPES:
                raise natural_person("code")  # the portal masks CPF numbers with asterisks
            reading = read_code(code)
            name, cut = without_owner(clean(cell["name"](cells), "name"), setting.identifier)
            if not name:
                raise missing("name", Text("名称", "name"))
            if len(name) > NAME_LIMIT:
                raise too_long("name", NAME_LIMIT)
            no_personal_number(name)
            sanction, warns = self._text(cell["sanction"](cells), "sanction")
            source, more = self._text(cell["source"](cells), "source")
            if not source:
                more = (_NO_SOURCE,)
            since = _read_day(cell["since"](cells), "since")
            if since is not None and since > today:
                raise in_future("since")
            warns += cut + more + tuple(Warn(code, WARNINGS[code], "code") for code in reading.warnings)
            command = MirrorListing(
                list=LIST, identifier=identifier, code=reading.code, name=name,
                subject_kind=reading.subject_kind or "enterprise", source=source, sanction=sanction,
                territory=_read_state(cell["territory"](cells)), since=since,
                until=_read_day(cell["until"](cells), "until"),
            )
            return command, warns

        return decode

    def _text(self, cell: str, field: str) -> tuple[str, tuple[Warn, ...]]:
        text = clean(cell, field)
        column = self.by_key[field]
        if not text and field == "sanction":
            raise missing(field, column.title)
        if len(text) > column.limit:
            raise too_long(field, column.limit)
        return _scanned(text, field)


_NO_SOURCE = Warn(
    "source-not-stated",
    Text("名录未写明制裁机关，按“未写明”保存。", "The list does not name the sanctioning body; it is kept as not stated."),
    "source",
)


@lru_cache(maxsize=4096)  # bodies and kinds of sanction recur by the hundred; neither is about a person
def _scanned(text: str, field: str) -> tuple[str, tuple[Warn, ...]]:
    return narrative(text, field)


def _read_day(cell: str, field: str) -> date | None:
    text = cell.strip()
    return None if text.casefold() in _STATED_NONE else read_date(text, field, day_first=True)


def _read_state(cell: str) -> str:
    """The state's two letters; "" where the source states none."""
    text = clean(cell, "territory").upper()
    if text.casefold() in _STATED_NONE:
        return ""
    if len(text) != 2 or not text.isascii() or not text.isalpha():
        raise BadInput(
            Text("州代码应为两个字母。", "The state is not two letters."), code="bad-state", field="territory",
            todo=Text("请填写两位字母的州代码，或留空。", "Give the state's two letters, or leave it empty."),
        )
    return text
