"""Technologies: what the text says to be developed, made, named or launched, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Candidate
from kg.extract.named_products import NamedProducts
from kg.extract.page import NO_BODIES
from kg.extract.product_names import JOIN, PIECE, ProductNames, Tokens, parts, quantity

TYPE = "Technology"

_MADE = re.compile(
    r"(?:(?:自主|独立|独家|联合|合作|共同|成功|原创|首创|全新|自行)(?:研发|研制|开发|设计|创新)?(?:并)?"
    r"|研发|研制|开发|设计|研究开发|研发设计)(?:生产|制造|建造)?(?:成功|出|完成|推出|打造)?(?:了|的)+"
    r"|(?:生产|制造|推出|发布|上线|攻克|攻关|发明|首创|创制|研制|研发|开发|量产|掌握|破解|试制|培育|合成|做|造|拿)"
    r"(?:出来?|了|的(?!是)|并生产|并推出|生产)+"
    r"|(?:自主|成功|独家|联合)(?:研发|研制|开发|攻克|破解)出?|推出|攻克|攻关|首创|正式发布|试制|量产|研制|创制|首发|自研|自产"
    r"|(?<=公司|集团|企业|团队|我们|主要|专业|专门|可以|能够)(?:研发|开发|生产|制造|合成|制备)"
    r"|(?<=[，。；\n其来能可已就只专在司院所业厂])(?:研发|开发|生产|制造|制备|合成)(?!的|能力|线|基地|车间|厂|成本|规模)"
    r"|(?:研发|研制|生产|制造|开发|做|造|卖|推|主推|主打|主营)的(?:就)?(?:是|为)"
    r"|(?:主打|核心|拳头|主要|明星|主导|代表|代表性|旗舰|自研|首款|第[一二三]代)(?:产品|成果)(?:就)?(?:是|为|叫|包括|有|：|:)"
    r"|(?:产品|技术|成果)(?:线|矩阵|体系|谱系|管线|序列)?(?:主要|已)?(?:包括|涵盖|包含|主要有|有|覆盖)(?:了)?"
    r"|供应|交付|出口|凭借|展出|亮出|拿出|打造出"
    r"|打通(?:了)?|(?<![\u4e00-\u9fff])做(?=[^出好大强优到成为了法事客主起生的过不])|(?<=[，。；院司业所]用)[^，。；]{2,8}(?:制备|生产|合成)(?:出|了)?|(?<=[，。；给户业院司])提供(?:了)?|专产|主产|主推|参与(?:研制|研发|设计|制造)(?:了|的)?"
)
_NOVEL = re.compile(
    r"(?:中国|我国|国内|全球|世界|全国|亚洲|业界|行业|国产|河北|北京|天津|全省|全市|本市|省内|该)的?(?:首|第一)"
    r"(?:台套|台|套|款|种|颗|枚|架|辆|艘|例|支|片|个)|(?:是|系)一(?:款|台|套|种|项)"
)
_FIELD = re.compile(
    r"(?:从事|专注于?|致力于|聚焦于?|深耕于?|主营|专业生产|开展|负责)(?P<names>[^，。；：！？,;:!?“”\s]{2,40})的?"
    r"(?:、|和|与|及)?(?:研发|研制|研究|开发|生产|制造|设计|销售)"
)
_OUTCOME = re.compile(
    r"(?:研发成功|研制成功|开发成功|试制成功|成功研发|成功研制|成功下线|正式下线|顺利下线|下线|成功问世|问世|正式发布|正式上线"
    r"|(?:产品|技术)?上的(?:积累|优势|突破|经验|专长|技术)|获批上市|成功上市|投入量产|实现量产|实现国产化|成功发射|成功首飞|完成首飞|首飞|获批临床|获批(?!准)|通过验收|走下产线|走下生产线"
    r"|(?:技术|成果|专利)?(?:以[^，。；]{2,14})?(?:转让给|许可给|授权给)"
    r"|的?(?:研发|研制|量产|产业化|国产化)(?!的|了|出|成本|费用|投入|人员|中心|团队|机构|平台|基地|实力|能力))"
)
_SOME = (
    r"(?:一批|一系列|系列|多项|多款|多种|数十种|上百种|[两一二三四五六七八九十\d]+[余多]?[项款种个类大]+)?"
    r"(?:新|高端|核心|关键|系列|科技|专利|国产|创新|自研|明星|主打|主要|前沿|拳头|先进|成熟|自主|医药|农林|智能)*"
)
_LISTED = re.compile(
    rf"等{_SOME}(?P<sort>产品|技术|成果|设备|装备|药品|药物|器械|工艺|新药|试剂|材料|软件|系统|零部件|部件|仪器|新品|型号)"
)
_LIST_CUE = re.compile(
    r"(?:研发|研制|开发|生产|制造|推出|攻克|掌握|拥有|形成|产出|主打|主营|做|造|合成|制备|突破|创制|销售|供应)(?:出来?|了|的|有)*$"
    r"|(?:产品|技术|成果)(?:主要)?(?:包括|涵盖|包含|有|为|是|覆盖)(?:了)?$"
)
_LONGEST_LIST = 80
_LIST_END = re.compile("等|[，。；：！？\n,;（(“]")
_QUOTED = re.compile(r"“([^“”\n]{2,30})”")
_STANDARD = re.compile(r"《([^《》\n]{4,40})》(?=[^，。；\n]{0,14}(?:标准|规范)(?!化))")
_PAIRED = re.compile(r"[\u4e00-\u9fff]{2,5}、[^，。；：、！？\s]{2,8}的(?=[^，。；：、！？\s]{3})")
_POINTED = re.compile(r"(?:这项|该项|这款|该款|这一|这种|该种|这套|该套|此项|这类|这台|该台)(?=[^，。；\s]{4})")
_OWNED = re.compile(
    r"(?:自主|独立|联合)?(?:研发|研制|生产|开发|推出|设计|制造)?(?:出|生产)?的|自研的?|做(?!出|好|大|为|了|的)|[专主]?产|牌"
)
_ACTIVITY = re.compile(r"(?:的?(?:研发|研制|研究|开发|生产|制造|设计|销售|服务|应用|推广))+$")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")


class Technologies:
    """Appends a candidate for every technology or product by name."""

    types = (TYPE,)

    def __init__(self) -> None:
        self._names = ProductNames()
        self._named = NamedProducts(self._names)

    def __call__(self, doc: Doc) -> Doc:
        """Append the candidates to `doc._.candidates`."""
        text, tokens = doc.text, Tokens(doc)
        first = sorted(
            {
                *self._quoted(text),
                *self._made(text, tokens),
                *self._owned(text, tokens, doc._.candidates),
                *self._fields(text),
                *self._outcomes(text, tokens),
                *self._listed(text, tokens),
                *(Candidate(*span, TYPE, "rule:technologies.named", 0.7) for span in self._named.spans(text, tokens)),
            }
        )
        again = _again(text, {text[c.start : c.end] for c in first})
        doc._.candidates = [*doc._.candidates, *sorted({*first, *again})]
        return doc

    def _quoted(self, text: str) -> Iterator[Candidate]:
        """“某某软件” by its head; 《某某要求》 where it is said to be a standard."""
        for found in _QUOTED.finditer(text):
            start, end = found.span(1)
            if self._names.is_name(found[1]) and not any(c in found[1] for c in "，。！？；+"):
                yield Candidate(start, end, TYPE, "rule:technologies.quoted", 0.8)
        for found in _STANDARD.finditer(text):
            yield Candidate(*found.span(1), TYPE, "rule:technologies.standard", 0.6)

    def _made(self, text: str, tokens: Tokens) -> Iterator[Candidate]:
        """自主研发的…, 推出了…, 攻克…, 国内首台…, 这项…技术"""
        for cue in (*_MADE.finditer(text), *_NOVEL.finditer(text), *_POINTED.finditer(text)):
            yield from self._list_from(text, cue.end(), tokens)

    def _owned(self, text: str, tokens: Tokens, bodies: Iterable[Candidate]) -> Iterator[Candidate]:
        """X公司的…, X公司生产的…"""
        for end in sorted({body.end for body in bodies if body.type not in NO_BODIES}):
            cue = _OWNED.match(text, end)
            if cue:
                yield from self._list_from(text, cue.end(), tokens)

    def _list_from(self, text: str, start: int, tokens: Tokens) -> Iterator[Candidate]:
        yield from self._members_from(text, start, tokens)
        at: int | None = start
        paired = _PAIRED.match(text, start)  # 轻便、耐用的…
        if paired:
            at = paired.end()
        while at is not None and (piece := PIECE.match(text, at)):
            span = self._names.relative(text, piece.span(), tokens) or self._names.leading(text, piece.span(), tokens)
            if span is None:
                break
            yield Candidate(*span, TYPE, "rule:technologies.made", 0.7)
            join = JOIN.match(text, span[1])
            at = join.end() if join else None

    def _members_from(self, text: str, start: int, tokens: Tokens) -> Iterator[Candidate]:
        """A list in which one member has the head of a product: the others are products, too, if they can be names."""
        stop = _LIST_END.search(text, start, min(len(text), start + _LONGEST_LIST))
        if stop is None or "、" not in text[start : stop.start()]:
            return
        members = [self._names.member(text, span, tokens) for span in parts(text, start, stop.start())]
        named = [span for span in members if span is not None]
        if len(named) == len(members) > 1 and any(self._names.is_name(text[slice(*span)]) for span in named):
            yield from (Candidate(*span, TYPE, "rule:technologies.made", 0.68) for span in named)

    def _fields(self, text: str) -> Iterator[Candidate]:
        """从事…研发, 致力于…和…的研发"""
        for found in _FIELD.finditer(text):
            for start, stop in parts(text, *found.span("names")):
                end = start + len(_ACTIVITY.sub("", text[start:stop]))
                begin = start + text[start:end].rfind("的") + 1
                begin += quantity(text[begin:end])
                if self._names.is_name(text[begin:end]):
                    yield Candidate(begin, end, TYPE, "rule:technologies.field", 0.72)

    def _outcomes(self, text: str, tokens: Tokens) -> Iterator[Candidate]:
        """首台…研发成功"""
        for cue in _OUTCOME.finditer(text):
            span = self._names.trailing(text, cue.start(), tokens)
            if span is not None:
                yield Candidate(*span, TYPE, "rule:technologies.outcome", 0.65)

    def _listed(self, text: str, tokens: Tokens) -> Iterator[Candidate]:
        """…、…、…等产品: back from its end as long as there are names; all of them where they are said to be made."""
        for cue in _LISTED.finditer(text):
            made = list(self._made_members(text, cue.start(), tokens))
            found = made or list(self._back_from(text, cue.start(), tokens))
            if made or len(found) > 1:
                yield from (Candidate(*span, TYPE, "rule:technologies.listed", 0.65) for span in found)

    def _back_from(self, text: str, end: int, tokens: Tokens) -> Iterator[tuple[int, int]]:
        while (span := self._names.trailing(text, end, tokens)) is not None:
            yield span
            if text[span[0] - 1 : span[0]] != "、":
                return
            end = span[0] - 1

    def _made_members(self, text: str, end: int, tokens: Tokens) -> Iterator[tuple[int, int]]:
        """The members of a list between a verb of making and 等产品, if every one of them can be a name."""
        begin = max(text.rfind(mark, max(0, end - _LONGEST_LIST), end) for mark in "，。；：！？\n") + 1
        opened = next(
            (at for at in range(begin, end) if tokens.at_edge(at) and _LIST_CUE.search(text, begin, at)), None
        )
        if opened is None:
            return
        cue_end = max(
            (e for _, e in tokens.between(opened, end) if e - opened <= 3 and _LIST_CUE.search(text, begin, e)),
            default=opened,
        )
        members = [self._names.member(text, span, tokens) for span in parts(text, cue_end, end)]
        if all(members):
            yield from filter(None, members)


def _again(text: str, names: Iterable[str]) -> Iterator[Candidate]:
    """Every place of a name once found, be it with or without what stands in brackets inside it."""
    for name in sorted({*names, *(_BRACKETED.sub("", name) for name in names)}):
        at = text.find(name)
        while at >= 0:
            yield Candidate(at, at + len(name), TYPE, "rule:technologies.again", 0.6)
            at = text.find(name, at + len(name))


@Language.factory("jjj_technologies")
def create(nlp: Language, name: str) -> Technologies:
    """Make the component that `pipeline.cfg` asks for."""
    return Technologies()
