"""Write the software bill of materials, CycloneDX 1.6: ``python -m tools.sbom`` makes dist/sbom.json.

It says what requirements.lock and pyproject.toml say, and nothing of this machine: no time, no serial number, no look
at what is installed or at a registry.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BILL = ROOT / "dist" / "sbom.json"
PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\?$")
DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(lock: str, project: dict[str, Any]) -> dict[str, Any]:
    """Return the bill of a lock file's text and the project table of pyproject.toml."""
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": project["name"],
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": components(lock),
    }


def components(lock: str) -> list[dict[str, Any]]:
    """Return a component for each pinned version, with the digests of its files and the machines it is for."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if pinned := PINNED.match(line):
            found.append(_component(pinned["name"], pinned["version"], pinned["marker"] or ""))
        elif digest := DIGEST.search(line):
            found[-1]["hashes"].append({"alg": "SHA-256", "content": digest[1]})
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"requirements.lock has a line that is no pinned version and no digest: {line}")
    return found


def _component(name: str, version: str, marker: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{re.sub('[-_.]+', '-', name).lower()}@{version}"
    part = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "hashes": []}
    return part | ({"properties": [{"name": "tidlig:marker", "value": marker}]} if marker else {})


def text() -> str:
    """Return the bill of the repository as sbom.json has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return json.dumps(bill((ROOT / "requirements.lock").read_text(encoding="utf-8"), project), indent=1) + "\n"


if __name__ == "__main__":
    BILL.parent.mkdir(exist_ok=True)
    BILL.write_text(text(), encoding="utf-8")
