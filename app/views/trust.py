"""The second page, as Streamlit finds it."""

from choice import state
from trust import page
from view import view_of

page.show(view_of(state.current()))
