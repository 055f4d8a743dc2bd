"""Chance that is the same everywhere: a substream of its own for every organisation, person and name.

Only ``random.Random.seed`` of an integer and ``random.Random.random`` are used, whose sequence Python
promises to keep (library reference, module random: reproducibility). A subject's draws depend on the
seed, the purpose and its number, and on nothing that came before: a country of a million organisations
begins with the very ten thousand of the smaller one.
"""

from __future__ import annotations

import hashlib
import random
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from math import exp, log
from statistics import NormalDist
from typing import Generic, TypeVar

T = TypeVar("T")
Draw = Callable[[], float]
"""Gives the next number of a substream, 0 ≤ u < 1."""

VERSION = 2
"""Of the generator: raised whenever the same seed gives other bytes than before."""

_quantile = NormalDist().inv_cdf


class Substreams:
    """The substreams of one purpose. ``of`` starts one and ends the one before: one at a time."""

    def __init__(self, seed: int, purpose: str) -> None:
        digest = hashlib.blake2b(f"xinyong/lab/country/{VERSION}/{seed}/{purpose}".encode(), digest_size=16).digest()
        self._base = int.from_bytes(digest, "big")
        self._random = random.Random(0)  # noqa: S311 - repeatable on purpose, and nothing secret
        self._next = self._random.random

    def of(self, number: int) -> Draw:
        """The substream of the ``number``-th subject, from its beginning."""
        self._random.seed(self._base + number)
        return self._next


class Weighted(Generic[T]):
    """A choice among items with weights (which need not sum to 1)."""

    def __init__(self, pairs: Sequence[tuple[T, float]]) -> None:
        self.items = [item for item, _ in pairs]
        total = sum(weight for _, weight in pairs)
        self._bounds = [bound / total for bound in accumulate(weight for _, weight in pairs)][:-1]

    def pick(self, u: float) -> T:
        """The item at ``u``, 0 ≤ u < 1."""
        return self.items[bisect_right(self._bounds, u)]


def one_of(items: Sequence[T], u: float) -> T:
    """One of the items, all alike."""
    return items[int(u * len(items))]


def log_normal(median: float, sigma: float, u: float) -> float:
    """A log-normal quantity at quantile ``u`` (kept off the ends, where it would be infinite)."""
    return median * exp(sigma * _quantile(min(max(u, 1e-9), 1 - 1e-9)))


def exponential(mean: float, u: float) -> float:
    """An exponential waiting time at quantile ``u``."""
    return -mean * log(1.0 - u)


def shuffled(items: Sequence[T], draw: Draw) -> list[T]:
    """The items in a random order (Fisher and Yates, downwards)."""
    found = list(items)
    for last in range(len(found) - 1, 0, -1):
        other = int(draw() * (last + 1))
        found[last], found[other] = found[other], found[last]
    return found


def quotas(weights: Sequence[float], slots: int) -> list[int]:
    """Whole shares of ``slots`` in proportion to the weights, at least one each (largest remainder)."""
    exact = [weight / sum(weights) * slots for weight in weights]
    found = [max(1, int(each)) for each in exact]
    order = sorted(range(len(exact)), key=lambda at: found[at] - exact[at])
    step = 0
    while sum(found) < slots:
        found[order[step % len(order)]] += 1
        step += 1
    while sum(found) > slots:
        found[found.index(max(found))] -= 1
    return found
