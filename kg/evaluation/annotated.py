"""Annotated documents: a folder of JSON files in the annotation form, or one part of a corpus."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import DocumentError
from kg.extract.training.corpus import SPLIT, Part, read_parts

Annotation = Mapping[str, Any]
"""One document in the annotation form: `entities` and `relations` at the least."""


def annotated(folder: Path, part: Part | None = None) -> dict[str, Annotation]:
    """The annotated documents of a folder by the names of their files, or those of one part of a corpus.

    Raises:
        DocumentError: the folder holds no annotated document, or one that cannot be read.
        TrainingError: a part is asked for, and the folder does not tell what is in it.
    """
    parts = read_parts(folder / SPLIT) if part else {}
    paths = [path for path in sorted(folder.glob("*.json")) if part is None or parts.get(path.stem) is part]
    if not paths:
        of_part = f" of the part {part}" if part else ""
        msg = f"{folder} holds no annotated document{of_part} (*.json in the form of the annotation guidelines)"
        raise DocumentError(msg)
    return {path.name: _read(path) for path in paths}


def _read(path: Path) -> Annotation:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{path} cannot be read as an annotated document: {error}"
        raise DocumentError(msg) from error
    if not isinstance(content, dict) or not {"text", "entities", "relations"} <= content.keys():
        msg = f"{path} is no annotated document: expected an object with text, entities and relations"
        raise DocumentError(msg)
    return content
