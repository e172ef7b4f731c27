"""Equity: who puts capital into a firm, fund or park (`invested_in`)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence
from kg.extract.rules.units import BODIES, Unit

_FAMILY = "equity"
_INVESTS = (
    Pattern(
        _FAMILY,
        "(?:<s2:investor>(?:[与同]|联合|携手))?<s:investor>~14(?P<v>{invest})(?!方|人|者|机构|公司|子公司|平台|集团|业务|部|额|、)(?:了|过|于|到|至)?~12(?<!、)<o:body>(?!厂房|车间|大楼)",
    ),
    Pattern(_FAMILY, "<s:investor>~8(?P<v>持有|持股|受让|直接持有|合计持有)~4<o:body>…14(?:股权|股份|%|％)"),
    Pattern(_FAMILY, "<s:investor>~14(?:向|对|给|为)(?:了)?~4<o:body>…14(?P<v>{put})"),
    Pattern(_FAMILY, "(?P<v>获|获得|获得过|受到|由)<s:investor>…4(?:投资|领投|注资|参股)的~6<o:company>"),
    Pattern(_FAMILY, "<s:firm>~10(?:赴|在|到|落户)<o:park>…6(?P<v>投资)"),
    Pattern(_FAMILY, "<s:firm>~6(?P<v>投资|投入|斥资)·12(?:在|于|落户|落地)<o:park>"),
    Pattern(_FAMILY, "<s:investor>…16(?P<v>拿下|摘得|竞得|接手|取得|买下)(?:了)?<o:body>…12(?:股权|股份|[%％])"),
)
_INVESTED = (
    Pattern(_FAMILY, "<s:fund>…4(?P<v>已投|被投|所投|投资组合|投资版图)…6(?:包括|有|企业|项目|公司|涵盖)~4<o:company>"),
)
_PROJECTS = (
    Pattern(_FAMILY, "<s:firm>……30(?P<v>总投资|投资额|投资)…4\\d……24(?:落户|签约|开工|投产|落地|建设)~8<o:park>"),
    Pattern(_FAMILY, "<s:firm>……24(?:落户|签约|入驻|开工|投产|落地)~4<o:park>……24(?P<v>总投资|投资额|投资)~4\\d"),
    Pattern(
        _FAMILY,
        "<s:actor>~8(?P<v>投资|出资|投入|斥资)~6\\d~8(?:建设|建成|建起|兴建|打造|盖起|设立)~8<o:body>(?!厂房|工厂|车间|大楼|项目|产线|生产)",
    ),
)
_RECEIVES = (
    Pattern(_FAMILY, "<o:body>……20(?:融资|资金|投资|款项)(?:全部|主要|均|都)?(?P<v>来自)于?~4<s:investor>"),
    Pattern(_FAMILY, "(?:在|有了?|得益于|凭借|借助)~2<s:investor>的?~4(?P<v>投资|注资|增资|入股|资本)…6，<o:body>"),
    Pattern(_FAMILY, "<o:body>…6向<s:investor>…4(?P<v>定向增发|定向发行|发行股份|增发)"),
    Pattern(_FAMILY, "<s:investor>~6[将把]<o:body>…4(?P<v>收入囊中|收购|并购|买下|收归旗下)"),
    Pattern(_FAMILY, "<o:body>…14(?P<v>{gain})(?:了)?~8<s:investor>…20{stake}"),
    Pattern(_FAMILY, "(?P<v>由)<s:investor>…8投资…12(?:建设|兴建|打造|建成|设立)的~6<o:body>"),
    Pattern(_FAMILY, "<o:body>·10被<s:investor>·6(?P<v>{acquire})"),
    Pattern(_FAMILY, "<o:body>~10(?P<v>由)<s:investor>·6(?:投资|投建|领投|注资|出资|入股|参股)"),
    Pattern(
        _FAMILY,
        "<o:body>…10(?<!控股)(?P<v>{backers})(?:名单|阵容)?(?:[里中]，?<any>?)?~4(?:为|是|包括|(?<!没)有|分别为|涵盖)~2<s:investor>",
    ),
    Pattern(_FAMILY, "<o:body>…10(?<!控股)(?P<v>{backers})……40(?:也有|还有|另有)~4<s:investor>"),
    Pattern(_FAMILY, "<o:body>…4(?:引入|引进|迎来|新增)~6(?<!控股)(?P<v>{backers})~2<s:investor>"),
    Pattern(_FAMILY, "<s:investor>…4(?:是|系|为|成为|成了|做了|当上)<o:body>…6(?<!控股)(?P<v>{backers})"),
    Pattern(_FAMILY, "<o:body>(?:的)?(?P<v>背后)，?(?:是|有|站着|还有|则是)~6<s:investor>"),
    Pattern(_FAMILY, "<o:fund>……24(?P<v>由)<s:investor>…6(?:出资|认缴|认购)"),
    Pattern(_FAMILY, "<o:body>…12(?P<v>由)<s:investor>…6(?:持股|持有)~2[\\d.]{1,6}[%％]"),
)
_STAKES = (
    Pattern(_FAMILY, "<o:body>：<s:body>…6(?P<v>持有)其~2[\\d.]{1,6}[%％]"),
    Pattern(_FAMILY, "<o:body>……60[\\d.]{1,6}[%％](?:的)?(?:股份|股权)?(?P<v>由)<s:investor>持有"),
    Pattern(_FAMILY, "<s:investor>~6(?P<v>参股)(?:的)?(?:公司|企业)<o:body>"),
    Pattern(_FAMILY, "<s:investor>~8(?P<v>{join})了?~2<o:body>…16(?:融资|增资|增资扩股|{round_name})"),
    Pattern(_FAMILY, "<s:investor>…4(?:是|为|系|也是|还是)<o:body>…6(?<!控股)(?P<v>{backers})(?:之一|中的一员)?"),
    Pattern(_FAMILY, "(?:向|对)<o:body>…8(?:投资|增资|注资|投入)…16的?(?P<v>是|为)<s:investor>"),
)
_LISTED = (
    Pattern(
        _FAMILY,
        "<o:company>，<any>?(?<!控股)(?P<v>{backers})~2(?:为|是|包括|(?<!没)有|分别为|涵盖)~2<s:investor>",
        anywhere=True,
    ),
    Pattern(_FAMILY, "<s:person>·4(?P<v>参股|入股|投资|出资)(?:过|了)?的<o:company>", anywhere=True),
    Pattern(_FAMILY, "<s:investor>……24[将把]~4<o:company>~2(?P<v>{acquire}|收入囊中|买下)"),
    Pattern(_FAMILY, "<s:investor>·12(?P<v>买下|吃下|买入|买断)了?~4<o:company>"),
    Pattern(_FAMILY, "<s:investor>…6(?P<v>出现在|现身|跻身|进入|位列|入列|名列|登上|挤进)<o:body>…12{backers}"),
    Pattern(_FAMILY, "(?:由|、)<s:investor>(?P<v>{lead}|注资|参股|入股)(?:、<any>[^，。；]{0,6}){0,2}的·6<o:company>"),
    Pattern(_FAMILY, "继<s:fund>…4之?后，<o:company>…6[又再]…16(?P<v>股东|投资|融资|注资|入股)", anywhere=True),
    Pattern(_FAMILY, "<o:company>…12(?P<v>收下|接受|拿到|获得?|到账|迎来|用着|拿过|得到)[了过]?~6<s:fund>的?·6\\d"),
    Pattern(
        _FAMILY, "<o:company>……36(?P<v>拿过|用过|得到过|获得过|拿了|要过|吃过)<s:fund>的?(?:钱|投资|资金|融资|支票)"
    ),
    Pattern(_FAMILY, "<s:fund>的·6\\d·12(?P<v>进入|打到|汇入|划给|投给|投向|注入|砸向|流向|落到)了?~2<o:company>"),
    Pattern(_FAMILY, "<s:fund>……24(?P<v>投给|投向|开给|投进|打给|打到|押在|押给|给了)了?~4<o:company>"),
    Pattern(_FAMILY, "<s:investor>…8(?P<v>{invest})的?(?:企业|公司|项目|标的)~2<o:company>"),
    Pattern(
        _FAMILY,
        "<o:body>…8(?P<v>引入|引进|引来|迎来|吸引|拉来)[了到]?~6<s:investor>…4(?:作为|为|成为|入|进).{0,6}?(?:股东|投资|战投|资本|股)",
    ),
    Pattern(_FAMILY, "<s:fund>·10(?P<v>投)[过了的中]?<o:company>"),
    Pattern(_FAMILY, "<o:company>……20(?P<v>背靠)~2<s:investor>…6(?:股东|投资|资金|注资)"),
)
_BUILT = (
    Pattern(_FAMILY, "<s:actor>~10(?P<v>{spends})~4\\d……18{builds}[了的]?(?:的)?~8<o:park>"),
    Pattern(_FAMILY, "<o:park>…10由<s:actor>·8(?P<v>投建|自筹|出资|花钱|掏钱|投资|兴办)"),
    Pattern(_FAMILY, "<s:actor>·4(?P<v>投建|投资兴建|投资建设|出资兴建|出资建设|斥资兴建|斥资打造)了?的?~4<o:park>"),
)
_FUNDED = (
    Pattern(_FAMILY, "<o:body>…16由~6(?:<s2:actor>{with})?<s:actor>~12(?P<v>{funded})"),
    Pattern(_FAMILY, "<s:actor>~10(?:{with}~4<s2:actor>)?~10(?P<v>{funded})(?:了)?~16<o:body>"),
)
_FUND_OPENED = (
    Pattern(_FAMILY, "<o:fund>…6由~6<s:owner>…10(?P<v>发起|设立|成立|组建)"),
    Pattern(
        _FAMILY,
        "<s:owner>…4(?P<v>共同|联合|合作|联手|携手|合力)(?:发起|设立|成立|组建|创设|募集)[^，。；]{0,4}~8<o:fund>",
    ),
)
_PAID_IN = Pattern(_FAMILY, "<s:body>~4(?P<v>认缴出资额?|认缴|出资额?|实缴|持股)(?:为)?(?=[约超近]?\\d)")
_HOLDS = Pattern(_FAMILY, "<s:investor>…6(?P<v>占股?|持股|持有)~4[\\d.]{1,6}[%％]")
_OPENED = Pattern(_FAMILY, "(?:{funded}|成立|设立|组建)(?:了)?~12<o:firm>……40(?=其中)")
_SIZED = Pattern(_FAMILY, "<o:firm>…6(?:总规模|目标规模|首期规模|规模|注册资本|首期募集|募集资金)")
_OWNERS = Pattern(_FAMILY, "<o:body>的?(?:主要|现有)?(?:股东|股权|股本)", anywhere=True)
_ROUND = Pattern(_FAMILY, "<o:body>…30(?P<v>{finish})…40{round}")
_ROUND_OF = Pattern(_FAMILY, "(?P<v>{finish})…40{round}的~4<o:body>")
_ROUND_ASIDE = Pattern(_FAMILY, "<o:body>（(?P<v>[^）]{0,12}?{round_name})[^）]{0,12}）")
_LEADS = (
    Pattern(_FAMILY, "<s:investor>…6(?P<v>{joined_round})"),
    Pattern(_FAMILY, "(?P<v>{party}|引入了?|引进了?)<s:investor>"),
    Pattern(_FAMILY, "<s:investor>…6(?P<v>{lead})"),
    Pattern(_FAMILY, "(?<!控股)(?P<v>{backers})~6(?:为|包括|有|是|涵盖)<s:investor>"),
)


def investment(sentence: Sentence) -> Iterator[Claim]:
    """A body invests in another, takes a stake in it or buys it (投资, 入股, 向…增资, 收购)."""
    for match in sentence.find(*_INVESTS, *_INVESTED):
        if match.acted_on("s"):
            continue
        yield from match.claims("invested_in", 0.85, qualifiers=(*match.stake(), *match.rounds()))


def project(sentence: Sentence) -> Iterator[Claim]:
    """A firm puts a sum into a project in a park, or a body pays for what it builds (总投资…亿元的项目落户…)."""
    for match in sentence.find(*_PROJECTS):
        if match.clear("s", "o") and not match.acted_on("s"):
            yield from match.claims("invested_in", 0.75, qualifiers=match.stake())


def investment_received(sentence: Sentence) -> Iterator[Claim]:
    """A firm gets capital from a body, or names it among its backers (获…投资, 被…收购, 股东包括…)."""
    for match in sentence.find(*_RECEIVES):
        if _named_just_before(match):
            continue
        yield from match.claims("invested_in", 0.87, qualifiers=(*match.stake(), *match.rounds()))


def _named_just_before(match: Match) -> bool:
    """Whether what is carried over from afar stands behind another body, of which the clause tells (交给X，股东有…)."""
    unit, at = match.unit("o"), match.found.start("o")
    before = match.sentence.skeleton.text[max(0, at - 2) : at]
    return unit is not None and unit.carried == "earlier" and len(before) > 1 and before[0] in BODIES


def stake(sentence: Sentence) -> Iterator[Claim]:
    """The text tells who holds how much of a body, or who joined its financing (持有其…%股份, 参与了…融资)."""
    for match in sentence.find(*_STAKES):
        if match.found.start("s") > match.found.start("o") or match.clear("s", "o"):
            yield from match.claims("invested_in", 0.8, qualifiers=(*match.stake(), *match.rounds()))


def listed_among_backers(sentence: Sentence) -> Iterator[Claim]:
    """The text counts a body among a firm's investors, or its money as gone to it (跻身…股东, 拿过…的钱)."""
    for match in sentence.find(*_LISTED):
        yield from match.claims("invested_in", 0.78, qualifiers=(*match.stake(), *match.rounds()))


