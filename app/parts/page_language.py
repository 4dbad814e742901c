"""Tells the browser the page's language when the reader changes it without loading the page anew."""

from __future__ import annotations

import streamlit as st

SCRIPT = "export default function ({ data }) { document.documentElement.lang = data.language }"


def tell(language: str) -> None:
    """Set the language of the page that is open."""
    st.components.v2.component("page_language", js=SCRIPT)(data={"language": language}, key="page_language")
