"""Products that have a name of their own: “某某”卫星, 某某三号 rockets, drugs by their form, X是一款…, 产品叫X."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.product_names import PIECE, ProductNames, Tokens, quantity

Span = tuple[int, int]

_LONGEST_TAIL = 10
_LONGEST_PROPER = 12
_NEAR = 12
_QUOTED = re.compile(r"“([^“”，。；！？\n]{2,16})”")
_NUMBERED = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?:[一二三四五六七八九十]{1,2}|\d{1,3})号"
    r"(?:(?:改进型|改)?(?:遥[一二三四五六七八九十\d]{1,3})?|[甲乙丙丁]|[A-Z](?![A-Za-z]))"
)
_NO_SERIES = re.compile(
    "[路街道巷院楼馆厅栋幢座室门厂区库井窑洞线文令台机组产品城线港仓批期届场址园年月日第编证账房]|中央|一号"
)
_FLYING = re.compile(
    "卫星|火箭|飞船|发动机|飞机|飞行器|空间站|探测器|望远镜|发射|首飞|入轨|下线|升空|起飞|总装|研制|潜水器|机器人|大模型|芯片|产线|回收|盾构机|钻机"
)
_DRUG = re.compile(
    r"[\u4e00-\u9fffA-Za-zα-ω0-9\-]{2,10}?(?:注射液|缓释片|控释片|分散片|肠溶片|咀嚼片|口服液|口服溶液|滴眼液|胶囊|软胶囊|颗粒剂|吸入剂|气雾剂|喷雾剂|单抗|单克隆抗体|"
    r"双抗|贴剂|滴丸|冻干粉针|粉针剂|疫苗|细胞注射液)"
)
_LONGEST_FORM = 4
_NO_THING = re.compile("企业|公司|行业|产业|领域|集团|研发|市场|团队|厂|接种|项目|赛道")
_TABLET = re.compile(
    r"(?:^|(?<=[，。；：、“（\n]))[\u4e00-\u9fff]{2,7}片(?=[”）]?[，：是为（]?[^，。；\n]{0,10}(?:新药|药物|药品|处方药|仿制药))"
)
_DEFINED = re.compile(
    r"(?:^|(?<=[，。；：！？\n]))(?P<name>[\u4e00-\u9fffA-Za-z0-9\-α-ω“”]{3,18}?)"
    r"(?=(?:，?(?:是|系|为|作为)?(?:一|首|国内首|全球首|国产首|我国首|世界首)(?:款|种|台|套|项|颗|枚|类))"
    r"|，国家[一二三1-5]类新药)"
)
_CALLED = re.compile(
    r"(?:产品|机器人|卫星|火箭|芯片|大模型|模型|系统|软件|平台|设备|装置|飞机|药|车|品牌|机型|型号|样机|技术)"
    r"(?:的名字|名字)?(?:，|就|它|被|也)?(?:名叫|叫做|叫作|名为|取名为?|命名为|起名叫?|唤作|称作|叫)"
    r"(?P<name>“[^“”，。\n]{2,12}”|[\u4e00-\u9fffA-Za-z0-9\-]{2,10}?(?=[（(，。；、！？\n]))"
)
_ASIDE = re.compile(r"”?[（(]([A-Za-z][A-Za-z0-9 \-]{1,24})[）)]")
_PASSED_ON = re.compile(
    r"[把将]“?(?P<name>[^，。；“”]{4,24}?)”?(?:这项|这一|等)?(?:的)?(?:技术|成果|专利|专利技术|科技成果)(?:的[^，。；]{0,8})?(?:以|作价|转让|转给|转化|许可|授权|交给|卖给|独占)"
)
_RESULT = re.compile(
    r"“(?P<name>[^“”，。；\n]{4,24})”(?:这项|这一|等)?(?:技术成果|科技成果|成果|专利|技术|工艺|新药|产品)(?!转化|展|交易|对接)"
)
_TELLING_MODEL = 4
_WIDE_KINDS = ("系统", "平台", "技术", "工艺", "大模型", "框架", "架构", "方案")
_LATIN = re.compile(
    r"(?<![A-Za-z0-9])(?P<model>[A-Z][A-Za-z0-9]{0,30}+(?:-[A-Za-z0-9]{1,30}+){0,8}+)(?P<head>[\u4e00-\u9fff]{2,8})"
)
# fmt: off
_LATIN_KINDS = frozenset({
    "AI", "IT", "ICT", "LED", "OLED", "LCD", "GPU", "CPU", "VR", "AR", "XR", "MR", "PC", "OA", "IC", "ID",
    "CT", "MRI", "IP", "IPO", "PPP", "EDA", "IDC", "PCB", "SUV", "ETC", "GPS", "ERP", "SaaS", "PaaS", "APP",
    "App", "TV", "USB", "EV", "AGV", "OEM", "IPTV", "B", "C", "G",
})
# fmt: on
_METHOD = re.compile(
    r"(?:^|[，。；：！？\n]|[把将])(?:(?:已|已经|成功|率先)?(?:掌握|攻克|突破|拥有)了?)?(?P<name>[\u4e00-\u9fffA-Za-z0-9\-]{4,18}?)"
    r"(?=的(?:核心|关键|专利|成套|整套|独家)?(?:技术|工艺|方法)(?:，|[^，。；！？]{0,6}?(?:转让|许可|转给|授权|卖给)))"
)
_MADE_INSIDE = re.compile("制备|生产|合成|提取|发酵|回收|制造|提纯|降解|检测|转化")
_FINANCIAL = re.compile("[\u4e00-\u9fffA-Za-z0-9]{1,10}(?:贷|保|险|融|债|租)")
_NO_FINANCIAL = re.compile(
    "(?:担|社|环|医|确|投|银|公|劳|风|冒|危|信|借|首|助|续|还|放|惠|房|车|转|金|投|国|欠|负|出|招|无|零|不|敢|愿|能|会|可)(?:保|险|贷|融|债|租)$"
)
_OFFERED = re.compile("推出|产品|创设|设计|首创|上线|开发|打造|贷款|担保|业务|名为|叫")
_LOAN = re.compile("贷(?=[，。；、）”等]|产品|业务|授信|和|与)")
_CLAUSES = re.compile("[^。；！？\n]+")


class NamedProducts:
    """Finds the products that a text calls by a name of their own.

    Args:
        names: what tells names of products from plain nouns.
    """

    def __init__(self, names: ProductNames) -> None:
        self._names = names

    def spans(self, text: str, tokens: Tokens) -> Iterator[Span]:
        """Offsets of the names; the same ones may come twice."""
        yield from self._quoted(text, tokens)
        yield from self._numbered(text, tokens)
        yield from self._drugs(text, tokens)
        yield from self._defined(text)
        yield from self._called(text)
        yield from self._passed_on(text)
        yield from self._methods(text)
        yield from self._financial(text, tokens)
        yield from self._models(text, tokens)

    def _quoted(self, text: str, tokens: Tokens) -> Iterator[Span]:
        """“天鹰”测绘卫星 with what follows up to its head; “天鹰” alone where the head stands before it."""
        for found in _QUOTED.finditer(text):
            end = found.end()
            tail = PIECE.match(text, end, min(len(text), end + _LONGEST_TAIL))
            size = (
                self._head_at(text, tail.span(), tokens)
                if tail and found.end(1) - found.start(1) <= _LONGEST_PROPER
                else 0
            )
            if size:
                yield found.start(), end + size
            elif self._follows_head(text, found.start(), tokens):
                yield found.span(1)

    def _head_at(self, text: str, span: Span, tokens: Tokens) -> int:
        """Length of the compound that the stretch opens with, up to its last head, before a verb or particle."""
        size = 0
        start, limit = span
        for s, e in tokens.between(start, limit):
            if tokens.is_bound(s) or self._names.is_stop(text[s:e]):
                break
            if self._names.is_product_head(self._names.head(text[start:e])) or (
                e - start > 3 and self._names.head(text[start:e])
            ):
                size = e - start
        return size

    def _follows_head(self, text: str, start: int, tokens: Tokens) -> bool:
        head = self._names.head(text[max(0, start - 6) : start])
        return self._names.is_product_head(head) and len(head) > 1 and tokens.at_edge(start)

    def _numbered(self, text: str, tokens: Tokens) -> Iterator[Span]:
        """远航三号, where its sentence speaks of a rocket, satellite, launch or the like."""
        for clause in _CLAUSES.finditer(text):
            if not _FLYING.search(text, *clause.span()):
                continue
            for found in _NUMBERED.finditer(text, *clause.span()):
                start = self._word_start(found.start(), found.end(), tokens)
                name = text[start : found.end()]
                if (
                    start is not None
                    and not _NO_SERIES.search(name.partition("号")[0][:-1])
                    and not text.startswith(("楼", "线", "院", "文"), found.end())
                ):
                    yield start, found.end()

    @staticmethod
    def _word_start(start: int, end: int, tokens: Tokens) -> int | None:
        """The first edge of a word from `start` whose word a name can begin with."""
        for at in range(start, end - 3):
            if tokens.at_edge(at) and not tokens.is_bound(at) and tokens.tag(at) not in {"v", "f", "t", "m"}:
                return at
        return None

    def _drugs(self, text: str, tokens: Tokens) -> Iterator[Span]:
        """艾某某注射液, 某某片 where it is called a drug."""
        for found in _DRUG.finditer(text):
            at = next((s for s in range(found.start(), found.end() - 2) if tokens.at_edge(s)), None)
            span = self._names.trailing(text, found.end(), tokens)
            if at is not None and span is not None and not _NO_THING.match(text, found.end()):
                start, end = span
                if end - start > _LONGEST_FORM:
                    yield start, end
        for found in _TABLET.finditer(text):
            yield found.span()

    def _defined(self, text: str) -> Iterator[Span]:
        """X是一款…: what a sentence opens with and calls one of a kind, if it has the head of a product."""
        for found in _DEFINED.finditer(text):
            start = found.start("name") + quantity(found["name"])
            name = text[start : found.end("name")]
            if self._names.is_name(name) and "的" not in name and name.count("“") == name.count("”"):
                yield start, found.end("name")

    def _called(self, text: str) -> Iterator[Span]:
        """产品叫X（Y）"""
        for found in _CALLED.finditer(text):
            start, end = found.span("name")
            if text[start] == "“":
                start, end = start + 1, end - 1
            yield start, end
            aside = _ASIDE.match(text, end)
            if aside:
                yield aside.span(1)

    def _passed_on(self, text: str) -> Iterator[Span]:
        """把…技术转让给…; “…”成果"""
        for found in (*_PASSED_ON.finditer(text), *_RESULT.finditer(text)):
            name = found["name"]
            if found.re is _RESULT or self._names.head(name):
                yield found.span("name")

    def _financial(self, text: str, tokens: Tokens) -> Iterator[Span]:
        """“某某贷”, “某某保”, where something is said to be offered nearby; 某某贷 also without quotation marks."""
        for found in _QUOTED.finditer(text):
            named = _FINANCIAL.fullmatch(found[1]) and not _NO_FINANCIAL.search(found[1])
            near = max(0, found.start() - _NEAR * 2), min(len(text), found.end() + _NEAR)
            if named and (found[1].endswith("贷") or _OFFERED.search(text, *near)):
                yield found.span(1)
        for loan in _LOAN.finditer(text):
            span = self._names.trailing(text, loan.end(), tokens)
            if span and not _NO_FINANCIAL.search(text[slice(*span)]):
                yield span

    def _methods(self, text: str) -> Iterator[Span]:
        """“用…制备…”的技术 as a method goes by what it does."""
        for found in _METHOD.finditer(text):
            inside = _MADE_INSIDE.search(found["name"])
            if inside and inside.end() + 1 < len(found["name"]):
                yield found.span("name")

    def _models(self, text: str, tokens: Tokens) -> Iterator[Span]:
        """QX20无人机: a type designation before a head."""
        for found in _LATIN.finditer(text):
            if found["model"] in _LATIN_KINDS or len(found["model"]) < 2:
                continue
            size = self._head_at(text, found.span("head"), tokens)
            if not size and len(found["model"]) >= _TELLING_MODEL:
                size = next((len(word) for word in _WIDE_KINDS if found["head"].startswith(word)), 0)
            if size:
                yield found.start(), found.start("head") + size
