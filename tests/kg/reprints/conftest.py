"""A report in our own words, long enough to be compared, and a notice of the kind that is written from a template."""

from __future__ import annotations

import pytest

REPORT = """\
潮白云图机器人有限公司日前在天津滨海新区投产，首条产线每年可装配两千台巡检机器人。
公司负责人介绍，厂房由原来的仓库改建，从签约到投产只用了七个月，园区派专人帮办了环评、消防和用电手续。
蓟川银行滨海支行向公司发放贷款300万元，用于采购减速器；另有两家基金正在洽谈。
“我们在北京做研发，在天津做制造，河北的配套厂一个小时就能把零件送到。”车间主任说，下一步要把关节模组也放到这里生产。
当地产业办表示，今年已有十一家机器人企业落户，明年将建成公共测试场，向中小企业免费开放。
"""
NOTICE = """\
{bank}关于变更营业场所的公告：经国家金融监督管理部门批准，{bank}营业场所由{old}迁至{new}，\
自{day}起在新址对外营业。原金融许可证同时作废，业务范围、联系电话不变，客户存取款及各项业务不受影响。\
由此带来的不便，敬请谅解。特此公告。"""


@pytest.fixture(scope="session")
def article() -> str:
    """Five paragraphs about a factory."""
    return REPORT


@pytest.fixture(scope="session")
def notice() -> str:
    """A notice with blanks for `bank`, `old`, `new` and `day`."""
    return NOTICE
