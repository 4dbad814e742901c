"""The browser's history grows by pages: a changed choice replaces the address of its page instead of adding one."""

# Streamlit adds an entry for every change of the query; Back would then undo half a case, or show nothing new.
SCRIPT = """<script>
(push => {
  history.pushState = (state, title, url) =>
    new URL(url, location).pathname === location.pathname
      ? history.replaceState(state, title, url) : push(state, title, url);
})(history.pushState.bind(history));
</script>"""
