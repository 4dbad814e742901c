"""What a full-time post costs in the place, by group and part: to plan with, for no result uses it."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from choice import state
from forms import save
from forms.fields import assumption_field
from shell import say
from view import View

from result import stamp
from tidlig.pack.pack import Pack
from tidlig.report.catalogue import posts as told
from tidlig.report.words.messages import label
from tidlig.report.words.names import assumption_name
from tidlig.report.write.export import stamped


def posts(view: View) -> None:
    """Show the prices of posts as the choice has them, and what has to be asked for; nothing where a pack has none."""
    words, pack = view.names.texts, view.layered
    if not pack.posts:
        return
    document = told.posts_document(pack)
    rows = told.posts_rows(document, pack.labels, words)
    say.header(words.get("posts.title"))
    with say.expander(words.get("posts.open"), key="posts"):
        for line in told.posts_asked(document, pack, words):
            say.text(line)
        post = say.selectbox(
            words.get("posts.correct"), list(pack.posts),
            format_func=lambda post: label(pack.labels, f"post.{post}", words.language), key=state.key("posts.post"),
        )  # fmt: skip
        for identifier in dict.fromkeys([*rates(pack), *numbers_of(pack, post)]):
            assumption_field("posts", identifier, assumption_name(pack, identifier, words))
        say.caption(told.posts_price(document, pack, post, words))
        st.dataframe(pd.DataFrame(told.posts_shown(rows, words)), hide_index=True, height="content")
        say.caption(told.posts_note(document, pack, words))
        data = {words.get("choose.place"): view.place, **stamp.result(view)}
        save.table("posts", stamped(pd.DataFrame(rows), data, {}))


def numbers_of(pack: Pack, post: str) -> list[str]:
    """Return the numbers that the price of a post is made of."""
    return [id for part in pack.posts[post] for id, _ in part.times]


def rates(pack: Pack) -> list[str]:
    """Return the numbers that a place has to give, known or not."""
    parts = [part for parts in pack.posts.values() for part in parts if part.one_of]
    return list(dict.fromkeys(id for part in parts for id, _ in part.times))
