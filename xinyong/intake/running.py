"""Running a file through: open, decode, decide in batches, account for every row, close.

Every row ends in exactly one of accepted, already held, refused, waiting for identification. The
office knows rows by their fingerprints and files by their digests, so that sending a file again
changes nothing and a run that was killed goes on to the same result when it is started again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xinyong.errors import XinyongError
from xinyong.intake.attestation import Attestation, attest, check, count_rows, read_beside
from xinyong.intake.errors_file import ErrorsFile
from xinyong.intake.forms.base import Form, Layout, Setting, Warn
from xinyong.intake.forms.registry import named, recognise
from xinyong.intake.personal import dropped_columns
from xinyong.intake.sheets import Sheet, open_sheet
from xinyong.office.batch import OpenedFile, RowCommand, RowOutcome, close_file, file_rows, open_file
from xinyong.office.trial import Trial
from xinyong.subjects.identifiers import get

if TYPE_CHECKING:
    from xinyong.journal.officers import Signer
    from xinyong.office import Office

FIRST_BATCH, LEAST_BATCH, MOST_BATCH = 500, 100, 4_000
BATCH_SECONDS = 0.2  # long enough for its commit to cost little; a decision that waits cuts it short anyway
ROWS_SHOWN = 5  # row numbers given as examples for each reason


class Progress(NamedTuple):
    """How far a run has come: bytes of all files together, and rows decided."""

    file: str
    done_bytes: int
    all_bytes: int
    rows: int


@dataclass
class Reason:
    """One reason for refusing rows, or one warning: how often, and the first rows it met."""

    error: XinyongError | None
    warn: Warn | None
    count: int = 0
    rows: list[int] = field(default_factory=list)

    def met(self, row: int) -> None:
        self.count += 1
        if row and len(self.rows) < ROWS_SHOWN:
            self.rows.append(row)

    def as_dict(self) -> dict[str, Any]:
        if self.error is not None:
            about = self.error.as_dict()
            about.pop("where", None)
        else:
            assert self.warn is not None
            about = {"code": self.warn.code, "detail": self.warn.text.en, "detail_zh": self.warn.text.zh,
                     "field": self.warn.field}
        return {**about, "count": self.count, "rows": self.rows}


@dataclass
class Counts:
    """Rows by outcome; ``rows`` is always the sum of the other four."""

    rows: int = 0
    accepted: int = 0
    already_held: int = 0
    refused: int = 0
    waiting: int = 0

    def add(self, outcomes: Mapping[str, int]) -> None:
        """Add so many rows by outcome."""
        for status, count in outcomes.items():
            self.rows += count
            setattr(self, status, getattr(self, status) + count)

    def as_dict(self) -> dict[str, int]:
        return {"rows": self.rows, "accepted": self.accepted, "already_held": self.already_held,
                "refused": self.refused, "waiting": self.waiting}


@dataclass
class FileReport:
    """What became of one file. ``lapsed``: mirrored entries ended because the file no longer has them."""

    name: str
    form: str
    digest: str
    encoding: str
    counts: Counts = field(default_factory=Counts)
    lapsed: int = 0
    attestation: str = ""  # digest of the source attestation, found true
    attested_by: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {"name": self.name, "form": self.form, "digest": self.digest, "encoding": self.encoding,
                "lapsed": self.lapsed, "attestation": self.attestation, "attested_by": self.attested_by,
                **self.counts.as_dict()}


@dataclass
class Result:
    """What became of a run. ``seconds`` covers everything from opening the first file."""

    files: list[FileReport] = field(default_factory=list)
    seconds: float = 0.0
    dry_run: bool = False
    reasons: dict[tuple[str, str], Reason] = field(default_factory=dict)
    warnings: dict[tuple[str, str], Reason] = field(default_factory=dict)
    errors_files: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        total = Counts()
        for report in self.files:
            outcomes = report.counts.as_dict()
            del outcomes["rows"]
            total.add(outcomes)
        return total

    def as_dict(self) -> dict[str, Any]:
        """As ``--json`` prints it."""
        counts = self.counts
        return {
            **counts.as_dict(),
            "rows_per_s": round(counts.rows / self.seconds) if self.seconds else 0,
            "seconds": round(self.seconds, 3),
            "dry_run": self.dry_run,
            "reasons": [reason.as_dict() for reason in _by_count(self.reasons)],
            "warnings": [reason.as_dict() for reason in _by_count(self.warnings)],
            "files": [report.as_dict() for report in self.files],
            "errors_files": self.errors_files,
        }

    def refuse(self, row: int, error: XinyongError) -> None:
        self.reasons.setdefault((error.code, error.field or ""), Reason(error, None)).met(row)

    def warn(self, row: int, warn: Warn) -> None:
        self.warnings.setdefault((warn.code, warn.field), Reason(None, warn)).met(row)


def _by_count(reasons: dict[tuple[str, str], Reason]) -> list[Reason]:
    return sorted(reasons.values(), key=lambda reason: -reason.count)


class Read(NamedTuple):
    """One row on its way: its number, its cells, the command or the error, its warnings."""

    row: int
    cells: Sequence[str]
    item: RowCommand | XinyongError
    warns: tuple[Warn, ...]


def run(
    office: Office,
    paths: Sequence[Path],
    authority: str,
    credential: Signer,
    form: str = "auto",
    dry_run: bool = False,
    errors: Path | None = None,
    progress: Callable[[Progress], None] | None = None,
    sign: bool = False,
) -> Result:
    """File every row of the files, in order.

    Every file's heading is looked at before the first row is filed, so that one unreadable file
    stops the run before it began. Raises BadInput for such a file, Refused or NotAllowed for a
    credential that may not file for ``authority``. ``dry_run`` decides and records nothing.
    ``sign``: the officer attests to each file first (``attestation``), which is kept beside it.
    """
    started = time.perf_counter()
    forms = named(form, office.rulebook.manifest.forms)
    attested = {path: _attested(path, forms, office, authority, credential if sign else None) for path in paths}
    result = Result(dry_run=dry_run)
    rejects = ErrorsFile(errors) if errors is not None else None
    trial = Trial() if dry_run else None
    complete = False
    try:
        sizes = [path.stat().st_size if path.is_file() else 0 for path in paths]
        for number, path in enumerate(paths):
            with _recognised(path, forms) as sheet:
                before, rows_before = sum(sizes[:number]), result.counts.rows

                def tell(position: int, rows: int) -> None:
                    if progress is not None:
                        told = Progress(path.name, before + position, sum(sizes), rows_before + rows)  # noqa: B023 now
                        progress(told)

                _File(office, sheet, forms, result, rejects, trial, attested[path]).run(authority, credential, tell)
        complete = True
    finally:
        if trial is not None:
            trial.close()
        if rejects is not None:
            rejects.close(complete=complete)
            result.errors_files = [str(path) for path in rejects.paths] if complete else []
    result.seconds = time.perf_counter() - started
    return result


def _attested(
    path: Path, forms: Sequence[Form], office: Office, authority: str, signer: Signer | None
) -> Attestation | None:
    """What the authority signed for this file; the file's heading is looked at on the way."""
    with _recognised(path, forms) as sheet:
        form, digest = recognise(sheet.heading, forms).name, sheet.examined.digest
        if signer is not None:
            attested = attest(sheet, form, authority, signer, office.today())
            return check(attested, office, digest=digest, form=form, authority=authority, rows=attested.statement.rows)
        found = read_beside(path)
        rows = count_rows(sheet) if found is not None else 0
    return check(found, office, digest=digest, form=form, authority=authority, rows=rows)


