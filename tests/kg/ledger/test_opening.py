"""Ledgers that are old, too new, full, locked, read-only or no ledgers at all."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from kg.errors import LedgerError, SchemaTooNew, StorageFull
from kg.ledger import Ledger
from kg.ledger.schema import metadata
from kg.model import Document, Extraction
from kg.settings import Settings
from tests.rights import let_in

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="mounting needs root")

AS_NOBODY = """
import os, sys
from kg.errors import LedgerError
from kg.ledger import Ledger
Ledger.open("sqlite:///" + sys.argv[2]).close()  # imports what it needs while it may
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    Ledger.open("sqlite:///" + sys.argv[1])
except LedgerError as error:
    print(error)
"""


def test_the_migrations_give_exactly_the_tables_of_the_schema(url: str, ledger: Ledger) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_workspace_opens_by_its_settings(tmp_path: Path) -> None:
    settings = Settings.read(tmp_path / "new" / "workspace", {})
    with Ledger.open(settings) as ledger:
        assert ledger.counts().documents == 0
    assert (tmp_path / "new" / "workspace" / "ledger.sqlite").is_file()


def test_sqlite_keeps_a_write_ahead_log(url: str, ledger: Ledger) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_ledger_of_a_newer_version_is_left_alone(url: str, ledger: Ledger) -> None:
    ledger.close()
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(
        SchemaTooNew, match=r"has schema 9999, which is newer .* upgrade jjj-kg, or choose another workspace"
    ):
        Ledger.open(url)


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_text("这不是数据库。" * 100)
    with pytest.raises(LedgerError, match=r"ledger\.sqlite is no ledger"):
        Ledger.open(f"sqlite:///{path}")
    assert path.read_text().startswith("这不是数据库")


def test_a_malformed_address_is_explained() -> None:
    with pytest.raises(LedgerError, match="is no SQLAlchemy URL"):
        Ledger.open("ledger.sqlite")


def test_a_missing_driver_is_named() -> None:
    with pytest.raises(LedgerError, match="needs the Python package MySQLdb"):
        Ledger.open("mysql+mysqldb://kg:secret@127.0.0.1/kg")


def test_a_workspace_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError, match=r"cannot be made: .*choose another with --workspace"):
        Ledger.open(f"sqlite:///{tmp_path}/file/workspace/ledger.sqlite")


def test_a_folder_without_rights_is_explained(tmp_path: Path) -> None:
    let_in(tmp_path)
    (tmp_path / "closed").mkdir(mode=0o555)
    told = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, tmp_path / "closed" / "ledger.sqlite", tmp_path / "open.sqlite"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert "cannot be opened for writing; check the rights" in told.stdout


def test_a_locked_ledger_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    Ledger.open(url).close()
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Ledger.open(url, patience=0.05) as ledger, pytest.raises(LedgerError, match="locked"):
            ledger.remember("key", "value")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", folder], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no tmpfs may be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


@needs_root
def test_a_full_disk_loses_nothing_that_was_recorded(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk}/workspace/ledger.sqlite"
    with Ledger.open(url) as ledger:
        with pytest.raises(StorageFull, match="is full; what was recorded so far is kept"):
            _record_until_it_fails(ledger)
        kept = ledger.counts().documents
        assert kept > 0
    with Ledger.open(url) as ledger:
        assert len(list(ledger.documents())) == kept


@needs_root
def test_a_disk_that_is_full_from_the_start_is_said_to_be_full(small_disk: Path) -> None:
    filler = os.open(small_disk / "filler", os.O_CREAT | os.O_WRONLY)
    with pytest.raises(OSError, match="No space left"):
        _fill(filler)
    os.close(filler)
    with pytest.raises(StorageFull, match="make room"):
        Ledger.open(f"sqlite:///{small_disk}/workspace/ledger.sqlite")


def _record_until_it_fails(ledger: Ledger) -> None:
    for number in range(1000):
        text = f"第{number}篇。" + "蓟川" * 2000
        ledger.record(Extraction(Document("", text, f"{number}.txt"), (), ()), "f1")


def _fill(file: int) -> None:
    while True:
        os.write(file, bytes(512))
