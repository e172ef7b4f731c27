"""Loans told in pieces: a sum in one sentence, its lender or its borrower in another (`loaned_to`, `guaranteed_by`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.analysis import Claim
from kg.extract.money import money
from kg.extract.rules.clauses import CLAUSE
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.roles import Role
from kg.extract.rules.sentence import Sentence, Thread
from kg.extract.rules.status import status_at
from kg.extract.rules.units import CLASSES
from kg.model import Qualifier, Status

_LOANED = "loaned_to"
_GUARANTEED = "guaranteed_by"
_GAINED = re.compile(
    "(?:获得|获批|获|拿到|收到|取得|得到|申请到|争取到|贷到|借到|批下|批了|办下).{0,30}?(?:授信|贷款|信贷|借款|额度)"
    "|(?:授信|贷款|信贷|借款|额度|资金).{0,16}?(?:获批|到账|到位|放款|落地|批下|发放|划到|打到|划入|汇入)"
)
_DRAWN = re.compile("提取|提款|支用|用信|动用|到账|放款|首笔|第一笔")
_BORROWERS = CLASSES["body"].translate({ord(character): None for character in CLASSES["agency"]})
_GRANTED = re.compile(
    r"(?:发放|投放|批下来?|批了|批出|给予|授予|换来|换得|获得|获批|拿到|办理|完成|贷出)了?[^，。；！？]{0,8}?\d[^，。；！？]{0,16}?(?:贷款|授信|信贷)"
    r"|(?:贷款|授信|信贷)(?:资金)?\d[\d.]{0,8}余?[万亿]元|贷(?:款)?[^，。；！？]{0,4}(?:投给|发放给|投放给|发给)了?"
)
_NO_LOAN = re.compile("担保|保证|余额|累计|增信|保险|租赁|家企业|户企业|万户|项目库|签约金额")
_STANDS_IN = (
    Pattern("guarantee", "(?:贷款|授信|借款|资金|融资|款|债务|业务)…6由<o:body>…12(?P<v>{guarantee})", anywhere=True),
    Pattern("guarantee", "(?P<v>{guarantor})(?:仍然?|依然|依旧|均|都|同样|则|正)?[为是系由]<o:body>", anywhere=True),
    Pattern(
        "guarantee",
        "<o:body>…12(?:为之|为此|为其|替其|替借款人|为借款人|替它|为该笔|为这笔|为上述)…16(?P<v>{stands_in}|{guarantee})",
    ),
    Pattern("guarantee", "<o:bank>(?:则|也|同步|随即|为此|为其|为它)?…4(?P<v>{give})…12{guarantee}"),
)
_CREDIT = re.compile("贷|授信|放款|借款|融资|额度")
_ADDED = re.compile("另有|另外|还有|还从|又从|又向|再从|此外|同样|剩下|其余|一笔|来自|也(?:从|向|在|给|为)")
_PARENT = re.compile(
    "由(?:其|它的|集团)?(?:母公司|控股股东|大股东|上市公司|集团公司|集团)[^，。；]{0,10}(?:担保|保证|作保|兜底|增信)"
)
_LENDER = Role(frozenset({"Bank", "FinancialInstitution"}), unlike=re.compile("担保|农担|保险|证券|交易所|人民银行"))
_NEAR = 1
_REACH = 4
"""How many sentences on a thread is still taken up without naming the borrower."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sum that somebody borrowed, its lender left open."""

    sentence: Sentence
    borrower: int
    amount: Qualifier
    kind: str


def open_loans(thread: Thread) -> Iterator[Claim]:
    """A sum borrowed is told without its lender, and the text names but one who lends to that borrower."""
    loans = [c for c in thread.claims if c.predicate == _LOANED and c.status is Status.ASSERTED]
    lenders: dict[int, set[int]] = {}
    for loan in loans:
        lenders.setdefault(loan.object, set()).add(loan.subject)
    for piece in _pieces(thread.sentences, loans):
        if len(lenders.get(piece.borrower, ())) == 1:
            (lender,) = lenders[piece.borrower]
            terms = (piece.amount, Qualifier("kind", piece.kind))
            sentence = piece.sentence
            yield Claim(_LOANED, lender, piece.borrower, sentence.start, sentence.end, "", 0.72, terms)


