"""A language model as one more voice: asked over the chat protocol of OpenAI, believed only as far as the text goes.

`Service` says where and how it is asked, `LLMReport` what came of it in one document. See docs/llm.md.
"""

from __future__ import annotations

from kg.extract.llm.report import Agreement, LLMReport, Refusal
from kg.extract.llm.service import Service

__all__ = ["Agreement", "LLMReport", "Refusal", "Service"]
