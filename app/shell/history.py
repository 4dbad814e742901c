"""What the browser must do so that its history and its links go with the choice."""

# Streamlit adds an entry to the history for every change of the query; Back would then undo half a case, or show
# nothing new.  And a link that is clicked while a field holds a number not yet sent overtakes it: the number would be
# lost, or the link.  Such a link is followed once the page has been drawn with the number.
SCRIPT = """<script>
(push => {
  history.pushState = (state, title, url) =>
    new URL(url, location).pathname === location.pathname
      ? history.replaceState(state, title, url) : push(state, title, url);
})(history.pushState.bind(history));
(() => {
  const run = () => +(document.documentElement.dataset.run || 0);
  const busy = () => document.querySelector('[data-testid=stApp][data-test-script-state=running]');
  let typed = false, held = null;
  addEventListener('input', event => { typed = event.target.type === 'text' }, true);
  addEventListener('keydown', event => { typed = typed && event.key !== 'Enter' }, true);
  addEventListener('mousedown', () => { held = typed ? {run: run(), since: Date.now()} : null }, true);
  addEventListener('focusout', () => { typed = false }, true);
  addEventListener('click', event => {
    const link = event.target.closest('[data-testid=stPageLink] a');
    if (!link || !held) return;
    event.preventDefault();
    event.stopPropagation();
    const {run: before, since} = held;
    held = null;
    const follow = () => run() > before || (Date.now() > since + 3000 && !busy())
      ? [...document.querySelectorAll('[data-testid=stPageLink] a')].find(a => a.pathname === link.pathname)?.click()
      : setTimeout(follow, 50);
    follow();
  }, true);
})();
</script>"""
