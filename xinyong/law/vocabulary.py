"""The closed vocabularies of a rulebook. Part of ``law.model``, from which they are imported."""

from __future__ import annotations

from typing import Literal

# Below a ministry's rule stands one rank: central policy, and the normative documents of ministries (规范性文件).
Rank = Literal["law", "regulation", "regional-regulation", "judicial", "rule", "policy", "draft", "history"]
"""Rank of an instrument. 法律 · 行政法规 · 地方性法规 · 司法解释 · 部门规章 · 中央政策文件 · 草案 · 历史文件.
``draft`` and ``history`` ground nothing (Article 1)."""

GROUNDING: tuple[Rank, ...] = ("law", "regulation", "regional-regulation", "judicial", "rule", "policy")

Effect = Literal["prohibited", "conditional", "advisory", "favoured"]
"""What a measure does to an action; ``clear`` is the absence of all of them."""

SubjectKind = Literal[
    "enterprise", "sole-trader", "cooperative", "social-organisation", "institution", "government-body",
    "other-organisation", "person",
]

FactType = Literal["flag", "date", "money", "count", "code", "days"]


Reward = Literal["discount", "fee", "less-paperwork", "fewer-inspections"]
"""The closed classes of what may be given for honesty (SAFEGUARDS, Rewards): nothing whose absence would punish."""

EndingId = Literal["performed", "settled", "creditor-request", "repaired", "annulled", "corrected", "ban-ended",
                   "no-assets", "bankruptcy-plan", "retrial", "dissolved", "death", "source-ended", "duty-done",
                   "lost-capacity", "non-enforcement", "instalments-kept", "black-listed", "regraded"]  # fmt: skip
