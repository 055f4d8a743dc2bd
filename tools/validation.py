"""Run the register on the published organisations' files and write what came out to ``docs/validation.md``.

``python -m tools.validation`` opens real registers in a scratch folder, takes the files in through the
command line's own code, asks about what they hold, and writes the figures. The files are found through
``XINYONG_VALIDATION_DATA``; nothing of theirs but counts goes into the page. Tests hold the same
expectations (``tests/intake``, ``tests/subjects``, ``tests/journal``).
"""

from __future__ import annotations

import csv
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tools.validation_text import INTRODUCTION, NOT_REACHED
from xinyong.check import check
from xinyong.intake.running import Result, run
from xinyong.journal.officers import load_credential
from xinyong.law.loading import load
from xinyong.office import Office, found
from xinyong.office.waiting import waiting_rows
from xinyong.subjects.names.matching import compare

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "validation.md"
DATA = Path(os.environ.get("XINYONG_VALIDATION_DATA") or ROOT.parent / "shared" / "data")


@contextmanager
def real_register(folder: Path, rulebook: str) -> Iterator[Office]:
    """A real register under a rulebook, countersigned for trial."""
    with found(folder / rulebook, "real", load(rulebook), countersign=True) as office:
        yield office


def take_in(office: Office, name: str, authority: str) -> Result:
    """One published file through the intake, as the authority's first officer."""
    signer = load_credential(office.home.credentials / f"{authority}-1.pem")
    result = run(office, [DATA / name], authority, signer)
    office.seal_if_needed()
    return result


def counts_line(name: str, result: Result) -> str:
    """A table row: the file and the four outcomes."""
    c = result.counts
    return f"| `{name}` | {c.rows:,} | {c.accepted:,} | {c.already_held:,} | {c.refused:,} | {c.waiting:,} |"


def china(folder: Path) -> list[str]:
    """The Chinese files: registrations, codes that are not well-formed, penalties without a code."""
    lines = ["## China: codes, registrations, penalties", "", *_TABLE]
    with real_register(folder, "cn") as office:
        results = {
            name: take_in(office, name, "samr")
            for name in ("uscc_pairs_real.csv", "uscc_nonconforming_real.csv", "penalties_shenzhen_2022_orgs.csv")
        }
        lines += [counts_line(name, result) for name, result in results.items()]
        again = take_in(office, "uscc_pairs_real.csv", "samr")
        size = _size(office)
        take_in(office, "penalties_shenzhen_2022_orgs.csv", "samr")
        lines += [counts_line("uscc_pairs_real.csv, sent again", again), ""]
        lines += _told(results["uscc_nonconforming_real.csv"])
        lines += _penalties(office)
        lines += [f"- The penalties sent again: {_size(office) - size} new entries.", ""]
        lines += _sound(office)
    return lines


def _penalties(office: Office) -> list[str]:
    rows = list(csv.DictReader((DATA / "penalties_shenzhen_2022_orgs.csv").open(encoding="utf-8-sig")))
    waiting = list(waiting_rows(office))
    exact = sum(
        round(float(row["fine_10k_yuan"]) * 10**6) == held.content.get("fine_fen", 0)
        and round(float(row["confiscated_10k_yuan"]) * 10**6) == held.content.get("confiscated_fen", 0)
        for row, held in zip(rows, waiting, strict=True)
    )
    bases = sum(
        len(row["legal_basis"].split(",")) == len(str(held.content["legal_basis"]).split(";"))
        for row, held in zip(rows, waiting, strict=True)
    )
    return [
        f"- Penalties: {len(waiting)} of {len(rows)} rows wait for identification, none guessed; fines and confiscated "
        f"sums equal to the fen in {exact}, every legal basis coded in {bases}.",
    ]


def brazil(folder: Path) -> list[str]:
    """Brazil's register: a bid asked about before and after each sanction's stated end, and where none is stated."""
    lines = ["## Brazil: the register of suspended and barred companies", "", *_TABLE]
    with real_register(folder, "br") as office:
        result = take_in(office, "brazil_ceis_companies_2020.csv", "cgu")
        lines += [counts_line("brazil_ceis_companies_2020.csv", result), "", *_told(result)]
        lines += _bids(office)
        lines += ["", *_sound(office)]
    return lines


