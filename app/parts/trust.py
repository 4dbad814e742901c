"""The second page: what the model has been tested against, what does not fit, and what it must not be used for."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

import tidlig
from parts import cached, pages, save, stamp, state
from parts.answer import plain
from parts.pictures import downloads
from tidlig.report import fit_sheet, trust_sheet
from tidlig.report.export import stamped
from tidlig.report.fit_chart import fit_picture
from tidlig.report.numbers import MANY
from tidlig.report.published_sheet import agreement, published_table
from tidlig.report.sources import sources_document

TALL = 420  # pixels of a table that scrolls
NOT_FOR = range(1, 8)


def show() -> None:
    """Draw the page."""
    words = state.texts()
    st.title(words.get("trust.title"))
    st.write(words.get("trust.lead"))
    pages.link("result", words.get("trust.back"))
    _limits()
    _rests()
    _known()
    _fit()
    _published()


def _limits() -> None:
    """Say what the model must not be used for."""
    words = state.texts()
    st.header(words.get("trust.limits"))
    st.markdown("\n".join(f"- {plain(words.get(f'trust.not.{n}', many=MANY))}" for n in NOT_FOR))


def _listed(said: list[tuple[str, str]]) -> None:
    """List what is said of each of several named things."""
    st.markdown("\n".join(f"- **{plain(name)}:** {plain(text)}" for name, text in said))


def _rests() -> None:
    """Show what the headline figures of the choice rest on."""
    words, choice = state.texts(), state.current()
    st.header(words.get("trust.rests"))
    if not choice.arms():
        st.info(words.get("page.none_chosen"))
        return
    graded = [figure for arm in choice.arms() for figure in cached.graded(choice, arm)]
    named = replace(cached.layered(choice), labels=cached.labels(choice))
    st.table(trust_sheet.rests(graded, words), border="horizontal")
    st.caption(words.get("trust.rests_note"))
    st.subheader(words.get("trust.weakest"))
    _listed(trust_sheet.weakest(named, graded, words))


def _known() -> None:
    """Count the assumptions by grade and status."""
    words, choice = state.texts(), state.current()
    document = sources_document(cached.layered(choice) if choice.arms() else cached.pack())
    st.header(words.get("trust.known"))
    for by in ("grade", "status"):
        st.table(trust_sheet.counts(document, by, words), border="horizontal")
    table = words.get("table.assumptions")
    st.caption(words.get("trust.known_note", n=document["total"], table=table))


def _fit() -> None:
    """Show the model against what is observed: what is quoted, what does not fit, and everything as a picture."""
    words, pack, targets = state.texts(), cached.pack(), cached.targets()
    picture = fit_picture(pack, targets, words)
    st.header(picture.caption.title)
    st.write(fit_sheet.fit_said(targets, words))
    by_id = {target["id"]: target for target in targets}
    quoted = [by_id[id] for id in cached.page()["quoted"] if id in by_id]
    shown = (("quoted", quoted, fit_sheet.SHORT), ("missed", fit_sheet.missed(targets), fit_sheet.USED))
    for name, rows, columns in shown:
        st.subheader(words.get(f"fit.{name}"))
        if rows:
            st.table(fit_sheet.fit_table(pack, rows, words, columns)[1], border="horizontal")
            st.caption(words.get("fit.off_note"))
            _listed(fit_sheet.reasons(pack, rows, words))
        else:
            st.write(words.get("fit.none_missed"))
    st.subheader(words.get("fit.every"))
    st.altair_chart(picture.page, width="stretch", theme=None, key="chart-fit")
    st.caption(plain(picture.caption.source))
    with st.expander(words.get("chart.data")):
        st.dataframe(fit_sheet.fit_table(pack, targets, words)[1], height=TALL)
    downloads(picture, "fit", stamp.assumptions(pack))


def _published() -> None:
    """Show other people's published figures beside ours."""
    words, rows = state.texts(), cached.published()
    data, shown = published_table(rows, words)
    st.header(words.get("published.title"))
    st.write(agreement(rows, words))
    st.caption(words.get("published.note"))
    st.subheader(words.get("published.every"))
    address = words.get("published.url")
    st.dataframe(shown, hide_index=True, height=TALL, column_config={address: st.column_config.LinkColumn()})
    save.table("published", stamped(data, {words.get("table.version"): tidlig.__version__}, {}))
