"""Every error that jjj-kg raises on purpose: one class per thing that a caller can do something about.

A message says what was found, what was expected and what to do. Errors of other libraries are translated
into these once, at the border of the package that uses the library.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence


class KGError(Exception):
    """Anything that jjj-kg refuses or fails to do; `str(error)` is written for the person at the keyboard."""


class SettingsError(KGError):
    """A setting, a workspace folder or a shipped resource is unusable."""


class StorageFull(KGError):
    """The disk has no room left; nothing that was recorded before is lost."""

    @staticmethod
    def tells(error: OSError) -> bool:
        """Whether this is what an error of the system says."""
        return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class OntologyError(KGError):
    """The vocabulary is broken, or a type or predicate is not in it."""


class DocumentError(KGError):
    """A source cannot be read as a document; the rest of the batch goes on."""


class ExtractionError(KGError):
    """A document could be read, but no statements could be drawn from it."""


class LLMError(ExtractionError):
    """A language model that was asked for could not be asked about a document, or gave no usable answer."""


class TrainingError(KGError):
    """The annotated corpus cannot be used for training, or what was trained cannot be written."""


class LedgerError(KGError):
    """The ledger cannot be read or written."""


class SchemaTooNew(LedgerError):
    """The workspace was written by a newer version of jjj-kg."""


class ResolutionError(KGError):
    """A judgement contradicts the ledger, or names something that is not there."""


class ReadOnly(KGError):
    """Writing is asked of a service that was started for reading only."""


class NotAuthorised(KGError):
    """Whoever asks a service to write has not shown that they may."""


class StoreError(KGError):
    """The graph store cannot be reached, read or written."""


class StoreUnreachable(StoreError):
    """The graph's server does not answer, or no longer; the same may succeed later."""


class NoGraph(StoreError):
    """Nothing has been published to this workspace yet."""


class StoreBusy(StoreError):
    """Another publisher is writing to the graph store; later it can be tried again."""


class SchemaConflict(StoreError):
    """A graph store that others use as well has something in the place of what we would write; nothing was changed."""


class QueryRefused(StoreError):
    """A Cypher text is malformed, or would write."""


class QueryTooCostly(StoreError):
    """A query needs more time or memory than it is granted; a narrower one will do."""


class QueryError(KGError):
    """A question is out of bounds: depth, limit, predicate or type."""


class NotFound(QueryError):
    """No entity, document or statement answers to the name or id."""


class Ambiguous(QueryError):
    """Several entities answer to the name.

    `candidates` holds (entity id, type, name) of each, most likely first.
    """

    def __init__(self, message: str, candidates: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class ExportError(KGError):
    """An export cannot be written."""


class ImportRefused(ExportError):
    """A file that was exported somewhere is damaged, or foreign, so that no graph can be read back from it."""