def _recognised(path: Path, forms: Sequence[Form]) -> Sheet:
    try:
        sheet = open_sheet(path, forms)
        try:
            recognise(sheet.heading, forms)
        except XinyongError:
            sheet.close()
            raise
    except XinyongError as error:
        error.where = f"{path.name}: {error.where}" if error.where and error.where != path.name else path.name
        raise
    return sheet


class _File:
    """One file on its way through."""

    def __init__(
        self, office: Office, sheet: Sheet, forms: Sequence[Form], result: Result, rejects: ErrorsFile | None,
        trial: Trial | None, attestation: Attestation | None = None,
    ) -> None:
        self.office, self.sheet, self.result, self.rejects, self.trial = office, sheet, result, rejects, trial
        self.form = recognise(sheet.heading, forms)
        self.layout = Layout(self.form, sheet.heading)
        sheet.know(self.form, self.layout)
        examined = sheet.examined
        self.report = FileReport(sheet.path.name, self.form.name, examined.digest, examined.encoding)
        if attestation is not None:
            self.report.attestation, self.report.attested_by = attestation.digest, attestation.statement.officer
        self.batch = FIRST_BATCH

    def run(self, authority: str, credential: Signer, tell: Callable[[int, int], None]) -> None:
        self.result.files.append(self.report)
        opened = open_file(
            self.office, self.sheet.examined.digest, self.form.name, authority, credential,
            dry_run=self.trial is not None, trial=self.trial, attestation=self.report.attestation,
            attested_by=self.report.attested_by,
        )
        for warn in dropped_columns(self.form, self.layout):
            self.result.warn(0, warn)
        rows = self._read()
        tell(0, 0)
        while batch := list(islice(rows, self.batch)):
            self._file(opened, batch)
            tell(self.sheet.position(), self.report.counts.rows)
        if self.trial is None:
            self.report.lapsed = close_file(self.office, opened, self.report.counts.as_dict())
        tell(self.sheet.examined.size, self.report.counts.rows)

    def _read(self) -> Iterator[Read]:
        manifest = self.office.rulebook.manifest
        setting = Setting(
            self.office.today(), get(manifest.organisation_identifier), self.office.mode, manifest.person_identifier
        )
        decode = self.form.decoder(self.layout, setting)
        for row, cells, error in self.sheet.records():
            if error is not None:
                yield Read(row, cells, error, ())
                continue
            try:
                command, warns = decode(cells)
            except XinyongError as problem:
                yield Read(row, cells, problem, ())
            else:
                yield Read(row, cells, command, warns)  # type: ignore[arg-type]  # of rows alone

    def _file(self, opened: OpenedFile, batch: list[Read]) -> None:
        """One batch, in as many transactions as waiting decisions cut it into; the next is as long as
        keeps a transaction near ``BATCH_SECONDS``."""
        started, rest = time.perf_counter(), batch
        while rest:
            outcomes = file_rows(self.office, opened, [read.item for read in rest])
            self.report.counts.add(Counter(outcome.status for outcome in outcomes))
            for read, outcome in zip(rest, outcomes, strict=False):
                if outcome.error is not None or read.warns:
                    self._account(read, outcome)
            rest = rest[len(outcomes):]
        seconds = time.perf_counter() - started
        self.batch = max(LEAST_BATCH, min(MOST_BATCH, int(len(batch) * min(2.0, BATCH_SECONDS / max(seconds, 1e-4)))))

    def _account(self, read: Read, outcome: RowOutcome) -> None:
        if outcome.error is not None:
            outcome.error.where = f"{self.sheet.path.name}: row {read.row}"
            self.result.refuse(read.row, outcome.error)
            if self.rejects is not None:
                self.rejects.add(self.form, self.layout, read.row, read.cells, outcome.error)
        elif outcome.status != "already_held":
            for warn in read.warns:
                self.result.warn(read.row, warn)
