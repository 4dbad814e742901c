"""No text speaks of people as a cost: documentation, labels, messages, programmes, scenarios and published cases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.docs

ROOT = Path(__file__).parents[1]
PEOPLE = (
    r"(?:child|children|kids?|youths?|young (?:person|people|adults?)|pupils?|students?|drop-?outs?|famil(?:y|ies)|"
    r"mothers?|immigrants?|recipients?|claimants?|offenders?|the disabled|the young)"
)
FOLK = r"(?:barna?|barnet|ung(?:e|dom|dommer|dommen)|elev(?:en|er|ene)?|familier?|innvandrere?|mottakere?|uføre)"
# In bokmål, Danish and English.
FORBIDDEN = (
    r"kost\w* samfun[nd]et",
    r"prislapp",
    r"\bbyrder?\b",
    r"\bdyre? (?:barn|unge|ungdom|elev|famili)",
    r"samfun[nd]skostnad",
    r"\bcosts? (?:to )?(?:the )?society of an? ",
    r"\bcosts? (?:the )?(?:society|taxpayers?)\b",
    r"price tag",
    r"\bburdens?\b",
    r"\bexpensive (?:child|kid|youth|famil|pupil)",
    r"problem (?:child|kid)",
    # a sentence that says what people of a group cost
    rf"\b{PEOPLE}(?: (?:who|that|in|on|with|without|outside)\b[^.;:|,]{{0,60}})? costs?\b",
    rf"\b(?:cost|price) of (?:an? |each |every |one )?(?:\w+ )?{PEOPLE}\b",
    rf"\bhv(?:a|er)\b[^.;:|]{{0,40}}\b{FOLK}\b[^.;:|]{{0,40}} koster\b",
    rf"\b{FOLK}\b(?: som| i| uten| utenfor| på)?[^.;:|,]{{0,40}} koster\b",
)
URL = re.compile(r"https?://\S+")
LONGEST = 25  # words of a sentence
PLAIN = ("README.md", "CONTRIBUTING.md", "docs/**/*.md", "model/tidlig/report/words/texts/en.yaml")
SHORT = ("README.md", "docs/use/*.md")
FOLDERS = (
    "docs/**/*.md",
    "tools/doc_tables/*.py",
    "*.md",
    "CITATION.cff",
    "app/**/*.yaml",
    "model/tidlig/report/words/texts/*.yaml",
    "assumptions/**/labels.csv",
    "assumptions/**/programmes/*.yaml",
    "assumptions/**/scenarios/*.yaml",
    "assumptions/published/cases/*.yaml",
)


def texts() -> dict[str, str]:
    """Every text a reader meets, in lower case on one line, without addresses."""
    paths = sorted({path for pattern in FOLDERS for path in ROOT.glob(pattern)})
    raw = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").lower() for path in paths}
    return {name: " ".join(URL.sub(" ", text).split()) for name, text in raw.items()}


def test_the_texts_are_found() -> None:
    found = texts()
    assert {
        "README.md",
        "docs/trust/comparison.md",
        "docs/trust/limits.md",
        "assumptions/norway/labels.csv",
    } <= found.keys()
    assert {"model/tidlig/report/words/texts/nb.yaml", "model/tidlig/report/words/texts/en.yaml"} <= found.keys()
    assert sum(name.startswith("assumptions/norway/programmes/") for name in found) > 20


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_text_speaks_of_people_as_a_cost(pattern: str) -> None:
    hits = [
        (name, text[max(found.start() - 40, 0) : found.end() + 40])
        for name, text in texts().items()
        for found in re.finditer(pattern, text)
    ]
    assert not hits


@pytest.mark.parametrize(
    "wrong",
    [
        "en ung utenfor koster samfunnet 15 millioner",
        "hvert frafall har en prislapp",
        "de er en byrde",
        "dyre barn",
        "the cost to society of a dropout",
        "children in care cost 3 million each",
        "a young person outside work costs more",
        "each carries a price tag",
        "a burden on the budget",
        "the cost of one child in care",
        "hva et barn i barnevernet koster",
        "unge utenfor arbeid koster kommunen",
        "dropouts cost taxpayers billions",
        "immigrants who do not work cost more",
    ],
)
def test_wrong_sentences_are_found(wrong: str) -> None:
    assert any(re.search(pattern, wrong) for pattern in FORBIDDEN)


@pytest.mark.parametrize(
    "right",
    [
        "the cost per participant is 35 000 kroner",
        "a programme without effect loses what it costs",
        "kostnad per barn som deltar",
        "what would be gained if one more young person were in work",
        "tiltaket koster 2 millioner i planperioden",
        "programme cost always counts in full",
        "parent training, its cost and its reach",
    ],
)
def test_right_sentences_are_let_through(right: str) -> None:
    assert not any(re.search(pattern, right) for pattern in FORBIDDEN)


def sentences(page: str) -> list[str]:
    """The sentences of a page: no code, table, picture or address; code in a line is one word."""
    text = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    prose = [
        re.sub(r"^\s*(?:[-*>#]+|\d+\.)\s+", "", line)
        for line in text.splitlines()
        if not line.startswith(("    ", "|", "![", "<"))
    ]
    plain = [re.sub(r"`[^`]*`", "code", re.sub(r"\]\([^)]*\)", "]", line)) for line in prose]
    return [one for line in plain for one in re.split(r"(?<=[.!?])\s+(?=[A-Z*])", line) if one.strip()]


@pytest.mark.parametrize("name", sorted({str(p.relative_to(ROOT)) for pattern in SHORT for p in ROOT.glob(pattern)}))
def test_sentences_are_short(name: str) -> None:
    long = [one for one in sentences((ROOT / name).read_text(encoding="utf-8")) if len(one.split()) > LONGEST]
    assert not long


def test_a_long_sentence_is_found() -> None:
    assert [len(one.split()) for one in sentences("- One two. Three `a b c` [four](x).\n\n| not this |\n")] == [2, 3]


def test_zero_is_zero() -> None:
    hits = [name for pattern in PLAIN for name in ROOT.glob(pattern) if "nought" in name.read_text(encoding="utf-8")]
    assert not hits


def test_words_of_the_page_are_those_of_the_page() -> None:
    """What the pages of use put in italics is written so on the page in English."""
    page = (ROOT / "model/tidlig/report/words/texts/en.yaml").read_text(encoding="utf-8")
    labels = (ROOT / "assumptions/norway/labels.csv").read_text(encoding="utf-8")
    named = {
        name
        for path in (ROOT / "docs" / "use").glob("*.md")
        for name in re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 10
    written = (page.replace("{own}", "own municipality").replace("{currency}", "NOK") + labels).lower()
    assert not [name for name in named if name.lower() not in written]
