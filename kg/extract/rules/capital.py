"""Capital told by turns of its own: joint capital, shares handed on, lists of partners (`invested_in`)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.sentence import Match, Sentence

_FAMILY = "equity"
_PARTS = "(?:股[权份]|份额|权益|合伙权益|[%％])"
_DONE = "(?:建成|改造成|改建成|建起|设立|办起|成立|组建|搭起|发起|创办|创建|打造)"
_JOINT = (
    Pattern(
        _FAMILY,
        "<s:actor>~10{with}~4<s2:actor>~10(?:成立|设立|组建|注册)了?(?:一家)?(?P<v>合资)(?:公司|企业)(?:——)?~4<o:body>",
    ),
    Pattern(
        _FAMILY,
        "<s:owner>(?:~4{with}~4<s2:owner>)?·4(?P<v>各?出资?|投入|拿出|掏出|各拿出|各投|捐资|斥资)·2\\d[^，。；]{0,8}，<any>?(?:把|将)?~20"
        + _DONE
        + "了?~10<o:body>",
    ),
    Pattern(
        _FAMILY,
        "<s:owner>(?:个人|独家|全额)?(?P<v>捐资|出资|斥资|投资)~2\\d[^，。；]{0,6}" + _DONE + "的~6<o:body>",
        anywhere=True,
    ),
    Pattern(
        _FAMILY, "<s:owner>·6(?P<v>投资建成|投资兴建|投资兴办|投资创办|出资创办|出资建成|出资兴建|投建)的~6<o:body>"
    ),
    Pattern(
        _FAMILY,
        "<s:actor>~4以~10(?P<v>作价|入股)，<s2:actor>~6(?:出钱|出资|投入|现金|注资)~6，……16{opens_fund}了?~10<o:body>",
    ),
    Pattern(
        _FAMILY,
        "<s:actor>~4以~14(?P<v>作价|入股|作价出资|出资入股|作价入股)，~16(?:发起|设立|组建|成立|创办|合资)了?~8<o:body>",
    ),
    Pattern(
        _FAMILY,
        "<s:actor>~4以~14(?P<v>作价|作价出资|作价入股)(?:的方式)?(?:参与)?(?:设立|组建|成立|创办|孵化)了?~8<o:body>",
    ),
    Pattern(
        _FAMILY,
        "<s:investor>(?:~6{with}~4<s2:investor>)(?:联手|联合|携手|一道|共同|先后|双双|一起|等)?，?(?:向|给|对)<o:body>~4(?P<v>{put})",
    ),
    Pattern(
        _FAMILY,
        "<o:body>~10由<s:owner>{with}<s2:owner>(?:共同|分别|各|按[^，。；]{1,10})?(?P<v>出资|出钱|投资|注资|认缴|实缴|持股)",
    ),
    Pattern(
        _FAMILY,
        "<o:body>……24(?:钱|资金|经费|投入)由<s:owner>(?:{with}<s2:owner>)?(?:共同|分别|各自)?(?P<v>出|承担|解决|提供|筹措)(?=[，。；])",
    ),
)
_TAKEN = (
    Pattern(
        _FAMILY,
        "<s:investor>…16(?P<v>接过|接下|受让了?|收下|购入|购得|收购了?|拍下|认购了?|拿到了?|承接|摘得)~2<o:body>…12"
        + _PARTS,
    ),
    Pattern(
        _FAMILY,
        "<s:investor>~10从<any>手[中里](?P<v>接过|接下|受让|买下|拿下|接手|购得)了?~2<o:body>(?:…12"
        + _PARTS
        + "|(?=[，。；]))",
    ),
    Pattern(
        _FAMILY,
        "<o:body>…6向<s:owner>(?:~4{with}~4<s2:owner>)?~2(?P<v>定向增发|定向发行|发行股份|增发|发行|非公开发行)…10股",
    ),
    Pattern(
        _FAMILY,
        "将?(?:所持|持有)的?<o:body>…12" + _PARTS + "…8(?P<v>转让给|划转给|出售给|卖给|转给|过户给)了?<s:investor>",
        anywhere=True,
    ),
)
_LISTED = (
    Pattern(
        _FAMILY,
        "<o:body>的?…6(?P<v>LP|有限合伙人|出资人|股东|投资人|投资方)(?:名单|阵容|名录|席|之列)?[上里中]?，?<any>?(?:除了?<s2:owner>外?，)?<any>?(?:还|也|既|只|便)?有~2<s:owner>",
    ),
    Pattern(_FAMILY, "<s:owner>任(?P<v>LP|GP|有限合伙人|普通合伙人)的<o:fund>", anywhere=True),
    Pattern(_FAMILY, "<o:fund>……24已?由<s:owner>·4(?P<v>实缴|认缴|出资|缴足|缴付)"),
    Pattern(
        _FAMILY,
        "<o:body>…8(?:[A-H][+＋]?|天使|种子|战略|新一)轮(?:融资)?的?…4(?P<v>领投席|投资方|领投方|跟投方|股东名册)…4(?:坐着|站着|有|是|为|包括|列着)~2<s:investor>",
    ),
)
_JOINED = (
    Pattern(
        _FAMILY,
        "<o:company>，<s:owner>(?:也|亦|同样|随后|同时|则|一并)*(?P<v>成为|成了|位列|名列|跻身|跟进成为)…2股东",
    ),
    Pattern(
        _FAMILY,
        "(?:发起|设立|成立|组建|创办|入股|投资|参股)了?~6(?P<o>[\ue001\ue002])，<s:owner>…16(?P<v>增资入股|参股|入股|增资|跟投|注资|出资)(?=[，。；])",
    ),
)


def joint_capital(sentence: Sentence) -> Iterator[Claim]:
    """Those who put money, land or technology together own what they set up with it (以技术作价; 各出…建成)."""
    yield from _stakes(sentence, 0.72, *_JOINT)


def share_taken(sentence: Sentence) -> Iterator[Claim]:
    """A share of a body is handed on, issued or sold, and the text says who took it (受让…股权, 向…发行…股)."""
    yield from _stakes(sentence, 0.74, *_TAKEN)


def listed_as_owner(sentence: Sentence) -> Iterator[Claim]:
    """The text counts a body among the partners or shareholders of another (LP名单上有…, 任LP的…基金)."""
    yield from _stakes(sentence, 0.74, *_LISTED)


def joined_owners(sentence: Sentence) -> Iterator[Claim]:
    """A body was just set up or bought into, and another joined its owners (…，X也成为股东; …，X增资入股)."""
    yield from _stakes(sentence, 0.7, *_JOINED)


def _stakes(sentence: Sentence, confidence: float, *patterns: Pattern) -> Iterator[Claim]:
    for match in sentence.find(*patterns):
        if not _acted_on(match):
            yield from match.claims("invested_in", confidence, qualifiers=(*match.stake(), *match.rounds()))


def _acted_on(match: Match) -> bool:
    unit = match.unit("s")
    return unit is None or unit.carried == "earlier" or match.acted_on("s")


RULES = (joint_capital, share_taken, listed_as_owner, joined_owners)
