"""Brings a ledger's tables to the form that this version of jjj-kg works with."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from kg.errors import SchemaTooNew
from kg.ledger.engine import described, reading, writing

_SCRIPTS = Path(__file__).with_name("migrations")


def migrate(engine: Engine) -> None:
    """Apply, in one transaction, every migration that the ledger lacks; nothing is written if it lacks none.

    Raises:
        SchemaTooNew: a newer version of jjj-kg wrote the ledger.
    """
    scripts = ScriptDirectory(str(_SCRIPTS))
    with reading(engine) as connection:
        if _revision(connection, scripts) == scripts.get_current_head():
            return
    with writing(engine) as connection:
        _revision(connection, scripts)  # another process may have been here in between
        config = Config()
        config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection, scripts: ScriptDirectory) -> str | None:
    revision = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if revision is not None and revision not in known:
        msg = (
            f"the ledger {described(connection.engine.url)} has schema {revision}, which is newer than the newest that "
            f"this jjj-kg knows ({scripts.get_current_head()}): upgrade jjj-kg, or choose another workspace"
        )
        raise SchemaTooNew(msg)
    return revision
