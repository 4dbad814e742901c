"""The second page, as Streamlit finds it."""

from parts import trust

trust.show()
