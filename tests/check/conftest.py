"""Fresh synthetic registers (``tests.register.desk``)."""

from __future__ import annotations

from tests.register.desk import desk, make_desk, template

__all__ = ["desk", "make_desk", "template"]
