"""Streamlit's own words: what is not ours is hidden, what has to stay is said in the language of the page."""

from __future__ import annotations

import json

from tidlig.report.words.messages import LANGUAGES, catalogue

# The tools of single elements, the links of headings and the hints of fields are Streamlit's; the page has its own.
STYLE = """<style>
[data-testid=stElementToolbar], [data-testid=stHeaderActionElements], [data-testid=InputInstructions],
[data-testid=stMainMenu], [data-testid=stAppDeployButton] { display: none !important }
</style>"""
# Whole texts and names are exchanged, never parts of them, and never in what the app writes itself.  A chart has a
# description of its own, and says for the rest only what its table says better.
SCRIPT = """<script>
(words => {
  const NAMES = ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription'];
  const OURS = '[data-testid=stMarkdownContainer], [data-testid=stTable], [data-testid=stMetricValue], code, svg';
  const THEIRS = '[role=dialog], [data-testid=stException], [data-testid=stFileUploaderDropzone]';
  const ICON = '[data-testid=stIconMaterial], script, style';
  const blank = /\\{(\\w+)\\}/g;
  const plain = text => text.replace(/[.*+?^$()|[\\]\\\\]/g, '\\\\$&');
  const shape = text => new RegExp('^' + plain(text).replace(blank, '(?<$1>.+)') + '$', 's');
  const known = {};
  for (const language in words) known[language] = {
    whole: new Map(words[language]),
    shaped: words[language].filter(([from]) => from.search(blank) >= 0).map(([from, to]) => [shape(from), to]),
  };
  const said = text => {
    const {whole, shaped} = known[document.documentElement.lang] || {whole: new Map(), shaped: []};
    const bare = text.trim();
    if (whole.has(bare)) return whole.get(bare);
    for (const [from, to] of shaped) {
      const found = from.exec(bare);
      if (found) return to.replace(blank, (_, name) => found.groups[name]);
    }
    return text;
  };
  const attribute = (box, name) => {
    const old = box.getAttribute(name);
    if (old && said(old) !== old) box.setAttribute(name, said(old));
  };
  const walk = node => {
    const box = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!box || box.nodeType !== Node.ELEMENT_NODE || box.closest(ICON)) return;
    if (box !== node) {
      if (box.closest(OURS) && !box.closest(THEIRS)) return;
      if (said(node.data) !== node.data) node.data = said(node.data);
      return;
    }
    if (box.matches('[role=graphics-document] > svg')) box.setAttribute('aria-hidden', 'true');
    if (box.closest('svg')) return;
    NAMES.forEach(name => attribute(box, name));
    box.childNodes.forEach(walk);
  };
  const seen = changes => changes.forEach(({type, target, attributeName, addedNodes}) => {
    if (target === document.documentElement) walk(document.body);
    else if (type === 'childList') addedNodes.forEach(walk);
    else if (type === 'characterData') walk(target);
    else if (!target.closest('svg')) attribute(target, attributeName);
  });
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver(seen).observe(document.documentElement, {attributes: true, attributeFilter: ['lang']});
    new MutationObserver(seen).observe(document.body, {
      childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: NAMES});
    walk(document.body);
  });
})(%s);
</script>"""


def head() -> str:
    """Return what the page's head needs, whatever language it is changed to."""
    words = {language: exchanged(language) for language in LANGUAGES}
    return STYLE + SCRIPT % json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")


def exchanged(language: str) -> list[tuple[str, str]]:
    """Return what is exchanged on a page of a language: every other language's word, and the one to write."""
    texts = catalogue(language)
    keys = sorted(key.removeprefix("frame.") for key in texts.keys() if key.startswith("frame."))  # noqa: SIM118
    others = [catalogue(other) for other in LANGUAGES if other != language]
    pairs = [(other.raw(f"frame.{key}"), texts.raw(f"frame.{key}")) for other in others for key in keys]
    return [(there, here) for there, here in pairs if there != here]
