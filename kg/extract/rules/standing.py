"""What is over, not so or not yet in turns of its own: posts given up, stakes sold, bodies that stay where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.units import ANY, CLASSES
from kg.model import Status

_FAMILY = "status"
_SETTLED_OTHERWISE = frozenset({Status.NEGATED, Status.PLANNED, Status.RUMOURED})
_TURNED = re.compile(f"(?:没有|没|未|不会|无意|拟|将(?![{ANY}])|计划|打算|准备|想|要)[^，。；]{{0,3}}$")
_MEANWHILE = f"[^。；！？{CLASSES['person']}]{{0,24}}?"
"""What may stand between a person and a clause that tells of an earlier post, which others may be the subject of."""
_POST = "的?·14(?:职|职务|职位|教职|岗位|工作|铁饭碗)"
_QUIT = (
    Pattern(
        _FAMILY,
        f"<s:person>{_MEANWHILE}(?P<v>{{quits}})了?~2<o:org>(?:校门|大门|讲台|{_POST}|·6(?:后|之后|时|，))",
    ),
    Pattern(_FAMILY, f"(?:^|[，。；])(?P<v>{{quits}})了?~2<o:org>(?:{_POST})?·8，<s:person>", anywhere=True),
    Pattern(_FAMILY, f"<s:person>{_MEANWHILE}(?:从|自)<o:org>·6(?P<v>{{leaves}})"),
    Pattern(_FAMILY, "(?:从|自)<o:org>·6(?P<v>{leaves})(?:后|的)?，?·8<s:person>", anywhere=True),
)
_ONCE = "(?:曾经?|此前|早年|原先|原本|一度|年前)[^，。；的]{0,6}?"
_WAS_AT = (
    Pattern(_FAMILY, f"<s:person>{_MEANWHILE}{_ONCE}(?P<v>{{was_at}})于<o:org>"),
    Pattern(_FAMILY, f"<s:person>{_MEANWHILE}{_ONCE}在[^，。；]{{0,4}}?<o:org>·8(?P<v>{{was_at}})"),
    Pattern(_FAMILY, f"{_ONCE}在[^，。；]{{0,4}}?<o:org>·8(?P<v>{{was_at}})·8的~2<s:person>", anywhere=True),
    Pattern(_FAMILY, f"<s:person>{_MEANWHILE}(?P<v>曾任|曾担任|原任|此前任|历任|先后任)了?~2<o:org>"),
    Pattern(
        _FAMILY,
        f"<s:person>{_MEANWHILE}(?:曾|历|先后)任<org>[^，。；]{{0,10}}?[、和]<o:org>(?P<v>)[^，。；]{{0,10}}(?=[，。；])",
    ),
    Pattern(
        _FAMILY, f"<s:person>{_MEANWHILE}(?P<v>曾是|原是|原为|原系|原本是|本是|前还是|此前是)<o:org>的?·12(?=[，。；])"
    ),
    Pattern(_FAMILY, "<s:person>……20(?P<v>老东家|前东家|老单位|原单位)(?:是|——|、)?<o:org>"),
    Pattern(
        _FAMILY, "<o:org>的?(?P<v>前|原)(?![身沿海门期后端者有来本先])[^，。；：、的]{1,8}?<s:person>", anywhere=True
    ),
)
_REMOVED = (
    Pattern(_FAMILY, "(?P<v>{removes})了?<s:person>的?~2<o:org>·12(?:职务|一职|职位)", anywhere=True),
    Pattern(_FAMILY, "<o:org>~16(?P<v>{removes})了?<s:person>的?·14(?:职务|一职|职位)"),
    Pattern(
        _FAMILY,
        "<o:org>……24(?:法定代表人|董事长|总经理|院长|行长|所长|总裁|掌门人|实际控制人)由<s:person>(?P<v>变更为|变更成|变为|换成|改为|换为)",
    ),
)
_STAYS = (
    Pattern(
        _FAMILY,
        "<s:body>~~34(?P<v>{remains})~2<o:place>[^。；]{0,8}?(?:没有?|未|不|并未)[^，。；]{0,5}(?:搬|迁|动|离开|挪)",
    ),
    Pattern(
        _FAMILY,
        "<s:body>~~24(?:总部|本部|研发|注册地)[^。；，]{0,6}?(?:没有?|未|不|并未)[^，。；]{0,4}(?:搬|迁|动|离开|变|挪)[^。；]{0,20}?(?P<v>{remains})~2<o:place>",
    ),
    Pattern(
        _FAMILY,
        "<s:body>~10(?:总部|本部|公司|研发)?(?:没有?|并?未|并?没有|不会|不打算|无意|始终没有?)[^，。；]{0,3}(?:从|自)~2<o:place>~2(?P<v>搬|迁|撤|挪)",
    ),
    Pattern(_FAMILY, "(?:^|[，。；])<o:place>的(?:总部|本部|老厂|研发[^，。；]{0,3})(?P<v>没有?|未|并未)(?:搬|迁|动)"),
)
_SOLD = (
    Pattern(_FAMILY, "<s:investor>~12(?:所持有?|持有)的?<o:body>~14(?:股权|股份|份额|权益)…12(?P<v>{sells_off})"),
    Pattern(_FAMILY, "<s:investor>~10(?P<v>{sells_off})了?(?:所持有?|持有|手中)?的?<o:body>~14(?:股权|股份|份额|权益)"),
    Pattern(_FAMILY, "<o:body>(?:的)?原(?:大|第一大|控股)?股东<s:investor>…8(?P<v>退出|离场|套现|出局|清仓)"),
    Pattern(
        _FAMILY, "从<s:investor>(?:手中|手里|处)(?P<v>接过|受让|买下|购得|接手)了?~2<o:body>…10(?:股权|股份|份额|权益)"
    ),
)
_SOLD_WHOLE = (
    Pattern(
        _FAMILY,
        "<o:firm>~12(?:所持有?|持有)的?<s:firm>的?(?:全部股[权份]|100[%％]股[权份]|控股权|控制权)…12(?P<v>转让|出售|卖给|转给|划转|移交)",
    ),
    Pattern(_FAMILY, "<o:firm>…16将<s:firm>(?:[、和]<firm>)?(?P<v>划转给|移交给|整体出售|卖给|转手|剥离|出售给)"),
    Pattern(_FAMILY, "<s:company>(?:已|早已|正式)?(?P<v>脱离)~2<o:firm>"),
    Pattern(_FAMILY, "<s:company>(?:已|现)?不再(?:是|属于?|隶属于?|归)~2<o:firm>(?P<v>)"),
)
_SHUT = (
    Pattern(_FAMILY, "<s:org>~14(?P<v>{shuts})了?~4<o:place>的?·4(?:{premises})"),
    Pattern(_FAMILY, "<s:org>~14把<o:place>的?·4(?:{premises})·6(?P<v>撤回|撤走|关掉|关停|关了|迁走)"),
)
_LEFT_PLACE = (
    Pattern(_FAMILY, "<s:org>~14曾经?在~2<o:place>(?P<v>设|开|建|办|租|待)过"),
    Pattern(
        _FAMILY,
        "<s:org>~8(?P<v>曾经?是|曾为|原是|原为)~2<o:place>·10(?:租户|住户|房客|入驻企业|园区企业|企业)(?=[，。；])",
    ),
)
_REPAID = (
    Pattern(
        _FAMILY,
        "<s:bank>~10[对向给]~2<o:body>的·6(?:贷款|授信|借款|敞口)[^。；，]{0,12}?(?P<v>收回|结清|到期|终止|清零)",
    ),
    Pattern(
        _FAMILY,
        "<s:bank>~10(?P<v>叫停|停止|暂停|取消|收回|终止|撤回)了?[对向给]?~2<o:company>的?·8(?:贷款|授信|放款|借款|额度)",
    ),
    Pattern(_FAMILY, "<o:company>~12(?P<v>还清|结清|偿清|还完)了?~2<s:bank>的?·8(?:贷款|借款|授信|欠款)"),
    Pattern(
        _FAMILY,
        "<o:company>[与和同跟]<s:bank>·10(?P<v>解除|终止)了?·6(?:贷款|授信|借款|融资租赁|租赁)·2(?:合同|协议)",
    ),
)
_NO_TIE = (
    Pattern(_FAMILY, "<s:org>…6[与和同跟]~8<o:org>(?:之间)?(?:并|也)?(?:无|没有|毫无|不存在)(?:任何)?…4(?P<v>{ties})"),
)
_NO_DEALINGS = (
    Pattern(
        _FAMILY,
        "<s:body>[与跟同]~4<o:body>(?:两家|双方|之间|此前|至今|过去|还|都|也|并|从来?|，){0,4}(?:没有|无|未|并无|从无|毫无|不存在|没)任?何?[^，。；]{0,4}?(?P<v>{contact})",
    ),
)
_NOT_THERE = (
    Pattern(
        _FAMILY,
        "<s:body>~8(?:并?没有|并?未|没|并?不|从未)(?:把·6)?(?:选择)?(?P<v>在|到|进|去|来|设在|落户|落子|入驻|进驻|迁入|搬进|搬到|放在)~2<o:place>(?!.{0,10}(?:融资|上市|销售|合作))",
    ),
    Pattern(_FAMILY, "<s:body>在~2<o:place>(?:并|还|至今|也)?(?:没有|无|未设|没设)·3(?P<v>{fits_out})"),
    Pattern(
        _FAMILY, "<s:body>~~30(?P<v>设在|落户|位于|落在|放在|选在|留在|在)[^。；]{1,12}?，?而(?:不是|非|并非)<o:place>"
    ),
)
_NOT_LENT = (
    Pattern(
        _FAMILY, "<s:bank>~12(?:没有|并未|未|不|未能)(?P<v>{turns_down})了?~2<o:company>…10(?:贷款|授信|借款|融资|申请)"
    ),
    Pattern(_FAMILY, "<s:bank>~12(?P<v>拒绝|否决|驳回|婉拒|退回)了?~2<o:company>…10(?:贷款|授信|借款|融资|申请)"),
)
_TO_BUILD = (
    Pattern(_FAMILY, "<f:actor>~~24(?:在|于|到|赴)~4<o:place>~10(?P<v>{opens})了?…14<s:org>"),
    Pattern(_FAMILY, "<f:actor>~~24(?:在|于|到|赴)~4<o:place>~10(?P<v>{opens})了?…14<s:park>"),
)
_TO_FOUND = Pattern(_FAMILY, "<o:actor>~~16{about_to}~10(?P<v>{opens})(?!会|展|发|幕)了?~14<s:org>")
_AGREED_TO_BUILD = Pattern(
    _FAMILY, "<f:actor>~10(?:与|和|同)~4<f2:actor>~12(?:签|商定|约定|达成|议定)……30(?P<v>{opens})了?…14<s:body>"
)
_TO_SETTLE = Pattern(_FAMILY, "<s:org>~14{about_to}~8(?:在|于|到|赴)~4<o:place>~6(?P<v>{begins})(?!·14[、，]?·4<any>)")
_TO_WORK = Pattern(_FAMILY, "<s:body>~~30{about_to}·12(?:与|和|同|跟)~2<o:body>·16(?P<v>{joins_hands})")
_NOT_YET_LENT = (
    Pattern(_FAMILY, "<o:body>~20(?:拟|计划|准备|将|欲|打算)·6[向从]~2<s:bank>·6(?P<v>申请|拿|借|贷)…8\\d"),
)


def former_post(sentence: Sentence) -> Iterator[Claim]:
    """A person held a post at a body and gave it up or lost it (辞去, 离开X后, 曾供职于)."""
    yield from _told(sentence, "holds_position", Status.TERMINATED, 0.7, *_QUIT, *_WAS_AT, *_REMOVED)


def stays(sentence: Sentence) -> Iterator[Claim]:
    """A body does not move away from where it is, as the text says (总部没有搬, 仍在X)."""
    yield from _told(sentence, "relocated_from", Status.NEGATED, 0.7, *_STAYS)


def stake_given_up(sentence: Sentence) -> Iterator[Claim]:
    """A body sold or lost what it held of another (转让所持…股权, 原股东X退出)."""
    yield from _told(sentence, "invested_in", Status.TERMINATED, 0.7, *_SOLD)
    yield from _told(sentence, "subsidiary_of", Status.TERMINATED, 0.7, *_SOLD_WHOLE)


def closed_there(sentence: Sentence) -> Iterator[Claim]:
    """A body shut its works or office in a place (撤销X分公司, 关掉X门店)."""
    yield from _told(sentence, "located_in", Status.TERMINATED, 0.66, *_SHUT, *_LEFT_PLACE)


def credit_repaid(sentence: Sentence) -> Iterator[Claim]:
    """A loan or a credit line was paid back, called in or cancelled (对X的贷款已收回, 还清X的贷款)."""
    yield from _told(sentence, "loaned_to", Status.TERMINATED, 0.68, *_REPAID)


def no_tie(sentence: Sentence) -> Iterator[Claim]:
    """The text says that a body is no part and no subsidiary of another (与X没有隶属关系)."""
    for match in sentence.find(*_NO_TIE):
        predicate = "part_of" if match.written("v") in {"隶属关系", "从属关系", "上下级关系"} else "subsidiary_of"
        yield from _claims(match, predicate, Status.NEGATED, 0.66)


def credit_sought(sentence: Sentence) -> Iterator[Claim]:
    """A body is about to ask a lender for a sum of money (拟向X申请500万元)."""
    for match in sentence.find(*_NOT_YET_LENT):
        yield from _claims(match, "loaned_to", Status.PLANNED, 0.66)


def no_dealings(sentence: Sentence) -> Iterator[Claim]:
    """Two bodies do not work together, as the text says (与X从无往来)."""
    yield from _told(sentence, "partners_with", Status.NEGATED, 0.66, *_NO_DEALINGS)


def not_there(sentence: Sentence) -> Iterator[Claim]:
    """A body has no seat in a place, as the text says (没有进X, 在X没有工厂, 而不是X)."""
    yield from _told(sentence, "located_in", Status.NEGATED, 0.66, *_NOT_THERE)


def credit_refused(sentence: Sentence) -> Iterator[Claim]:
    """A lender turned somebody's application down (没有批准X的贷款申请)."""
    yield from _told(sentence, "loaned_to", Status.NEGATED, 0.66, *_NOT_LENT)


