"""What came of asking a language model about one document: agreement with the rules, refusals, tokens, cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kg.extract.llm.service import Service


class Refusal(StrEnum):
    """Why something that a model said was not taken."""

    SHAPE = "not in the form asked for"
    EXCESS = "more than one answer may hold"
    NO_NAME = "name that is no name: a pronoun, a generic noun, a sentence"
    NAME = "name that is not in the text"
    FULL_NAME = "full name that is not in the text; the short one was taken"
    OVERLAP = "name that cuts into one that the rules found"
    TYPE = "type that the ontology does not hold"
    PREDICATE = "predicate that the ontology does not hold"
    STATUS = "status that the ontology does not hold"
    END = "statement about something that is not named"
    ITSELF = "statement of a thing about itself"
    NOT_ALLOWED = "statement that domain or range forbids"
    EVIDENCE = "evidence that is not in the text"
    LENGTH = "evidence of more than a few sentences"
    ASIDE = "evidence that does not name what the statement is about"
    CONTRADICTS = "status that contradicts the rules on the same sentence"
    QUALIFIER = "particular that the predicate does not carry, or that is not in the text"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many things both voices found, and how many one of them alone."""

    agreed: int
    only_rules: int
    only_llm: int

    @classmethod
    def of(cls, rules: set[object], llm: set[object]) -> Agreement:
        """Of what the rules and the model said."""
        return cls(len(rules & llm), len(rules - llm), len(llm - rules))


@dataclass(frozen=True, slots=True)
class LLMReport:
    """What came of asking a model about one document.

    Args:
        source: where the document was read.
        model: which model was asked.
        complete: whether all of the document could be asked about; if not, the document failed.
        requests: how many were made, repeated ones included.
        retries: how many of them repeated one that had failed.
        prompt_tokens, completion_tokens: as the endpoint counted them; None where it does not tell.
        cost: in the currency of the price; None where price or tokens are unknown.
        names: agreement on names, as they are written.
        statements: agreement on relations, by subject, predicate, object and status.
        retyped: names on whose type the model disagreed; they keep that of the rules.
        enriched: statements agreed on to which the model added particulars, as statements of its own.
        refused: how many things were refused, by reason.
    """

    source: str
    model: str
    complete: bool
    requests: int
    retries: int
    prompt_tokens: int | None
    completion_tokens: int | None
    cost: float | None
    names: Agreement
    statements: Agreement
    retyped: int
    enriched: int
    refused: Mapping[str, int]


@dataclass(slots=True)
class Hearing:
    """What a model has said so far about one document, across its windows; made anew for every document."""

    told: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Names that the model gave, folded: as written, and of which type. Later windows are told them."""
    added: set[str] = field(default_factory=set)
    """Those of them that nothing but the model had found."""
    rule_names: set[object] = field(default_factory=set)
    rule_claims: set[object] = field(default_factory=set)
    names: set[object] = field(default_factory=set)
    claims: set[object] = field(default_factory=set)
    retyped: set[str] = field(default_factory=set)
    enriched: int = 0
    refused: Counter[Refusal] = field(default_factory=Counter)
    requests: int = 0
    retries: int = 0
    prompt_tokens: int | None = 0
    completion_tokens: int | None = 0

    def refuse(self, reason: Refusal) -> None:
        """Count something that was not taken."""
        self.refused[reason] += 1

    def count(self, again: bool) -> None:
        """Count a request, and whether it repeats one that failed."""
        self.requests += 1
        self.retries += again

    def spend(self, prompt_tokens: int | None, completion_tokens: int | None) -> None:
        """Count tokens; once the endpoint does not tell them, their sum is unknown."""
        self.prompt_tokens = _sum(self.prompt_tokens, prompt_tokens)
        self.completion_tokens = _sum(self.completion_tokens, completion_tokens)

    def report(self, source: str, service: Service, *, complete: bool) -> LLMReport:
        """The report, as far as the document has been asked about."""
        tokens = self.prompt_tokens, self.completion_tokens
        cost = None
        if service.price and tokens[0] is not None and tokens[1] is not None:
            cost = service.price.of(tokens[0], tokens[1])
        return LLMReport(
            source,
            service.model,
            complete,
            self.requests,
            self.retries,
            *tokens,
            cost,
            Agreement.of(self.rule_names, self.names),
            Agreement.of(self.rule_claims, self.claims),
            len(self.retyped),
            self.enriched,
            {reason.value: self.refused[reason] for reason in Refusal if self.refused[reason]},
        )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
