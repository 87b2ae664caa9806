"""Tags and lemmas: the choices among candidates, and what must hold of any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.coders.form_table import FormTable
from polybius.coders.names import Trie
from polybius.coders.tags import Tagged, tag_forms
from polybius.coders.tokens import split_tokens
from polybius.coders.words import WordTable

WORDS = WordTable.load()
FORMS = FormTable(WORDS, Trie())


def tag(text: str) -> Tagged:
    return tag_forms(FORMS.read(text, 0, len(text))[0], WORDS)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Norway promised to send Chad ten field hospitals", "pytvp#ns"),
        ("Iran vows to hit back at US", "pztvaip"),
        ("Haftar calls on Egypt to supply missiles", "pziptvs"),
        ("The rebels attack the town.", "dsvdn."),
        ("The attack killed two men.", "dny#s."),
        ("He has been asked to consider sending troops.", "rHBetvgs."),
        ("The shelling of the city continued.", "dnidny."),
        ("They were accused of shelling the city.", "rBeigdn."),
        ("Troops carried out the raid.", "syadn."),
        ("The minister said that the army had left.", "dnyhdnHe."),
        ("Kenya's army did not leave.", "p'nO!v."),
        ("Russian troops left on Sept. 3.", "jsyiT#."),
        ("Since he left, they have met.", "ury,rHe."),
        ("Since May they have met.", "iTrHe."),
        ("Aid worker killed in Gaza", "nneip"),
        ("The man accused of the killing was arrested.", "dneidnBe."),
        ("Troops attacked the town and captured its port.", "sydncy$n."),
        ("Mexican troops clash with gang", "jsvin"),
        ("Japan, France conduct joint drills", "p,pvjs"),
        ("US strikes hit town", "psyn"),
        ("The army let them leave.", "dnyrv."),
        ("He met her and her aides.", "ryrc$s."),
        ("The envoy went to school.", "dnyin."),
        ("Rebels want to house refugees.", "svtvs."),
        ("She helped end the war.", "ryvdn."),
        ("Over 300 people fled as troops advanced.", "b#syusy."),
        ("New sanctions target banks.", "jsvs."),
        ("Aides told the radio that he asked Chad for mine flail tanks and guns.", "sydnhrypinnscs."),
        ("The general orders his troops to withdraw.", "dnz$stv."),
        ("France and Germany back the plan.", "pcpvdn."),
        ("Villagers flee as rebels advance.", "svusv."),
        ("Kenya currently holds talks.", "pbzs."),
        ("Germany demanded that France hold talks.", "pyhpvs."),
        ("Kenya signed a data sharing agreement.", "pydsnn."),
        ("They will not do that.", "rm!Oo."),
        ("After being held, he left.", "ige,ry."),
        ("Many were hurt.", "oBe."),
        ("The envoy welcomed the plan, aides say.", "dnydn,sv."),
        ("UN CALLS FOR CEASEFIRE IN YEMEN", "pzinip"),
        ("This past week the army left.", "djndny."),
        ("He's been told that it's late.", "rHBehrBb."),
        ("The military said it would act.", "dnyrmv."),
        ("There are no rebels there.", "xBdsb."),
        ("Taiwan test-fired a missile.", "pydn."),
        ("They are following orders.", "rBgs."),
    ],
)
def test_tag_forms(text: str, tags: str) -> None:
    assert tag(text).tags == tags


def test_tag_forms_keeps_both_readings() -> None:
    tagged = tag("The rebels attack the town.")
    assert tagged.alts[2] == "n"
    assert tagged.alt_lemma(2) == "attack"
    assert tag("The town was attacked.").alts[3] == "y"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aThe tosd'. "))))
def test_tag_forms_any_text(text: str) -> None:
    surfaces = split_tokens(text, 0, len(text))[0]
    tagged = tag_forms(FORMS.list_forms(surfaces), WORDS)
    assert len(tagged.tags) == len(tagged.alts) == len(tagged.lemmas) == len(tagged.lowers) == len(surfaces)
    again = tag_forms(FORMS.list_forms(surfaces), WORDS)
    assert (again.tags, again.alts, again.lemmas) == (tagged.tags, tagged.alts, tagged.lemmas)
    for index in range(len(surfaces)):
        assert tagged.alt_lemma(index)


WORD = st.sampled_from(
    sorted(WORDS.kinds)[::37] + "to that her as since and 's ' \" , . of The U.S. may May there".split()
)


@given(st.lists(WORD))
def test_tag_forms_any_words(surfaces: list[str]) -> None:
    tagged = tag_forms(FORMS.list_forms(surfaces), WORDS)
    assert set(tagged.tags) <= set("nsprod$'#jbtiacuhwmBHOvzyekg!Txq,;.\"()")
    assert len(tagged.tags) == len(surfaces)


@pytest.mark.parametrize(
    "unit", ["to ", "attack ", "that ", "killed and ", "since ", "really ", "a", "Chad, Peru attack ", "killed in "]
)
def test_tag_forms_long_sentence(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    tag(text)
    assert time.process_time() - began < 10  # one that backtracks takes hours