def built_with_own_money(sentence: Sentence) -> Iterator[Claim]:
    """A body spends a sum to build or buy a park (砸下…亿元，建起…)."""
    for match in sentence.find(*_BUILT):
        if match.acted_on("s"):
            continue
        if match.clear("s", "o") or match.found.start("o") < match.found.start("s"):
            yield from match.claims("invested_in", 0.75, qualifiers=match.amounts())


def founded_with_capital(sentence: Sentence) -> Iterator[Claim]:
    """Those who found a body with their money invest in it (由…共同出资设立)."""
    for match in sentence.find(*_FUNDED):
        yield from match.claims("invested_in", 0.8)


def fund_opened(sentence: Sentence) -> Iterator[Claim]:
    """Those who set up a fund together put money into it, as a rule (由…共同发起设立的基金)."""
    for match in sentence.find(*_FUND_OPENED):
        founders = match.unit("s")
        if founders and len(founders.referents) > 1:
            yield from match.claims("invested_in", 0.45)


def contribution(sentence: Sentence) -> Iterator[Claim]:
    """Of a body's capital, the text says who paid in how much or holds how much (其中，A认缴1亿元，B持股20%)."""
    vehicle = _vehicle(sentence)
    for match in sentence.find(_PAID_IN, _HOLDS) if vehicle else ():
        contributor = match.unit("s")
        if vehicle and contributor and not contributor.carried and match.found.start() > vehicle[0]:
            whole = vehicle[1]
            yield from sentence.pairs(
                "invested_in", contributor, whole, round(0.8 * whole.trust, 3), match.stake(), match.status
            )


