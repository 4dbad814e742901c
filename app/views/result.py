"""The first page, as Streamlit finds it."""

from choice import state
from result import page
from view import view_of

page.show(view_of(state.current()))
