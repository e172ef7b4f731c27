"""LLM: asks a language model about the text, window by window, and adds what text and ontology bear out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import LLMError, SettingsError
from kg.extract.llm.answer import Answer, Unusable, read
from kg.extract.llm.prompt import Prompt
from kg.extract.llm.report import Hearing
from kg.extract.llm.weighing import Weighing
from kg.extract.suffixes import Suffixes
from kg.extract.windows import windows

if TYPE_CHECKING:
    from kg.extract.llm.client import Client
    from kg.extract.llm.service import Service
    from kg.extract.options import Options
    from kg.ontology import Ontology

_BEFORE = 300
"""Characters before a window that its request carries along, for sentences that lean on earlier ones."""
_ASKED = 3
"""How often the model is asked about a window before its answers count as unusable."""
_SMALLEST = 200
"""Characters of the smallest window that a window is cut into because answers about it were cut off."""


class LanguageModel:
    """Adds names and claims of a model to those of a Doc. What came of it is counted in `doc._.hearing`."""

    def __init__(self, suffixes: Suffixes) -> None:
        self._suffixes = suffixes
        self._ontology: Ontology
        self._service: Service
        self._client: Client
        self._prompt: Prompt

    def configure(self, options: Options, ontology: Ontology) -> None:
        """Ask this service about this ontology from now on.

        Raises:
            SettingsError: the library that asks is not installed.
        """
        if options.llm is None:
            raise SettingsError("the component llm needs a service to ask")
        try:
            from kg.extract.llm.client import Client  # noqa: PLC0415 - an optional library, and slow to load
        except ImportError as error:
            raise SettingsError(
                f"asking a language model needs a library that is not installed ({error}): pip install 'jjj-kg[llm]'"
            ) from error
        self._ontology, self._service = ontology, options.llm
        self._client = Client(options.llm)
        self._prompt = Prompt(ontology, options.llm.answers)

    @property
    def fingerprint(self) -> str:
        """Changes with the model and with all that it is asked; the address, the key and the price do not matter."""
        service = self._service
        asked = (
            service.model,
            service.answers,
            str(service.temperature),
            str(service.window),
            self._prompt.fingerprint,
        )
        return hashlib.sha256("\x1f".join(asked).encode()).hexdigest()

    def __call__(self, doc: Doc) -> Doc:
        """Ask about the text of a Doc whose names and claims are decided.

        Raises:
            LLMError: the model cannot be asked, or gives no usable answer about a part of the text.
        """
        hearing = doc._.hearing or Hearing()
        weighing = Weighing(doc, hearing, self._ontology, self._suffixes, self._service.model)
        text = doc.text
        for start, end in windows(text, self._service.window):
            self._hear(text, start, end, weighing, hearing)
        weighing.close()
        return doc

    def _hear(self, text: str, start: int, end: int, weighing: Weighing, hearing: Hearing) -> None:
        if not text[start:end].strip():
            return
        low = max(0, start - _BEFORE)
        answer = self._answer(text[start:end], text[low:start], hearing)
        if answer is not None:
            weighing.take(answer, low, end)
            return
        if end - start < 2 * _SMALLEST:
            raise LLMError(
                f"the language model {self._service.model} was cut off even when asked about {end - start} characters; "
                "raise the endpoint's limit on the length of answers"
            )
        _, pause = next(windows(text[start:end], (end - start) * 3 // 4))
        self._hear(text, start, start + pause, weighing, hearing)
        self._hear(text, start + pause, end, weighing, hearing)

    def _answer(self, text: str, before: str, hearing: Hearing) -> Answer | None:
        """The model's answer about a window; None if it was cut off."""
        messages = self._prompt.messages(text, before, hearing.told.values())
        why = ""
        for _ in range(_ASKED):
            reply = self._client.ask(messages, self._prompt.schema, hearing.count)
            hearing.spend(reply.prompt_tokens, reply.completion_tokens)
            if reply.refused:
                raise LLMError(f"the language model {self._service.model}, or a filter before it, refused to answer")
            if reply.truncated:
                return None
            try:
                return read(reply.text, hearing.refuse)
            except Unusable as error:
                why = str(error)
        raise LLMError(f"the language model {self._service.model} gave {_ASKED} answers that cannot be used: {why}")


@Language.factory("jjj_llm")
def create(nlp: Language, name: str) -> LanguageModel:
    """Make the component that `pipeline.cfg` asks for."""
    return LanguageModel(Suffixes())
