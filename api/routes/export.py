"""The whole graph as a file of another program's format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response, StreamingResponse

from api.dependencies import GraphStore, Inside, MinConfidence
from kg.errors import QueryError
from kg.export import EXPORTERS
from kg.query import whole_graph

router = APIRouter(tags=["Export · 导出"])

MEDIA: Mapping[str, tuple[str, str]] = {
    "csv": ("application/zip", "zip"),
    "graphml": ("application/graphml+xml", "graphml"),
    "json": ("application/json", "json"),
    "json-ld": ("application/ld+json", "jsonld"),
    "neo4j-import": ("application/zip", "neo4j.zip"),
    "n-triples": ("application/n-triples", "nt"),
    "turtle": ("text/turtle", "ttl"),
}
"""Media type and file suffix of each export format."""
_IN_MEMORY = 8 * 1024 * 1024
_CHUNK = 64 * 1024


@router.get(
    "/export",
    summary="Download the graph · 下载图谱",
    response_class=Response,
    responses={200: {"content": {media: {} for media, _ in MEDIA.values()}, "description": "The file"}},
)
def export(
    store: GraphStore,
    format: Annotated[str, Query(json_schema_extra={"enum": sorted(EXPORTERS)})] = "json",  # noqa: A002 - the word for it
    place: Inside = "",
    min_confidence: MinConfidence = 0.0,
) -> Response:
    """Everything that is published, or what touches one place, evidence included where the format has room for it."""
    if format not in EXPORTERS:
        msg = f"there is no export format “{format}”; there are: {', '.join(sorted(EXPORTERS))}"
        raise QueryError(msg)
    media, suffix = MEDIA[format]
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - `_chunks` closes it when all is sent
    try:
        EXPORTERS[format](whole_graph(store, place=place, min_confidence=min_confidence), file)  # type: ignore[arg-type]  # it is a BinaryIO in all but its name
    except BaseException:
        file.close()
        raise
    headers = {"Content-Disposition": f'attachment; filename="jjj-kg.{suffix}"'}
    return StreamingResponse(_chunks(file), media_type=media, headers=headers)


def _chunks(file: SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk
