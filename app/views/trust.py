"""The second page, as Streamlit finds it."""

from trust import page as trust

trust.show()
