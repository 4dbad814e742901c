from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest
from tests.texts import catalogue

from tidlig.report.words.messages import FOLDER, LANGUAGES, label

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]
CODE = [*(ROOT / "app").rglob("*.py"), *(ROOT / "model" / "tidlig" / "report").rglob("*.py")]
# What must never be said of people, in any language of the catalogues.
FORBIDDEN = (
    r"kost\w* samfunnet", r"prislapp", r"byrde", r"dyre? (barn|ung)", r"lønnsom", r"taper[eng]?\b", r"ressurskrevende",
    r"cost\w* (to )?society", r"price tag", r"burden", r"expensive (child|kid|youth)", r"profitable",
    r"problem (child|kid)",
)  # fmt: skip


def test_both_languages_have_the_same_texts_with_the_same_blanks() -> None:
    nb, en = catalogue("nb"), catalogue("en")
    assert nb.keys() == en.keys()

    def blanks(text: str) -> set[str]:
        # What a currency is called the catalogue fills in itself, where a language names it.
        return {name for _, name, _, _ in string.Formatter().parse(text) if name} - {"money", "currency"}

    differing = [key for key in nb.keys() if blanks(nb.raw(key)) != blanks(en.raw(key))]  # noqa: SIM118
    assert not differing


def test_no_text_is_empty_and_none_is_left_untranslated() -> None:
    nb, en = catalogue("nb"), catalogue("en")
    sentences = [key for key in nb.keys() if len(nb.raw(key).split()) > 3]  # noqa: SIM118
    assert all(nb.raw(key).strip() and en.raw(key).strip() for key in nb.keys())  # noqa: SIM118
    assert not [key for key in sentences if nb.raw(key) == en.raw(key)]


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_text_speaks_of_people_as_a_cost(pattern: str) -> None:
    texts = [(p.name, p.read_text(encoding="utf-8").lower()) for p in FOLDER.glob("*.yaml")]
    labels = ROOT / "assumptions" / "norway" / "labels.csv"
    texts += [(p.name, p.read_text(encoding="utf-8").lower()) for p in (labels, ROOT / "app" / "page.yaml")]
    assert len(texts) == len(LANGUAGES) + 3
    assert not [(name, found.group()) for name, text in texts if (found := re.search(pattern, text))]


def test_the_wording_test_would_find_what_it_looks_for() -> None:
    wrong = "hver av dem koster samfunnet mye, en byrde med prislapp: dyre barn"
    assert sum(bool(re.search(pattern, wrong)) for pattern in FORBIDDEN) >= 4


def keys_asked_for() -> set[str]:
    """Keys written out in the code: ``get("a.b")``; patterns with a blank are checked where they are filled in."""
    asked = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and "." in first.value:
                    asked.add(first.value)
    return asked


def test_every_text_that_the_code_asks_for_exists() -> None:
    asked = keys_asked_for()
    assert len(asked) > 60
    assert asked <= catalogue("nb").keys()


def test_every_text_is_asked_for_somewhere() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    groups = set(re.findall(r'choice\(\s*"(\w+)"', source)) | set(re.findall(r'f"([\w.]+)\.\{', source))
    groups |= {"caveat", "headline", "arm", "aim", "group", "problem"}
    middles = {f"{a}.{b}" for a, b in re.findall(r'f"(\w+)\.\{\w+\}\.(\w+)"', source)}
    unused = [
        key
        for key in catalogue("nb").keys()  # noqa: SIM118
        if key not in source
        and not any(key.startswith(f"{group}.") for group in groups)
        and f"{key.split('.')[0]}.{key.split('.')[-1]}" not in middles
    ]
    assert not unused


def test_no_sentence_of_the_interface_stands_in_the_code() -> None:
    wrong = []
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("st.", "say.")):
                texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                wrong += [f"{path.name}:{node.lineno}: {text}" for text in texts if " " in text]
    assert not wrong


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no texts in 'xx'"):
        catalogue("xx")


def test_a_label_falls_back_to_english_and_then_to_the_id() -> None:
    labels = {"a": {"nb": "Ekte", "en": "Real"}, "b": {"en": "Only"}}
    assert [label(labels, i, "nb") for i in ("a", "b", "not_known")] == ["Ekte", "Only", "not known"]
