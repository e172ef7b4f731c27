"""Trade in further words: who is whose customer, contractor, adviser or source (`supplies_to`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Claim
from kg.extract.rules.patterns import Pattern
from kg.extract.rules.roles import Role, events, told_claims
from kg.extract.rules.sentence import Match, Sentence

_FAMILY = "trade"
_SUPPLIES = "supplies_to"
_SELLS = (
    Pattern(_FAMILY, "<s:body>~20(?:为|给|替|向)~3<o:org>(?:的.{1,10}?)?~16(?P<v>{does})"),
    Pattern(_FAMILY, "(?:^|[，。；])(?:为|给|替|向)<o:org>~12(?P<v>{does})[^，。；]{0,10}的，?(?:是|正是)…14<s:org>"),
    Pattern(_FAMILY, "<s:body>…24(?P<v>{into})(?:了|到)?~3<o:org>(?!…3(?:股权|基金|贷款|融资|手中接))"),
    Pattern(
        _FAMILY,
        "<s:body>…20(?P<v>{clients})……16(?:包括|有|涵盖|是|为|如|：|排到|覆盖|囊括)~3<o:org>(?:，(?:也|还|又)?有?~3<o2:org>)?",
    ),
    Pattern(_FAMILY, "<s:body>…16(?P<v>{clients})从<o:org>…4(?:排到|延伸到|扩展到|覆盖到|到)<o2:org>"),
    Pattern(
        _FAMILY,
        "<s:body>~14(?P<v>{contracted})(?:了|过|的)?~3<o:org>…20(?:订单|项目|工程|采购|标段|合同|大单|业务|系统|平台|设备|外包|工地)",
    ),
    Pattern(_FAMILY, "<s:body>~6(?:是|系|为|成为|作为|成了|当上|跻身)~2<o:org>…20(?P<v>{source})"),
    Pattern(_FAMILY, "<s:body>(?:的|把|将|自研|研制|生产)…20{goods}…8(?:在|被)<o:org>…16(?P<v>{works})"),
    Pattern(
        _FAMILY,
        "<s:org>(?:的|所)?…6(?:开发|推出|研发|打造|自研|搭建|研制)?…20(?:平台|系统|软件|产品|方案|设备|模型|服务|机器人)……14(?:有|吸引了?)~2<o:org>…14(?P<v>接入|使用|试用|上线|采用|订购|注册|采购|下单|入网)",
    ),
    Pattern(
        _FAMILY,
        "<s:org>……36，…6<o:org>…6(?:都|均|皆|就|便|也|正)?(?:是|为|成为|成了)(?P<v>其|该公司|公司|它)的?…6(?:客户|用户|买家|主顾|服务对象)",
    ),
    Pattern(
        _FAMILY, "<s:org>……36，…6<o:org>…4(?:就|便|正|也)?是…4(?P<v>买家|客户|用户|主顾|订货方|采购方)(?:之一|代表)?"
    ),
    Pattern(
        _FAMILY,
        "<s:org>~14(?:与|同|和|跟)~3<o:org>…10(?:建立|保持|形成|达成|确立)…8(?P<v>供货|供应|购销|供求|配套|采购|供需)…4关系",
    ),
    Pattern(
        _FAMILY,
        "<o:org>…16(?:公示|公告|发布|招标|采购|招采)……20，<s:org>…4(?P<v>中标|中选|摘标)",
    ),
    Pattern(
        _FAMILY,
        "<s:org>~12(?P<v>签约|斩获|揽获|摘得|揽下)了?<o:org>…12(?:项目|工程|订单|大单|标段)",
    ),
    Pattern(
        _FAMILY,
        "<s:org>的?~24，?(?P<v>用户|买家|客户|大买家|首个客户|头号客户|业主|采购方|收货方)(?:之一)?(?:是|为|正是|就是|便是|包括|有)~3<o:org>",
    ),
)
_BUYS = (
    Pattern(
        _FAMILY,
        "<o:org>…16(?P<v>{takes})(?!在|于|到|至|给)(?:了|过|上|的是|着)?~4<s:org>(?!…3(?:股权|股份|贷款|授信|融资|领投|担保))(?=(?:的|自研|研制|生产|制造|出产|开发|提供|自主|造|设备|系统|产品|这|作为|为|，|。|供|代工|承|$))",
    ),
    Pattern(
        _FAMILY,
        "<o:org>…24{goods}…14(?P<v>{from_whom})<s:org>(?=的|之手|提供|供|制造|生产|定制|承|操刀|独家|[，。；]|$)",
    ),
    Pattern(_FAMILY, "<o:org>(?:……24{goods}……12|…6的?…14，?)由<s:org>(?:独家|负责|公司)?(?P<v>{undertaken})"),
    Pattern(
        _FAMILY,
        "<o:org>~16(?:把|将)[^，。；]{1,16}?(?P<v>外包给|包给|发包给|委托给|交给|分包给|转包给)了?~3<s:org>(?=…12(?:代工|生产|制造|加工|检测|运输|承运|印刷|仓储|施工|建设|设计|配送|做|，把|，自己|[，。；]|$))",
    ),
    Pattern(
        _FAMILY,
        "<o:org>…12(?P<v>找|委托|聘|聘请|选聘|雇)~2<s:org>…4(?:代工|加工|生产|设计|检测|承运|制作|定制|编制|审计|评估|配送|分销)",
    ),
    Pattern(
        _FAMILY,
        "<o:org>…10(?:从|向|跟|在|改从)~2<s:org>(?:那里|处|手里|手中)?(?:…8)(?P<v>买|订|采购|购买|订购|拉走|进货|租用|定制|订货|下单|租赁|批量采购|求购|购进)(?!.{0,4}(?:技术|专利|成果))",
    ),
    Pattern(
        _FAMILY,
        "<o:org>(?:…8(?:的|里|内|上)…14{goods}…6)(?P<v>是|为|均为|都是|全部为|清一色)<s:org>…4(?:的|生产|制造|研制|提供|出品|做的|造的|装的|搭建|建的|供的|开发)",
    ),
    Pattern(_FAMILY, "(?:受|应)<o:org>(?P<v>委托|之托|邀约)，?~3<s:org>"),
)
_FOR_THE_OTHER = (
    Pattern(
        _FAMILY,
        "<o:org>…14(?:上|里|内|中)，?…10<s:org>(?P<v>研制|生产|制造|自研|提供|研发|开发|打造|承建|搭建|定制)的…20(?:正|已|投|运行|工作|作业|上线|上岗|服役|忙|运转|派上用场)",
    ),
    Pattern(
        _FAMILY,
        "<o:company>…16(?:提出|抛出|带来)…16(?:需求|难题|要求|订单)，~4<s:company>~~30(?P<v>实现|研发|开发|完成|解决|攻克|交出|拿出|给出|做到)",
    ),
    Pattern(_FAMILY, "(?P<v>搭载|采用|配备|装有|装备)了?<s:org>…10的<o:company>"),
    Pattern(
        _FAMILY,
        "<s:org>~14(?:与|同|和|跟|携手|联合|牵手)~3<o:org>……24(?:为其|向其|给其|为后者|向后者|给后者|为对方|向对方)~6(?P<v>{does})",
    ),
    Pattern(
        _FAMILY,
        "<o:org>~14(?:与|同|和|跟|携手|联合|牵手)~3<s:org>……24(?:由后者|后者)(?:将|会|负责|为其|向其|为前者|向前者){0,2}~6(?P<v>{does})",
    ),
    Pattern(_FAMILY, "<s:org>…14(?:订单|大单|首单|业务|合同|营收)…8(?P<v>来自|出自)(?:于|了)?~4<o:org>"),
    Pattern(_FAMILY, "<s:org>的?(?:大|老|主要|核心|重要|首个|头号|长期|海外)?(?P<v>客户|用户|买家)(?:——|、)?<o:org>"),
    Pattern(
        _FAMILY,
        "<o:org>…10(?P<v>拖欠|支付|付给|结清|欠下?)了?~3<s:org>…8(?:货款|工程款|服务费|材料款|加工费|设备款|运费)",
    ),
    Pattern(_FAMILY, "<s:org>~4(?:起诉|状告)<o:org>(?P<v>拖欠)…4(?:货款|工程款|服务费|材料款|加工费)"),
    Pattern(_FAMILY, "<s:org>~10(?P<v>{won_from})(?:了|过)?…16<o:org>…24(?:订单|项目|工程|采购|标段|合同|大单)"),
)
_HELPED = Pattern(
    _FAMILY,
    "<s:org>~12(?P<v>帮助|帮|助力|协助|助推|赋能|护航)了?~3<o:company>…16(?:实现|解决|改造|建成|搭建|提升|降低|节省|节约|完成|申请|拿到|申报|找到|通过|缩短|打通|上云)",
)
_ADVISER = Role(
    frozenset({"InvestmentFirm", "FinancialInstitution", "Company", "Organization", "Bank"}),
    re.compile("证券|律师|律所|会计|评估|事务所|合所|咨询|监理|设计院|保荐"),
)
_CLIENT = Role(frozenset({"Company", "Fund", "Hospital", "University", "Park"}), unlike=_ADVISER.named)
_ADVISES = Pattern(_FAMILY, "{advises}")
_NOT_ADVICE = Pattern(_FAMILY, "{not_advice}")
_OTHER_DEALS = re.compile(
    "贷款|授信|信贷|保证|连带|额度|担保|股权|融资|资本金|基金份额|借款|增信|补贴|奖励|质押|存款|认购|入股|增资|注资|投资款|政策|孵化|曾是|不再|产品手册|路演|"
    "捐赠|锦旗|颁发|授课|专利|许可|董事|运营权|管理权|经营权|日常运行|日常运营|日常管理|任教|毕业|课题|提名|下属|升格|更名|代管|图纸|方子|保单|秘密接触|打消|领投"
)
_BUILT = frozenset({"Park", "ResearchInstitute", "Lab", "Incubator", "ServicePlatform"})
"""What a body that builds it founds, and does not sell."""
_PLACES_MONEY = frozenset({"Fund", "InvestmentFirm", "GovernmentAgency", "Park", "Association"})


_BY_WAY_OF = (
    Pattern(
        _FAMILY,
        "<o:company>…10(?P<v>通过|借助|依托|经由)<s:org>…24(?:拿到|获得|完成|实现|申请|找到|对接|办理|办妥|取得|提交|解决|招到|预约|享受|租用)",
    ),
    Pattern(
        _FAMILY,
        "在<s:org>…4的?…6(?P<v>帮助|协助|指导|支持|助力|服务|辅导|赋能|推动)下，~6<o:company>…20(?:完成|实现|拿到|申请|改造|建成|搭建|通过|获得|解决|办妥)",
    ),
)
_MONEY = re.compile("贷款|授信|融资|担保|股权|入股|增资|投资|补贴|奖励|捐|课题|孵化")
_SERVES = frozenset({"ServicePlatform", "Association", "ResearchInstitute", "FinancialInstitution"})


def _is_trade(match: Match) -> bool:
    """Whether goods or services pass, between two that have nobody else between them."""
    ends = ("s", "o") if match.found.start("s") < match.found.start("o") else ("o", "s")
    if not match.clear(*ends):
        return False
    left, right = match.sentence.clause(*match.found.span())
    return not _OTHER_DEALS.search(match.sentence.written(left, right))


def _from_sellers(match: Match, confidence: float) -> Iterator[Claim]:
    referents = match.sentence.referents
    for claim in match.claims(_SUPPLIES, confidence):
        builds = referents[claim.object].type in _BUILT and match.written("v").startswith(("承建", "建"))
        if referents[claim.subject].type not in _PLACES_MONEY and not builds:
            yield claim


def sells(sentence: Sentence) -> Iterator[Claim]:
    """A body makes, delivers or does something for another in further words (给…赶制, 卖进…, 客户从…排到…)."""
    for match in sentence.find(*_SELLS, *_FOR_THE_OTHER):
        if _is_trade(match):
            yield from _from_sellers(match, 0.68)


def buys_or_uses(sentence: Sentence) -> Iterator[Claim]:
    """A body takes, uses or farms out what another makes in further words (选用, 出自, 由…承建, 外包给, 找…代工)."""
    for match in sentence.find(*_BUYS):
        if _is_trade(match):
            yield from _from_sellers(match, 0.68)


def advises(sentence: Sentence) -> Iterator[Claim]:
    """A securities, law or audit firm and one other body are told of with sponsoring, auditing or counsel."""
    for match, adviser, client in events(sentence, _ADVISES, _ADVISER, _CLIENT, _NOT_ADVICE):
        yield from told_claims(_SUPPLIES, match, adviser, client, 0.6)


def _ends(match: Match) -> tuple[int, ...]:
    seller = match.unit("s")
    return seller.referents if seller else ()


def helps(sentence: Sentence) -> Iterator[Claim]:
    """A body helps a firm to get something done, as a service (帮…改造, 助力…通过认证)."""
    for match in sentence.find(_HELPED):
        nurtures = any(sentence.referents[r].type == "Incubator" for r in _ends(match))
        if _is_trade(match) and not nurtures:
            yield from _from_sellers(match, 0.58)


def by_way_of(sentence: Sentence) -> Iterator[Claim]:
    """A firm gets something done through a platform or institute, or with its help (通过…办理, 在…帮助下完成)."""
    for match in sentence.find(*_BY_WAY_OF):
        ends = ("s", "o") if match.found.start("s") < match.found.start("o") else ("o", "s")
        serves = all(sentence.referents[r].type in _SERVES for r in _ends(match))
        if serves and match.clear(*ends) and not _MONEY.search(sentence.skeleton.text):
            yield from match.claims(_SUPPLIES, 0.62)


RULES = (sells, buys_or_uses, advises, helps, by_way_of)