def _vehicle(sentence: Sentence) -> tuple[int, Unit] | None:
    """The body whose capital the sentence divides, and from where on: one just founded, owned, or told of before."""
    for opened in sentence.find(_OPENED, _OWNERS, _SIZED):
        unit = opened.unit("o")
        if unit is not None and len(unit.referents) == 1:
            return opened.found.end(), unit
    if "其中" not in sentence.skeleton.text:
        return None
    return next(((at, unit) for at, unit in sentence.units("firm") if unit.carried == "earlier"), None)


def financing_round(sentence: Sentence) -> Iterator[Claim]:
    """A firm closes a financing round, and the text says who led it or took part (完成A轮融资，由…领投)."""
    rounds_told = sorted(sentence.find(_ROUND_OF, _ROUND, _ROUND_ASIDE), key=lambda match: match.trigger)
    for match in sentence.find(*_LEADS) if rounds_told else ():
        before = [closed for closed in rounds_told if closed.trigger <= match.trigger]
        closed = before[-1] if before else rounds_told[0]
        target, investor = closed.unit("o"), match.acting("s")
        if target and investor and not investor.carried and target.referents != investor.referents:
            terms = (*closed.amounts(), *closed.rounds(), *closed.dates())
            trust = round(0.93 * target.trust, 3)
            yield from sentence.pairs("invested_in", investor, target, trust, terms, closed.status)


def round_led(sentence: Sentence) -> Iterator[Claim]:
    """The sentence after a financing round tells its investors (本轮融资由…领投，…跟投)."""
    if "融资" not in sentence.skeleton.text and "投" not in sentence.skeleton.text:
        return
    opening = next((unit for _, unit in sentence.units("body") if unit.carried == "earlier"), None)
    if opening is None or "轮" not in sentence.skeleton.text:
        return
    for match in sentence.find(*_LEADS):
        investor = match.unit("s")
        if investor and not investor.carried and match.found["v"] not in {"投资", "参与", "出资"}:
            start = min(opening.start, sentence.start)
            yield from sentence.pairs(
                "invested_in", investor, opening, round(0.9 * opening.trust, 3), match.rounds(), match.status, start
            )


RULES = (
    investment,
    project,
    investment_received,
    stake,
    listed_among_backers,
    built_with_own_money,
    founded_with_capital,
    fund_opened,
    contribution,
    financing_round,
    round_led,
)
