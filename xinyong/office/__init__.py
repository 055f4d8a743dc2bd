"""The office: where commands become decisions and decisions become entries.

It opens a register's folder, holds its clock, keys, law in force and officers' credentials, and
carries each command to its decision inside one write transaction. It adds no rule of its own.
"""

from __future__ import annotations

from xinyong.office.batch import OpenedFile, RowOutcome
from xinyong.office.founding import found
from xinyong.office.home import Home, find_home
from xinyong.office.office import Office

__all__ = ["Home", "Office", "OpenedFile", "RowOutcome", "find_home", "found"]
