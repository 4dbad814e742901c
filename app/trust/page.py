"""The second page: what the model has been tested against, what does not fit, and what it must not be used for."""

from __future__ import annotations

from dataclasses import replace

import cached
import streamlit as st
from choice import state
from forms import save
from result import stamp
from result.pictures import downloads
from shell import pages, say

import tidlig
from tidlig.report.trust import fit as fit_sheet
from tidlig.report.trust import sheet as trust_sheet
from tidlig.report.trust.fit_chart import fit_picture
from tidlig.report.trust.published import agreement, published_table
from tidlig.report.trust.sources import sources_document
from tidlig.report.words.messages import label
from tidlig.report.words.numbers import MANY
from tidlig.report.write.export import stamped

TALL = 420  # pixels of a table that scrolls
NOT_FOR = range(1, 8)


def show() -> None:
    """Draw the page."""
    words = state.texts()
    say.title(words.get("trust.title"))
    say.text(words.get("trust.lead"))
    pages.link("result", words.get("trust.back"))
    _limits()
    _rests()
    _known()
    _fit()
    _published()


def _limits() -> None:
    """Say what the model must not be used for."""
    words = state.texts()
    say.header(words.get("trust.limits"))
    say.bullets(words.get(f"trust.not.{n}", many=MANY) for n in NOT_FOR)


def _rests() -> None:
    """Show what the headline figures of the choice rest on."""
    words, choice = state.texts(), state.current()
    say.header(words.get("trust.rests"))
    if not choice.arms():
        say.info(words.get("page.none_chosen"))
        return
    graded = [figure for arm in choice.arms() for figure in cached.graded(choice, arm)]
    named = replace(cached.layered(choice), labels=cached.labels(choice))
    say.table(trust_sheet.rests(graded, words), border="horizontal")
    say.caption(words.get("trust.rests_note"))
    say.subheader(words.get("trust.weakest"))
    say.named(trust_sheet.weakest(named, graded, words))


def _known() -> None:
    """Count the assumptions by grade and status."""
    words, choice = state.texts(), state.current()
    document = sources_document(cached.layered(choice) if choice.arms() else cached.pack())
    say.header(words.get("trust.known"))
    for by in ("grade", "status"):
        say.table(trust_sheet.counts(document, by, words), border="horizontal")
    table = words.get("table.assumptions")
    say.caption(words.get("trust.known_note", n=document["total"], table=table))


def _fit() -> None:
    """Show the model against what is observed: what is quoted, what does not fit, and everything as a picture."""
    words, pack, targets = state.texts(), cached.pack(), cached.targets()
    picture = fit_picture(pack, targets, words)
    say.header(picture.caption.title)
    say.text(fit_sheet.fit_said(targets, words))
    by_id = {target["id"]: target for target in targets}
    quoted = [by_id[id] for id in cached.page()["quoted"] if id in by_id]
    shown = (("quoted", quoted, fit_sheet.SHORT), ("missed", fit_sheet.missed(targets), fit_sheet.USED))
    for name, rows, columns in shown:
        say.subheader(words.get(f"fit.{name}"))
        if rows:
            say.table(fit_sheet.fit_table(pack, rows, words, columns)[1], border="horizontal")
            say.caption(words.get("fit.off_note"))
            say.named(fit_sheet.reasons(pack, rows, words))
        else:
            say.text(words.get("fit.none_missed"))
        if name == "quoted":
            say.bullets([label(pack.labels, id, words.language) for id in cached.page()["explained"]])
    say.subheader(words.get("fit.every"))
    st.altair_chart(picture.page, width="stretch", theme=None, key="chart-fit")
    say.caption(picture.caption.source)
    with say.expander(words.get("chart.data"), key="data-fit"):
        st.dataframe(fit_sheet.fit_table(pack, targets, words)[1], height=TALL)
    downloads(picture, "fit", stamp.assumptions(pack))


def _published() -> None:
    """Show other people's published figures beside ours."""
    words, rows = state.texts(), cached.published()
    data, shown = published_table(rows, words)
    say.header(words.get("published.title"))
    say.text(agreement(rows, words))
    say.caption(words.get("published.note"))
    say.subheader(words.get("published.every"))
    address = words.get("published.url")
    st.dataframe(shown, hide_index=True, height=TALL, column_config={address: st.column_config.LinkColumn()})
    save.table("published", stamped(data, {words.get("table.version"): tidlig.__version__}, {}))
