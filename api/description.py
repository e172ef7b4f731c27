"""The API's description of itself: OpenAPI, in which every error is a problem."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

import kg
from api.errors import MEDIA_TYPE
from api.schemas import Problem

TITLE = "jjj-kg"
_ABOUT = (
    "The knowledge graph of the Beijing–Tianjin–Hebei innovation ecosystem, extracted from Chinese news: "
    "every answer comes with the sentence that says so.\n\n京津冀创新生态知识图谱：每个答案都附有原文证据。"
)
_REFERENCE = "#/components/schemas/{model}"


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of `app`."""
    description = get_openapi(title=TITLE, version=kg.__version__, description=_ABOUT, routes=app.routes)
    schemas = description["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = Problem.model_json_schema(ref_template=_REFERENCE)
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    told = {
        "description": "What went wrong",
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}},
    }
    for operations in description["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = told
    return description
