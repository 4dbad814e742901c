"""Where packs and scenarios are looked for, and in which order."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.files.tiny import BASE

import tidlig
from tidlig.files.text.locate import VARIABLE, app_script, find_pack, find_scenario, packs_root
from tidlig.problems import AssumptionError

pytestmark = pytest.mark.unit


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one pack and one scenario."""
    shutil.copytree(BASE, tmp_path / "packs" / "tiny")
    (tmp_path / "packs" / "scenarios").mkdir()
    shutil.copy(BASE / "scenario.yaml", tmp_path / "packs" / "scenarios" / "question.yaml")
    return tmp_path / "packs"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package in a folder called model, without anything beside it, and an empty working folder."""
    folder = tmp_path / "checkout" / "model" / "tidlig"
    folder.mkdir(parents=True)
    (tmp_path / "here").mkdir()
    monkeypatch.setattr(tidlig, "__file__", str(folder / "__init__.py"))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path / "here")
    return folder


def test_the_order_of_places(package: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssumptionError, match="no folder with packs was found"):
        packs_root()
    for folder in (
        package / "_data" / "assumptions",
        package.parents[1] / "assumptions",
        Path("assumptions").resolve(),
    ):
        folder.mkdir(parents=True)
        assert packs_root() == folder
    monkeypatch.setenv(VARIABLE, str(root))
    assert packs_root() == root
    assert packs_root(str(root / "tiny")) == root / "tiny"


def test_a_folder_that_is_named_must_exist(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssumptionError, match=r"^nowhere: --assumptions: there is no such folder; "):
        packs_root("nowhere")
    monkeypatch.setenv(VARIABLE, "nowhere")
    with pytest.raises(AssumptionError, match=rf"^nowhere: {VARIABLE}: there is no such folder; "):
        packs_root()


def test_by_name_and_by_path(root: Path) -> None:
    assert find_pack("tiny", root) == root / "tiny"
    assert find_pack(str(root / "tiny"), root) == root / "tiny"
    path = root / "scenarios" / "question.yaml"
    assert find_scenario("question", root) == path
    assert find_scenario("question.yaml", root) == path
    assert find_scenario(str(path), root) == path


def test_unknown_names(root: Path) -> None:
    with pytest.raises(AssumptionError, match=r"^tinny: there is no such pack; did you mean 'tiny'\?$"):
        find_pack("tinny", root)
    with pytest.raises(AssumptionError, match=r"^questoin: there is no such scenario; did you mean 'question'\?$"):
        find_scenario("questoin", root)


def test_the_app_is_in_the_checkout_or_in_the_package(package: Path) -> None:
    with pytest.raises(AssumptionError, match=r"^app/asgi\.py: the app is not installed; "):
        app_script()
    for folder in (package / "_data" / "app", package.parents[1] / "app"):
        folder.mkdir(parents=True)
        (folder / "asgi.py").touch()
        assert app_script() == folder / "asgi.py"