def _pieces(sentences: Sequence[Sentence], loans: Sequence[Claim]) -> Iterator[_Piece]:
    told = {loan.end: loan.object for loan in loans}
    last: tuple[int, int] | None = None
    for number, sentence in enumerate(sentences):
        if sentence.end in told:
            last = (told[sentence.end], number)
            continue
        running = last[0] if last and number - last[1] <= _REACH else None
        for piece in _of_sentence(sentence, running):
            yield piece
            last = (piece.borrower, number)


def _of_sentence(sentence: Sentence, running: int | None) -> Iterator[_Piece]:
    """The open sums of one sentence; `running` is the borrower of whom the text has just told."""
    skeleton = sentence.skeleton.text
    if any(not unit.carried for _, unit in sentence.units("bank")):
        return
    for clause in CLAUSE.finditer(skeleton):
        gained = _GAINED.search(clause.group())
        drawn = running is not None and _DRAWN.search(clause.group())
        found = gained or drawn
        amount = next(money(sentence.written(*clause.span())), None) if found else None
        if not found or amount is None or not _happened(skeleton, clause.start(), found):
            continue
        borrower = _borrower(sentence, clause.end()) if gained else running
        borrower = running if borrower is None else borrower
        if borrower is not None:
            line = "授信" in clause.group() or "额度" in clause.group()
            yield _Piece(sentence, borrower, amount.qualifier, "credit_line" if line and gained else "loan")


def _happened(skeleton: str, offset: int, found: re.Match[str]) -> bool:
    return status_at(skeleton, offset, offset + found.start(), offset + found.end()) is Status.ASSERTED


def _borrower(sentence: Sentence, end: int) -> int | None:
    """The body nearest before the end of the clause, unless there are several in a row."""
    units: Mapping[int, object] = sentence.skeleton.units
    for at in sorted((at for at in units if at < end), reverse=True):
        unit = sentence.skeleton.units[at]
        if unit.character in _BORROWERS:
            return unit.referents[0] if len(unit.referents) == 1 else None
    return None


def open_borrowers(thread: Thread) -> Iterator[Claim]:
    """A lender grants a sum of credit, and the sentence names but one body that can be the borrower."""
    told = {claim.end for claim in thread.claims if claim.predicate in (_LOANED, _GUARANTEED)}
    for sentence in thread.sentences:
        text = sentence.skeleton.text
        granted = None if sentence.end in told or _NO_LOAN.search(text) else _GRANTED.search(text)
        if granted is None or not _happened(text, 0, granted):
            continue
        lenders = {r for _, unit in sentence.units("bank") if not unit.carried for r in unit.referents}
        borrowers = {r for _, unit in sentence.units("company") if not unit.carried for r in unit.referents}
        if len(lenders) != 1 or len(borrowers) != 1 or lenders == borrowers:
            continue
        line = Qualifier("kind", "credit_line" if "授信" in granted.group() else "loan")
        amount = next(money(sentence.written(granted.start(), min(granted.end() + 12, len(text)))), None)
        terms = (amount.qualifier, line) if amount else (line,)
        (lender,), (borrower,) = lenders, borrowers
        yield Claim(_LOANED, lender, borrower, sentence.start, sentence.end, "", 0.68, terms)


def open_guarantees(thread: Thread) -> Iterator[Claim]:
    """Who stands in for a loan is told without naming the debtor again (这笔贷款由…担保)."""
    told = {claim.end for claim in thread.claims if claim.predicate == _GUARANTEED}
    debtor: tuple[int, int] | None = None
    for number, sentence in enumerate(thread.sentences):
        here = {c.object for c in thread.claims if c.predicate == _LOANED and c.end == sentence.end}
        if len(here) == 1:
            debtor = (here.pop(), number)
        if debtor is None or number - debtor[1] > _NEAR or sentence.end in told:
            continue
        for match in sentence.find(*_STANDS_IN):
            guarantor = match.unit("o")
            if guarantor is None or guarantor.carried or match.status is not Status.ASSERTED:
                continue
            for one in guarantor.referents:
                if one != debtor[0]:
                    yield Claim(_GUARANTEED, debtor[0], one, sentence.start, sentence.end, "", 0.72, match.amounts())