def _bids(office: Office) -> list[str]:
    rows = list(csv.DictReader((DATA / "brazil_ceis_companies_2020.csv").open(encoding="utf-8-sig")))
    single = Counter(row["cnpj"] for row in rows)
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    endless: Counter[str] = Counter()
    today = office.today()
    for row in rows:
        if single[row["cnpj"]] > 1 or row["cnpj_check_ok"] != "1":
            continue  # a company with several sanctions stays barred by another
        if not row["data_final"]:
            endless[check(office, row["cnpj"], "procurement.bid", "validation").verdict] += 1
            continue
        end = datetime.strptime(row["data_final"], "%d/%m/%Y").date()
        if end < date(2016, 12, 1):
            continue  # forgotten before it came: refused under Article 14
        before[check(office, row["cnpj"], "procurement.bid", "validation", at=end, history=True).verdict] += 1
        later = end + timedelta(days=1)
        after[check(office, row["cnpj"], "procurement.bid", "validation", at=later, history=True).verdict] += 1
    return [
        f"- Companies with one sanction whose end is stated, asked whether they may bid on its last day: "
        f"{_counted(before)}; on the day after: {_counted(after)}.",
        f"- Companies with one sanction whose source states no end, asked today ({today}): {_counted(endless)}.",
    ]


def names() -> list[str]:
    """The matcher on labelled pairs: our own Chinese ones, and the published international ones."""
    lines = ["## Names", "", "| pairs | number | precision | recall | F1 |", "| --- | --- | --- | --- | --- |"]
    own = [
        (row[0], row[1], row[2] in ("1", "true", "yes", "match"))
        for row in csv.reader((ROOT / "tests/subjects/name_pairs.tsv").open(encoding="utf-8"), delimiter="\t")
        if len(row) > 2 and row[2] in ("0", "1", "true", "false", "yes", "no", "match", "different")
    ]
    lines.append(_scored("Chinese and cross-script, made-up names, labelled by us (a floor, not a blind figure)", own))
    published = [
        (row["name1"], row["name2"], row["is_match"] == "true")
        for row in csv.DictReader((DATA / "name_match_cases_org.csv").open(encoding="utf-8-sig"))
    ]
    lines.append(_scored("`name_match_cases_org.csv` (many labels debatable: fund V = fund VI)", published))
    return [*lines, ""]


def _scored(title: str, pairs: list[tuple[str, str, bool]]) -> str:
    said = [(compare(a, b).match, label) for a, b, label in pairs]
    right = sum(match and label for match, label in said)
    precision = right / max(1, sum(match for match, _ in said))
    recall = right / max(1, sum(label for _, label in said))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"| {title} | {len(pairs)} | {precision:.3f} | {recall:.3f} | {f1:.3f} |"


def merkle() -> list[str]:
    """The published vectors of RFC 6962 proofs."""
    vectors = json.loads((ROOT / "tests/journal/vectors/rfc6962_merkle_vectors.json").read_text(encoding="utf-8"))
    cases = [*vectors["inclusion"], *vectors["consistency"]]
    good, total = sum(not case["wantErr"] for case in cases), len(cases)
    return [
        "## The tree", "",
        f"- RFC 6962 vectors: {total}, of which {good} must be accepted and {total - good} refused; "
        "the tests hold each one.", "",
    ]


def _told(result: Result) -> list[str]:
    lines = [f"- refused `{r['code']}`: {r['count']}" for r in result.as_dict()["reasons"]]
    return lines + [f"- accepted with the flag `{w['code']}`: {w['count']}" for w in result.as_dict()["warnings"]]


def _sound(office: Office) -> list[str]:
    verified: dict[str, Any] = office.store.verify()
    replayed = office.store.rebuild()
    after = office.store.verify()
    return [
        f"- `verify`: {verified['entries']:,} entries, root `{str(verified['root'])[:12]}…`; `rebuild` replayed "
        f"{replayed:,} and `verify` compared every projection row again ({after['entries']:,} entries).",
        "",
    ]


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{count} {word}" for word, count in counter.most_common()) or "none"


def _size(office: Office) -> int:
    with office.store.reading() as reading:
        return reading.size()


_TABLE = [
    "| file | rows | accepted | already held | refused | waiting |",
    "| --- | --- | --- | --- | --- | --- |",
]


def main() -> int:
    """Write the page; 1 where the published files are absent."""
    if not DATA.is_dir():
        print(json.dumps({"error": "the published files are absent; set XINYONG_VALIDATION_DATA"}), file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="xinyong-validation-") as folder:
        parts = [*china(Path(folder)), *brazil(Path(folder)), *names(), *merkle()]
    page = "\n".join([INTRODUCTION.format(day=date.today()), *parts, NOT_REACHED])
    PAGE.write_text(page.rstrip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
