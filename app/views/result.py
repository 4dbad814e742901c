"""The first page, as Streamlit finds it."""

from result import page as result

result.show()
