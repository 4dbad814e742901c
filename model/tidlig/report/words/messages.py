"""Message catalogues: every sentence a user reads, by language, outside the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tidlig.files.text.shipped import shipped_yaml

LANGUAGES = ("nb", "en")
DIGEST = 12  # characters of a pack's digest that a reader sees, in the app as on the command line
FOLDER = Path(__file__).parent / "texts"


class Texts:
    """The texts of one language, by dotted key; ``{name}`` in a text is filled in by ``get``.

    ``currency``: the three letters of a pack's currency, "" where no text on money is asked for.  Texts have it as
    ``{currency}``, the sign beside an amount (kr), and as ``{money}``, the word in running text (kroner).
    """

    def __init__(self, language: str, texts: Mapping[str, str], currency: str = "") -> None:
        self.language = language
        self._texts = texts
        self._money = _money(language, texts, currency) if currency else {}

    def get(self, key: str, **values: object) -> str:
        """Return the text of a key, filled in.

        Raises KeyError for an unknown key or a value that the text asks for and is not given.
        """
        return self._texts[key].format(**{**self._money, **values})

    def raw(self, key: str) -> str:
        """Return the text of a key as it stands in the catalogue."""
        return self._texts[key]

    def has(self, key: str) -> bool:
        """Tell whether the catalogue knows the key."""
        return key in self._texts

    def keys(self) -> frozenset[str]:
        """Return every key of the catalogue."""
        return frozenset(self._texts)

    def choice(self, group: str, name: str, otherwise: str = "") -> str:
        """Return the text of ``group.name``; without one ``otherwise``, or the bare name."""
        return self._texts.get(f"{group}.{name}", otherwise or name)


def _money(language: str, texts: Mapping[str, str], currency: str) -> dict[str, str]:
    """Return what a currency is called in a language."""
    from babel.numbers import get_currency_symbol

    sign = get_currency_symbol(currency, locale=language)
    return {"currency": sign, "money": texts.get(f"currency.{currency}", currency)}


@lru_cache
def catalogue(language: str, currency: str = "") -> Texts:
    """Read the catalogue of a language; raises ValueError for one that does not exist."""
    if language not in LANGUAGES:
        raise ValueError(f"no texts in {language!r}; there are {', '.join(LANGUAGES)}")
    return Texts(language, dict(_flat(shipped_yaml(FOLDER / f"{language}.yaml"))), currency)


def _flat(tree: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    """Return (dotted key, text) for every leaf of a nested mapping."""
    pairs: list[tuple[str, str]] = []
    for key, value in tree.items():
        if isinstance(value, Mapping):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", str(value)))
    return pairs


def label(labels: Mapping[str, Mapping[str, str]], identifier: str, language: str) -> str:
    """Return the pack's name of something in a language; its id, spelt out, where the pack has none."""
    named = labels.get(identifier, {})
    return named.get(language) or named.get("en") or identifier.replace("_", " ")


def area_name(area: str, labels: Mapping[str, Mapping[str, str]], texts: Texts) -> str:
    """Return the name of a budget area: the pack's for a national one, a place's own as it is written."""
    if not area:
        return texts.get("account.no_area")
    named = labels.get(f"area.{area}", {})
    return named.get(texts.language) or named.get("en") or area


@dataclass(frozen=True, slots=True)
class Names:
    """What a pack calls its payers, budgets and outcomes, in the language of a catalogue."""

    labels: Mapping[str, Mapping[str, str]]
    texts: Texts

    def of(self, id: str) -> str:
        """Return the name of something of the pack."""
        return label(self.labels, id, self.texts.language)

    def payer(self, id: str) -> str:
        """Return the name of a payer, a budget or a total; a pack may name those of its own."""
        return self.of(id) if id in self.labels else self.texts.choice("payer", id, self.of(id))

    def arm(self, id: str) -> str:
        """Return the name of an arm: what the page calls its own, the pack's name, or the id."""
        return self.texts.choice("arm", id, self.of(id))

    def inside(self, id: str) -> str:
        """Return what a payer or budget is called inside a sentence: ``the municipality``."""
        return self.of(f"in.{id}") if f"in.{id}" in self.labels else within(self.payer(id))


def within(name: str) -> str:
    """Write a name inside a sentence: small first letter, unless it is an abbreviation (``IPS``)."""
    return name if name[1:2].isupper() or name[1:2].isdigit() else name[:1].lower() + name[1:]
