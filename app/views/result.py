"""The first page, as Streamlit finds it."""

from parts import result

result.show()
