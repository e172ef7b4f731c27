from __future__ import annotations

import pytest

from kg.cli.particulars import written
from kg.model import Qualifier


@pytest.mark.parametrize(("qualifier", "shown"), [
    (Qualifier("amount", "500万元", "5000000", "CNY"), "500万元"),
    (Qualifier("amount", "近千万元", "../10000000", "CNY"), "近千万元（≤1000万）"),
    (Qualifier("amount", "数千万元", "20000000/90000000", "CNY"), "数千万元（2000万–9000万）"),
    (Qualifier("amount", "超1.2亿元", "120000000/..", "CNY"), "超1.2亿元（≥1.2亿）"),
    (Qualifier("amount", "过半", "50/..", "%"), "过半（≥50）"),
    (Qualifier("rate", "LPR减20个基点", "LPR-0.2", "%"), "LPR减20个基点（LPR-0.2）"),
    (Qualifier("rate", "3.05%-3.45%", "3.05/3.45", "%"), "3.05%-3.45%（3.05–3.45%）"),
    (Qualifier("date", "2023年2月", "2023-02"), "2023年2月"),
    (Qualifier("date", "去年", "2023"), "去年（2023）"),
    (Qualifier("date", "2023年上半年", "2023-01/2023-06"), "2023年上半年（2023-01 – 2023-06）"),
    (Qualifier("title", "董事长兼CEO", "董事长 | 首席执行官"), "董事长兼CEO（董事长 | 首席执行官）"),
    (Qualifier("round", "A轮", "A"), "A轮"),
    (Qualifier("date", "近日"), "近日"),
])  # fmt: skip
def test_a_normal_form_is_shown_where_the_words_leave_it_open(qualifier: Qualifier, shown: str) -> None:
    assert written(qualifier) == shown
