"""The second page: what the model has been tested against, what does not fit, and what it must not be used for."""

from __future__ import annotations

from dataclasses import replace

import cached
import streamlit as st
from forms import save
from result import stamp
from result.pictures import downloads
from shell import pages, say
from view import View

import tidlig
from tidlig.report.trust import fit as fit_sheet
from tidlig.report.trust import sheet as trust_sheet
from tidlig.report.trust.fit_chart import fit_picture
from tidlig.report.trust.published import agreement, published_table
from tidlig.report.trust.sources import sources_document
from tidlig.report.words.numbers import MANY
from tidlig.report.write.export import stamped

TALL = 420  # pixels of a table that scrolls
NOT_FOR = range(1, 8)


def show(view: View) -> None:
    """Draw the page."""
    words = view.names.texts
    say.title(words.get("trust.title"))
    say.text(words.get("trust.lead"))
    pages.link("result", words.get("trust.back"))
    _limits(view)
    _rests(view)
    _known(view)
    _fit(view)
    _published(view)


def _limits(view: View) -> None:
    """Say what the model must not be used for."""
    words = view.names.texts
    say.header(words.get("trust.limits"))
    say.bullets(words.get(f"trust.not.{n}", many=MANY) for n in NOT_FOR)


def _rests(view: View) -> None:
    """Show what the headline figures of the choice rest on."""
    words = view.names.texts
    say.header(words.get("trust.rests"))
    if view.result is None:
        say.info(words.get("page.none_chosen"))
        return
    graded = [figure for arm in view.result.arms for figure in cached.graded(view.choice, arm.id)]
    named = replace(view.layered, labels=view.names.labels)
    say.table(trust_sheet.rests(graded, view.names), border="horizontal")
    say.caption(words.get("trust.rests_note"))
    say.subheader(words.get("trust.weakest"))
    say.named(trust_sheet.weakest(named, graded, words))


def _known(view: View) -> None:
    """Count the assumptions by grade and status."""
    words = view.names.texts
    document = sources_document(view.layered)
    say.header(words.get("trust.known"))
    for by in ("grade", "status"):
        say.table(trust_sheet.counts(document, by, words), border="horizontal")
    table = words.get("table.assumptions")
    say.caption(words.get("trust.known_note", n=document["total"], table=table))


def _fit(view: View) -> None:
    """Show the model against what is observed: what is quoted, what does not fit, and everything as a picture."""
    words, pack, targets = view.names.texts, view.pack, cached.targets()
    picture = fit_picture(pack, targets, words)
    say.header(picture.caption.title)
    say.text(fit_sheet.fit_said(targets, words))
    by_id = {target["id"]: target for target in targets}
    quoted = [by_id[id] for id in view.page["quoted"] if id in by_id]
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
            say.bullets([view.names.of(id) for id in view.page["explained"]])
    say.subheader(words.get("fit.every"))
    st.altair_chart(picture.page, width="stretch", theme=None, key="chart-fit")
    say.caption(picture.caption.source)
    with say.expander(words.get("chart.data"), key="data-fit"):
        st.dataframe(fit_sheet.fit_table(pack, targets, words)[1], height=TALL)
    downloads(view, picture, "fit", stamp.assumptions(pack, words))


def _published(view: View) -> None:
    """Show other people's published figures beside ours."""
    words, rows = view.names.texts, cached.published()
    data, shown = published_table(rows, words)
    say.header(words.get("published.title"))
    say.text(agreement(rows, words))
    say.caption(words.get("published.note"))
    say.subheader(words.get("published.every"))
    address = words.get("published.url")
    st.dataframe(shown, hide_index=True, height=TALL, column_config={address: st.column_config.LinkColumn()})
    save.table("published", stamped(data, {words.get("table.version"): tidlig.__version__}, {}))