def lender_nearby(thread: Thread) -> Iterator[Claim]:
    """A sum borrowed is told without its lender, and the sentences around it name but one (X获贷…。放款的Y银行…)."""
    loans = [c for c in thread.claims if c.predicate == _LOANED]
    known = {loan.object for loan in loans}
    places = {id(sentence): number for number, sentence in enumerate(thread.sentences)}
    for piece in _pieces(thread.sentences, loans):
        at = places[id(piece.sentence)]
        around = [s for s in thread.sentences[max(0, at - 1) : at + 2] if s is not piece.sentence]
        lenders = {lender for sentence in around for lender in _lenders(sentence)}
        if piece.borrower not in known and len(lenders) == 1 and piece.borrower not in lenders:
            (lender,) = lenders
            terms = (piece.amount, Qualifier("kind", piece.kind))
            yield Claim(_LOANED, lender, piece.borrower, piece.sentence.start, piece.sentence.end, "", 0.6, terms)


def _lenders(sentence: Sentence) -> Iterator[int]:
    """The lenders that a sentence about credit names."""
    if _CREDIT.search(sentence.skeleton.text) and not _NO_LOAN.search(sentence.skeleton.text):
        for _, unit in sentence.units("bank"):
            yield from (r for r in unit.referents if _LENDER.fits(sentence.referents[r]) and not unit.carried)


def next_lender(thread: Thread) -> Iterator[Claim]:
    """A borrower is told of, and the next sentence adds another lender and its sum (另有1000万元来自…银行)."""
    for number, sentence in enumerate(thread.sentences[1:], 1):
        before = thread.sentences[number - 1]
        borrowers = {c.object for c in thread.claims if c.predicate == _LOANED and c.end == before.end}
        told = any(c.predicate == _LOANED and c.end == sentence.end for c in thread.claims)
        lenders = set(_lenders(sentence))
        added = _ADDED.search(sentence.skeleton.text)
        if told or added is None or len(borrowers) != 1 or len(lenders) != 1 or _names_a_firm(sentence):
            continue
        (lender,), (borrower,) = lenders, borrowers
        amount = next(money(sentence.written(0, len(sentence.skeleton.text))), None)
        if amount and lender != borrower and _happened(sentence.skeleton.text, 0, added):
            yield Claim(_LOANED, lender, borrower, sentence.start, sentence.end, "", 0.62, (amount.qualifier,))


def _names_a_firm(sentence: Sentence) -> bool:
    return any(not unit.carried for _, unit in sentence.units("company"))


def parent_guarantees(thread: Thread) -> Iterator[Claim]:
    """A subsidiary's debts are guaranteed by its parent, which is not named again (由母公司提供连带责任保证)."""
    owned = [c for c in thread.claims if c.predicate == "subsidiary_of" and c.status is Status.ASSERTED]
    for number, sentence in enumerate(thread.sentences):
        found = _PARENT.search(sentence.skeleton.text)
        if found is None or not _happened(sentence.skeleton.text, 0, found):
            continue
        near = {s.end for s in thread.sentences[max(0, number - 2) : number + 1]}
        written = {r for u in sentence.skeleton.units.values() for r in u.referents}
        pairs = {(c.subject, c.object) for c in owned if c.end in near and c.subject in written}
        if len({parent for _, parent in pairs}) == 1:
            for debtor, parent in sorted(pairs):
                yield Claim(_GUARANTEED, debtor, parent, sentence.start, sentence.end, "", 0.66)


RULES = (open_loans, open_borrowers, open_guarantees, lender_nearby, next_lender, parent_guarantees)
