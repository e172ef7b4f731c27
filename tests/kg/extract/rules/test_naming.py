from __future__ import annotations

from kg.extract.rules.naming import told_by_name
from tests.kg.extract.rules.marked import marked


def told(text: str) -> set[tuple[str, str, str]]:
    doc = marked(text)
    names = [referent.name for referent in doc._.referents]
    return {
        (names[c.subject], c.predicate, names[c.object]) for c in told_by_name(doc.text, doc._.names, doc._.referents)
    }


def test_a_branch_is_part_of_the_bank_with_whose_name_it_begins() -> None:
    found = told("「Bank:太行银行」召开会议，「Bank:太行银行望河分行」参加。")
    assert found == {("太行银行望河分行", "part_of", "太行银行")}


def test_a_unit_is_part_of_the_longest_body_within_its_name() -> None:
    found = told("「GovernmentAgency:望河区科技局」「Park:望河区」「GovernmentAgency:望河区科技局高新科」")
    assert ("望河区科技局高新科", "part_of", "望河区科技局") in found
    assert ("望河区科技局高新科", "part_of", "望河区") not in found


def test_a_park_is_run_by_the_committee_of_its_name() -> None:
    assert told("「Park:望河软件园」「GovernmentAgency:望河软件园管委会」") == {
        ("望河软件园", "operated_by", "望河软件园管委会")
    }


def test_regions_in_names_tell_nothing() -> None:
    assert told("「Region:望河区」的「GovernmentAgency:望河区科技局」") == set()


def test_a_hospital_with_a_universitys_name_is_no_part_of_it() -> None:
    assert told("「University:沧海大学」「Hospital:沧海大学附属第一医院」") == set()