def to_be_built(sentence: Sentence) -> Iterator[Claim]:
    """A body is about to build or open something, in a place if one is told (将在X建Y, 计划设立Y)."""
    for match in sentence.find(*_TO_BUILD):
        if match.status is Status.PLANNED:
            yield from _claims(match, "located_in", Status.PLANNED, 0.66)
            yield from _claims(match, "founded_by", Status.PLANNED, 0.62, "s", "f")
    for match in sentence.find(_AGREED_TO_BUILD):
        if match.status is Status.PLANNED and match.clear("f2", "v"):
            for founder in ("f", "f2"):
                yield from _claims(match, "founded_by", Status.PLANNED, 0.62, "s", founder)
    for match in sentence.find(_TO_FOUND):
        if match.status is Status.PLANNED:
            yield from _claims(match, "founded_by", Status.PLANNED, 0.62)
    for match in sentence.find(_TO_SETTLE):
        if match.status is Status.PLANNED:
            yield from _claims(match, "located_in", Status.PLANNED, 0.6)


def to_work_together(sentence: Sentence) -> Iterator[Claim]:
    """A body wants to work with another (计划与X合作, 希望同X对接)."""
    for match in sentence.find(_TO_WORK):
        if match.status is Status.PLANNED:
            yield from _claims(match, "partners_with", Status.PLANNED, 0.64)


RULES = (
    former_post,
    stays,
    stake_given_up,
    closed_there,
    credit_repaid,
    no_tie,
    no_dealings,
    not_there,
    credit_refused,
    credit_sought,
    to_be_built,
    to_work_together,
)


def _told(sentence: Sentence, predicate: str, status: Status, confidence: float, *patterns: Pattern) -> Iterator[Claim]:
    """The claims of patterns that tell a status by themselves, unless the clause denies or plans that in turn."""
    if sentence.skeleton.told is not None:
        return
    for match in sentence.find(*patterns):
        if status is Status.NEGATED or not _is_turned(match):
            yield from _claims(match, predicate, status, confidence)


def _is_turned(match: Match) -> bool:
    """Whether what would end something is itself denied or planned (没有退出X, 拟辞去)."""
    turned = _TURNED.search(match.sentence.skeleton.text, 0, match.trigger[0])
    return turned is not None or match.status in _SETTLED_OTHERWISE


def _claims(
    match: Match, predicate: str, status: Status, confidence: float, subject: str = "s", target: str = "o"
) -> Iterator[Claim]:
    for claim in match.claims(predicate, confidence, dated=False, subjects=(subject,), objects=(target,)):
        yield replace(claim, status=status)
