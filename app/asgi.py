"""The app as an ASGI application: `streamlit run app/asgi.py`."""

from pathlib import Path

import streamlit as st
from shell.shell import Shell
from starlette.middleware import Middleware

app = st.App(Path(__file__).parent / "Home.py", middleware=[Middleware(Shell)])
