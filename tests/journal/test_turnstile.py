"""A decision waits no longer than a batch's step, and a batch is not starved."""

from __future__ import annotations

import multiprocessing
import statistics
import threading
import time
from pathlib import Path
from typing import Any

from tests.journal.support import close, create, found, organisation, record, reopen
from xinyong.journal.turnstile import MOST_PATIENCE_S, Turnstile

STEP = 50  # entries that the batch appends between two looks at the turnstile
DECISIONS = 12


def _batch(folder: Path, started: Any, stop: Any) -> None:
    """Append without pause, letting decisions in whenever one waits."""
    store = reopen(folder)
    number = 1000
    while not stop.is_set():
        with store.writing(patient=True) as writing:
            while not writing.others_wait() and not stop.is_set():
                writing.append([organisation(number + i) for i in range(STEP)])
                number += STEP
                started.set()
    close(store)


def test_a_decision_gets_in_between_a_batchs_transactions(tmp_path: Path) -> None:
    store = create(tmp_path)
    found(store)
    context = multiprocessing.get_context("spawn")
    started, stop = context.Event(), context.Event()
    batch = context.Process(target=_batch, args=(tmp_path, started, stop))
    batch.start()
    waits = []
    try:
        assert started.wait(30)
        for number in range(DECISIONS):
            time.sleep(0.03)
            begun = time.perf_counter()
            with store.writing() as writing:
                waits.append(time.perf_counter() - begun)
                writing.append([record(number)])
    finally:
        stop.set()
        batch.join(30)
    assert batch.exitcode == 0
    # 20 ms is the promise on a machine of its own; here eight workers may share two cores.
    assert statistics.median(waits) < 0.1, waits
    figures = store.verify()
    assert figures["entries"] > 2 + DECISIONS + STEP
    close(store)


def test_who_waits_is_seen_and_who_is_done_is_not(tmp_path: Path) -> None:
    turnstile = Turnstile(tmp_path / "register.db")
    waiting, inside = threading.Event(), threading.Event()

    def decide() -> None:
        waiting.set()
        with turnstile.enter(patient=False):
            inside.set()

    with turnstile.enter(patient=True):
        assert not turnstile.others_wait()
        decision = threading.Thread(target=decide)
        decision.start()
        assert waiting.wait(5)
        until = time.monotonic() + 5
        while not turnstile.others_wait() and time.monotonic() < until:
            time.sleep(0.001)
        assert turnstile.others_wait()
        assert not inside.is_set()
    assert inside.wait(5)
    decision.join()
    assert not turnstile.others_wait()


def test_a_batch_is_patient_and_not_for_ever(tmp_path: Path) -> None:
    turnstile = Turnstile(tmp_path / "register.db")
    release = threading.Event()

    def decide_for_long() -> None:
        with turnstile.enter(patient=False):
            release.wait(MOST_PATIENCE_S / 2)

    decision = threading.Thread(target=decide_for_long)
    decision.start()
    time.sleep(0.05)
    begun = time.monotonic()
    with turnstile.enter(patient=True):
        assert time.monotonic() - begun > MOST_PATIENCE_S / 4, "the decision was first"
    release.set()
    decision.join()
