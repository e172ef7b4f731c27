"""What can be configured, read once at the edge and passed on; and where the shipped files lie."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from kg.errors import SettingsError

_PACKAGE = Path(__file__).parent
REPOSITORY = _PACKAGE.parent
"""Where the checkout lies, if jjj-kg runs from one."""


def shipped(*parts: str) -> Path:
    """Path of a file or folder that jjj-kg ships, such as `shipped("ontology", "jjj.ttl")`.

    In an installed wheel they lie inside the package, in a checkout at its top level.

    Raises:
        SettingsError: it is in neither place, so the installation is damaged.
    """
    for root in (_PACKAGE / "_share", REPOSITORY):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    msg = f"the shipped file {'/'.join(parts)} is missing; reinstall jjj-kg"
    raise SettingsError(msg)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a workspace keeps its ledger and its graph.

    Args:
        workspace: folder that holds everything jjj-kg writes.
        ledger_url: SQLAlchemy URL of the ledger; by default a SQLite file in the workspace.
    """

    workspace: Path
    ledger_url: str

    @property
    def graph_folder(self) -> Path:
        """Folder in which the embedded store keeps its current graph file."""
        return self.workspace / "graph"

    @classmethod
    def read(cls, workspace: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings from, in this order, the argument, `JJJ_WORKSPACE` and `JJJ_LEDGER_URL`, and the defaults.

        The default workspace lies in the user's data folder.
        """
        env = os.environ if environment is None else environment
        folder = workspace or Path(env.get("JJJ_WORKSPACE") or user_data_path("jjj-kg", appauthor=False))
        folder = folder.expanduser().absolute()
        return cls(folder, env.get("JJJ_LEDGER_URL") or f"sqlite:///{folder / 'ledger.sqlite'}")
