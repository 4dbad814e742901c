"""The app's folder is its own source root: `streamlit run` puts it on the path, and so do these tests."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "app"))


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """Open the page with the parameters of a link."""

    def opened(**query: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "app" / "Home.py"), default_timeout=60)
        for key, value in query.items():
            at.query_params[key.replace("__", ".")] = value
        at.run()
        assert not at.exception
        return at

    return opened
