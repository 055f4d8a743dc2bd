"""Files that were really published, read whole. Skipped where they are absent."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from tests.intake.helpers import BRAZIL, REAL, decode_file
from xinyong.intake.forms.registry import FORMS
from xinyong.register.hold_row import HoldRow
from xinyong.register.mirror_listing import MirrorListing
from xinyong.register.register_organisation import RegisterOrganisation

Find = Callable[[str], Path]
CN = ["registration", "penalty"]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_published_registration_is_read(validation_data: Find) -> None:
    path = validation_data("uscc_pairs_real.csv")
    commands, errors = decode_file(path, REAL, CN)
    rows = rows_of(path)
    assert not errors
    for command, row in zip(commands, rows, strict=True):
        assert isinstance(command, RegisterOrganisation)
        assert (command.code, str(command.registered_on)) == (row["uscc"], row["registered_on"])
        assert "".join(command.name.split()) == "".join(row["org_name"].split())


def test_every_nonconforming_code_is_refused_or_flagged_for_its_reason(validation_data: Find) -> None:
    path = validation_data("uscc_nonconforming_real.csv")
    rows = rows_of(path)
    commands, errors = decode_file(path, REAL, CN)
    assert len(commands) + len(errors) == len(rows)
    flags = Counter(flag for command in commands if isinstance(command, RegisterOrganisation) for flag in command.flags)
    codes = Counter(error.code for error in errors)
    kinds = Counter(row["kind"] for row in rows)
    pilots = sum(row["pattern"] == "complement-omitted" for row in rows)
    assert all(isinstance(command, RegisterOrganisation) and command.flags for command in commands)
    assert flags["early-pilot-variant"] == pilots
    assert codes["check-character"] == kinds["check-character"] - pilots
    assert flags["lower-case"] + codes["lower-case"] == kinds["lower-case"]
    assert codes["15-digit-registration-number"] == kinds["15-digit-registration-number"]


def test_the_shenzhen_penalties_are_read_exactly_and_wait(validation_data: Find, tmp_path: Path) -> None:
    path = validation_data("penalties_shenzhen_2022_orgs.csv")
    rows = rows_of(path)
    commands, errors = decode_file(path, REAL, CN)
    assert not errors
    for command, row in zip(commands, rows, strict=True):
        assert isinstance(command, HoldRow) and command.name == row["org_name"]
        content = command.content
        day = row["decision_date"]
        assert content["decided_on"] == f"{day[:4]}-{day[4:6]}-{day[6:]}"
        assert content.get("fine_fen", 0) == Decimal(row["fine_10k_yuan"]) * 10**6
        assert content.get("confiscated_fen", 0) == Decimal(row["confiscated_10k_yuan"]) * 10**6
        kinds = str(content["kinds"]).split(";")
        assert kinds == [{"罚款": "fine", "没收违法所得": "confiscation-gains", "警告": "warning"}[kind]
                         for kind in row["penalty_category"].split(";")]
        bases = str(content["legal_basis"]).split(";")
        paths = row["legal_basis"].split(",")
        assert [basis.split("|")[0] for basis in bases] == [named.split("/")[0] for named in paths]
        assert all(basis.split("|")[1].isdigit() for basis in bases)
        assert (content["case_title"], content["penalty_text"]) == (row["case_title"], row["penalty_content"])
    fifteen = next(c for c in commands if isinstance(c, HoldRow) and c.content["penalty_text"] == "罚款.15元")
    assert fifteen.content["fine_fen"] == 15
    assert ("fine_fen", "CNY 0.15") in [(key, value.en) for key, _, value in FORMS["penalty"].show(fifteen.content)]

    again = tmp_path / "gb18030.csv"
    again.write_bytes(path.read_text(encoding="utf-8-sig").encode("gb18030"))
    assert decode_file(again, REAL, CN)[0] == commands


def test_the_ceis_file_is_read_whole(validation_data: Find, tmp_path: Path) -> None:
    path = validation_data("brazil_ceis_companies_2020.csv")
    rows = rows_of(path)
    commands, errors = decode_file(path, BRAZIL, ["ceis"])
    assert [error.code for error in errors] == ["check-character"] * sum(row["cnpj_check_ok"] == "0" for row in rows)
    good = [row for row in rows if row["cnpj_check_ok"] == "1"]
    for command, row in zip(commands, good, strict=True):
        assert isinstance(command, MirrorListing)
        assert command.code == "".join(filter(str.isalnum, row["cnpj"]))
        stated = f"{command.until:%d/%m/%Y}" if command.until else ""
        assert (stated, command.territory) == (row["data_final"], row["uf"].upper())
        assert command.source == " ".join(row["orgao_sancionador"].split())
        assert command.sanction == " ".join(row["tipo_sancao"].split())

    again = tmp_path / "latin.csv"
    again.write_bytes(path.read_text(encoding="utf-8-sig").encode("cp1252"))
    assert decode_file(again, BRAZIL, ["ceis"])[0] == commands


def test_forms_of_one_country_do_not_take_the_other_countrys_codes(validation_data: Find) -> None:
    path = validation_data("uscc_pairs_real.csv")
    setting = REAL._replace(identifier=BRAZIL.identifier)
    commands, errors = decode_file(path, setting, CN)
    assert not commands and len(errors) == len(rows_of(path))
