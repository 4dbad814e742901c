"""The bill of materials has every line of the lock file."""

from __future__ import annotations

import json
import re

import pytest
from tools.sbom import ROOT, bill, text

pytestmark = pytest.mark.package

PROJECT = {"name": "a", "version": "1", "license": "MIT"}
DIGEST = "a" * 64


def test_every_pinned_version_and_every_digest_is_in_the_bill() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    parts = json.loads(text())["components"]
    assert len(parts) == lock.count("==") - len(re.findall(r";.*==", lock)) > 50
    assert sum(len(part["hashes"]) for part in parts) == lock.count("--hash=sha256:")
    assert len({part["bom-ref"] for part in parts}) == len(parts)
    assert {"numpy", "streamlit", "pytest"} <= {part["name"] for part in parts}


def test_a_version_for_some_machines_says_which() -> None:
    lock = f"a.b==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:{DIGEST}\n"
    (part,) = bill(lock, PROJECT)["components"]
    assert (part["purl"], part["hashes"]) == ("pkg:pypi/a-b@1.0", [{"alg": "SHA-256", "content": DIGEST}])
    assert part["properties"][0]["value"] == "sys_platform == 'win32'"


def test_a_line_that_pins_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no pinned version"):
        bill("a>=1\n", PROJECT)
