"""The command line: one short function a command; heavy imports inside, so that help is quick."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tidlig.boundary import bounded

if TYPE_CHECKING:
    from tidlig.analysis.fit.calibrate import Fit
    from tidlig.analysis.fit.ensemble import Ensemble
    from tidlig.model import Model
    from tidlig.pack.pack import Pack
    from tidlig.result.document import Document
    from tidlig.result.result import Result

TOTALS = ("society", "tax_financing")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="What does early help to children and youth gain or lose, for whom and when, against repairing late?",
)


class By(StrEnum):
    """What the plan years of a run are shown by."""

    payer = "payer"
    area = "area"


def _path(text: str) -> Path:
    """Return a path that was given; a blank one would be this folder, which nobody meant."""
    if not text.strip():
        raise typer.BadParameter("the path is blank; write the name of a file or folder")
    return Path(text)


ScenarioArg = Annotated[str, typer.Argument(help="A scenario file, or the name of one of the shipped scenarios.")]
PackArg = Annotated[str, typer.Argument(help="A pack: its name or its folder.")]
RootOption = Annotated[
    str | None, typer.Option("--assumptions", help="Folder with packs, instead of the one that is found by itself.")
]
SetOption = Annotated[list[str] | None, typer.Option("--set", help="Change one assumption, id=value; may be repeated.")]
RulesOption = Annotated[
    int | None, typer.Option("--rules", help="Tax rules of this year instead of the scenario's; see tidlig rules.")
]
OutOption = Annotated[
    Path | None, typer.Option(parser=_path, help="Write result.json and the tables as CSV into this folder.")
]
ChartOption = Annotated[
    Path | None, typer.Option(parser=_path, help="Draw model against observed: a .png or .svg file.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


class Language(StrEnum):
    """Languages of the interface."""

    NB = "nb"
    EN = "en"


@app.command()
@bounded
def run(
    scenario: ScenarioArg,
    rules: RulesOption = None,
    changes: SetOption = None,
    by: Annotated[By, typer.Option(help="Plan years by payer, or also by budget area, with later years.")] = By.payer,
    places: Annotated[
        str | None, typer.Option(help="Run it in these places instead, side by side: ids with commas between, or all.")
    ] = None,
    as_json: JsonOption = False,
    out: Annotated[
        Path | None, typer.Option(parser=_path, help="Write result.json and the tables as CSV into this folder.")
    ] = None,
    root: RootOption = None,
) -> None:
    """Run a scenario: who pays, who gains and when, for each arm against doing nothing new."""
    from tidlig.report.terminal.run import show_run

    model = _model(scenario, changes, root, rules)
    if places is not None:
        _run_places(model, places, out, by, as_json)
        return
    result = model.result() if out is None else _written(model, out)
    if as_json:
        _print_result(result)
    else:
        show_run(model.pack, model.scenario, result, by_area=by is By.area)


def _written(model: Model, out: Path) -> Result:
    """Run a scenario and write the result into a folder that was tried before anything was computed."""
    from tidlig.report.write.files import try_folder, write_result

    _write(lambda: try_folder(out), "--out", out)
    result = model.result()
    _write(lambda: write_result(result, model.pack, model.scenario, out), "--out", out)
    return result


def _run_places(model: Model, places: str, out: Path | None, by: By, as_json: bool) -> None:
    """Run a scenario in several places; one table of them is all there is, so nothing else may be asked for."""
    from tidlig.analysis.one.by_place import by_place
    from tidlig.problems import first_problem
    from tidlig.report.terminal.by_place import show_by_place

    for option, given in (("--out", out is not None), ("--by", by is not By.payer)):
        if given:
            raise first_problem("command line", option, "does not go with --places", "leave one of them out")
    pack = model.read
    if not pack.places:
        raise first_problem("command line", "--places", "the pack has no places", "leave it out")
    ids = list(pack.places) if places == "all" else [part.strip() for part in places.split(",")]
    _known_places(ids, pack, "--places")
    result = by_place(pack, model.scenario, dict.fromkeys(ids), model.changes)
    if as_json:
        _print_result(result)
    else:
        show_by_place(pack, result)


@app.command()
@bounded
def check(
    pack: PackArg = "norway",
    chart: Annotated[
        Path | None, typer.Option(parser=_path, help="Draw model against observed: a .png or .svg file.")
    ] = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> None:
    """Check a pack: its problems, its assumptions by grade and status, and the model against what is observed."""
    from tidlig.analysis.check.summary import summary
    from tidlig.report.terminal.check import show_summary

    checked = _checked(pack, root, as_json)
    if chart is not None:
        from tidlig.report.trust.fit_chart import try_picture, write_fit_chart

        _write(lambda: try_picture(chart), "--chart", chart)
    document = summary(checked)
    if chart is not None:
        _write(lambda: write_fit_chart(checked, document["targets"], chart), "--chart", chart)
    if as_json:
        _print_json(document)
    else:
        show_summary(checked, document)


@app.command()
@bounded
def verify(pack: PackArg = "norway", as_json: JsonOption = False, root: RootOption = None) -> None:
    """Try on a pack what must hold for every pack, programme by programme; exit status 1 if one check fails."""
    from tidlig.analysis.verify.verify import verification
    from tidlig.report.terminal.verify import show_verification

    document = verification(_pack(pack, root))
    if as_json:
        _print_json(document)
    else:
        show_verification(document)
    if not document["ok"]:
        raise typer.Exit(1)


@app.command()
@bounded
def calibrate(
    pack: PackArg,
    draws: Annotated[int, typer.Option(min=0, help="Refit this often and keep the refits in ensemble.csv.")] = 0,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the refits.")] = 1,
    backtest: Annotated[
        int | None, typer.Option(help="Fit to targets before this year, predict the newer ones; nothing is written.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the fit, write nothing.")] = False,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> None:
    """Fit the numbers named in calibration.csv to the pack's targets and write them back; comments and order stay."""
    from tidlig.analysis.fit.back_test import back_test
    from tidlig.analysis.fit.calibrate import calibrate as fitted
    from tidlig.analysis.fit.document import back_test_document, fit_document
    from tidlig.analysis.fit.ensemble import refit
    from tidlig.report.terminal.fit import show_back_test, show_fit

    checked = _pack(pack, root)
    if backtest is not None:
        document, show = back_test_document(*back_test(checked, backtest), backtest), show_back_test
    else:
        if not dry_run:
            _refuse_old_ensemble(checked, draws)
        fit = fitted(checked)
        ensemble = refit(fit, draws, seed) if draws else None
        if not dry_run:
            _write_fit(checked, fit, ensemble)
        document, show = fit_document(fit, ensemble, seed), partial(show_fit, checked)
    if as_json:
        _print_json(document)
    else:
        show(document)


def _refuse_old_ensemble(pack: Pack, draws: int) -> None:
    from tidlig.problems import first_problem

    if pack.ensemble and not draws:
        what = "holds refits of the present numbers, which a new fit replaces"
        raise first_problem(f"{pack.id}/ensemble.csv", "", what, "give --draws to make new ones, or remove the file")


def _write_fit(pack: Pack, fit: Fit, ensemble: Ensemble | None) -> None:
    from tidlig.files.write.writeback import write_back

    low, high = fit.interval
    figures = zip(fit.values.tolist(), low.tolist(), high.tolist(), strict=True)
    refits = None if ensemble is None else (ensemble.ids, ensemble.values.tolist())
    write_back(pack, dict(zip((prior.id for prior in pack.priors), figures, strict=True)), refits)


@app.command()
@bounded
def programmes(
    pack: PackArg = "norway",
    language: Annotated[Language, typer.Option(help="Language of the facts.")] = Language.EN,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> None:
    """List the programmes of a pack and what is known about each; with --json everything the pack says of them."""
    from tidlig.report.catalogue.listings import programme_documents
    from tidlig.report.terminal.programmes import show_programmes

    listed = _pack(pack, root)
    if as_json:
        _print_json(programme_documents(listed))
    else:
        show_programmes(listed, language.value)


@app.command()
@bounded
def places(
    pack: PackArg = "norway",
    grep: Annotated[str, typer.Option(help="Only those whose name, number, region or id contains this text.")] = "",
    as_json: JsonOption = False,
    root: RootOption = None,
) -> None:
    """List the places of a pack, with their official names and numbers and what differs there."""
    from tidlig.report.catalogue.listings import place_rows, shown_places
    from tidlig.report.terminal.rows import show_table

    listed = _pack(pack, root)
    _show(as_json, place_rows(listed, grep), lambda rows: show_table(shown_places(listed, rows)))


@app.command()
@bounded
def posts(
    pack: PackArg = "norway",
    place: Annotated[str, typer.Option(help="Id of a place; default: what holds everywhere.")] = "",
    changes: SetOption = None,
    prices_of: Annotated[
        int | None, typer.Option(help="Also in prices of this year; default: the newest that is known.")
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of the table.")] = Language.EN,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> None:
    """Show what a full-time post costs a year, by group and part, in prices of the pack's year and of the plan year."""
    from tidlig.analysis.posts import known_years
    from tidlig.layers.overlay import placed
    from tidlig.report.catalogue.posts import posts_document
    from tidlig.report.terminal.posts import show_posts

    known = _pack(pack, root)
    _known_places([place] if place else [], known, "--place")
    priced = placed(known, place, _command_line(changes or []))
    if prices_of is not None:
        _known(str(prices_of), [str(year) for year in known_years(priced)], "--prices-of")
    document = posts_document(priced, prices_of)
    if as_json:
        _print_json(document)
    else:
        show_posts(priced, document, language.value)


@app.command("rules")
@bounded
def rules_listed(pack: PackArg = "norway", as_json: JsonOption = False, root: RootOption = None) -> None:
    """List the years whose tax rules a pack has, and what differs from its own."""
    from tidlig.report.catalogue.listings import rules_rows
    from tidlig.report.terminal.rows import show_table

    _show(as_json, rules_rows(_pack(pack, root)), show_table)


@app.command()
@bounded
def assumptions(
    pack: PackArg = "norway",
    grep: Annotated[str, typer.Option(help="Only those whose id, unit, source or note contains this text.")] = "",
    as_json: JsonOption = False,
    root: RootOption = None,
) -> None:
    """List the assumptions of a pack with unit, range, source and grade."""
    from tidlig.report.catalogue.listings import assumption_rows
    from tidlig.report.terminal.rows import show_table

    _show(as_json, assumption_rows(_pack(pack, root), grep), show_table)


@app.command()
@bounded
def sources(
    pack: PackArg = "norway",
    scenario: Annotated[str, typer.Option(help="Also grade one figure of this scenario, with its own pack.")] = "",
    arm: Annotated[str, typer.Option(help="Arm of the scenario; default: its first.")] = "",
    payer: Annotated[
        str, typer.Option(help="Payer, budget or society whose present value is graded; default: all that is public.")
    ] = "",
    as_json: JsonOption = False,
    root: RootOption = None,
) -> None:
    """List the source of every assumption, count grades and statuses, and say what a figure rests on."""
    from tidlig.analysis.explain.grading import grading
    from tidlig.report.trust.sources import graded_figure, show_sources, sources_document

    model = _model(scenario, None, root) if scenario else None
    listed = model.pack if model else _pack(pack, root)
    document = sources_document(listed)
    if model is not None:
        arm, payer = _arm_of(model, arm), _payer_of(model, payer, TOTALS)
        graded = grading(listed, model.scenario, arm, payer)
        document["figure"] = graded_figure(listed, model.scenario.id, arm, payer, graded)
    if as_json:
        _print_json(document)
    else:
        show_sources(listed, document)


@app.command("break-even")
@bounded
def break_even(
    scenario: ScenarioArg,
    assumption: Annotated[str, typer.Argument(help="Id of the assumption to solve for.")],
    arm: Annotated[str, typer.Option(help="Arm of the scenario; default: its first.")] = "",
    payer: Annotated[
        str, typer.Option(help="Payer or budget whose balance is to be zero; default: all that is public.")
    ] = "",
    years: Annotated[
        int | None, typer.Option(min=1, help="Within this many years of the first outlay; default: for life.")
    ] = None,
    rules: RulesOption = None,
    changes: SetOption = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> None:
    """Solve for the value of one assumption at which one payer or budget breaks even."""
    from tidlig.report.terminal.break_even import show_break_even

    model = _model(scenario, changes, root, rules)
    arm, payer = _arm_of(model, arm), _payer_of(model, payer, TOTALS[:1])
    id = _known(assumption, model.pack.numbers, "ASSUMPTION")
    result = model.break_even(id, arm=arm, payer=payer, years=years)
    if as_json:
        _print_result(result)
    else:
        show_break_even(model.pack, result)


@app.command()
@bounded
def explain(
    scenario: ScenarioArg,
    arm: Annotated[str, typer.Option(help="Arm of the scenario; default: its first.")] = "",
    payer: Annotated[
        str,
        typer.Option(help="Payer, budget or society whose present value is explained; default: all that is public."),
    ] = "",
    rules: RulesOption = None,
    changes: SetOption = None,
    as_json: JsonOption = False,
    root: RootOption = None,
) -> None:
    """Explain a figure: quantity x price x leg x causal share, line by line, with the file and line of every number."""
    from tidlig.report.explain.document import explanation, show_explanation

    model = _model(scenario, changes, root, rules)
    arm, payer = _arm_of(model, arm), _payer_of(model, payer, TOTALS)
    document = explanation(model.pack, arm, payer, *model.explain(arm, payer))
    if as_json:
        _print_json(document)
    else:
        show_explanation(model.pack, document)


@app.command()
@bounded
def published(as_json: JsonOption = False, root: RootOption = None) -> None:
    """Other people's published results beside ours, by perspective; exit status 1 if one is not as claimed."""
    from tidlig.analysis.published.published import as_claimed, published_rows
    from tidlig.cases.read import read_cases
    from tidlig.files.text.locate import packs_root
    from tidlig.report.terminal.published import show_published

    rows = published_rows(read_cases(packs_root(root)))
    _show(as_json, rows, show_published)
    if not all(as_claimed(row) for row in rows):
        raise typer.Exit(1)


@app.command("app")
@bounded
def serve(port: Annotated[int, typer.Option(help="Port on this machine.")] = 8501) -> None:
    """Open the app in the browser, on this machine only."""
    import subprocess
    from importlib.util import find_spec

    from tidlig.files.text.locate import app_script

    if find_spec("streamlit") is None:
        raise ModuleNotFoundError(name="streamlit")
    script = app_script()
    address = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    raise typer.Exit(subprocess.call([sys.executable, "-m", "streamlit", "run", str(script), *address]))


def _pack(name: str, root: str | None) -> Pack:
    from tidlig.files.cache import read_known
    from tidlig.files.text.locate import find_pack, packs_root

    return read_known(find_pack(name, packs_root(root)))


def _checked(name: str, root: str | None, as_json: bool) -> Pack:
    """Return a pack whose places and rules fit it; what is wrong is printed as JSON too where that was asked for."""
    from tidlig.layers.check import check_layers
    from tidlig.problems import AssumptionError

    try:
        pack = _pack(name, root)
        check_layers(pack)
        return pack
    except AssumptionError as error:
        if as_json:
            told = [_problem(each) for each in error.problems]
            _print_json({"problems": told, "warnings": [], "assumptions": None, "targets": []})
        raise


def _model(scenario: str, changes: list[str] | None, root: str | None, rules: int | None = None) -> Model:
    """Return a scenario with its pack as everything asked for lays over it."""
    from tidlig.model import Model

    return Model(scenario, set=_command_line(changes or []), rules=rules, root=root)


def _arm_of(model: Model, arm: str) -> str:
    """Return the arm that was asked for, the scenario's first where none was."""
    return _known(arm or next(iter(model.scenario.arms)), model.scenario.arms, "--arm")


def _payer_of(model: Model, payer: str, totals: Sequence[str]) -> str:
    """Return the payer or budget that was asked for, all that is public where none was."""
    pack = model.pack
    return _known(payer or pack.roles.public or pack.roles.own, (*pack.payers, *pack.budgets, *totals), "--payer")


def _command_line(changes: list[str]) -> dict[str, str]:
    from tidlig.problems import AssumptionError, problem

    result: dict[str, str] = {}
    problems = []
    for change in changes:
        id, equals, value = change.partition("=")
        if not equals:
            problems.append(problem("--set", 0, change, "no value given", "write id=value"))
        elif id in result:
            problems.append(problem("--set", 0, id, "set twice", "set each assumption once"))
        result[id] = value
    if problems:
        raise AssumptionError(problems)
    return result


def _write(write: Callable[[], None], option: str, out: Path) -> None:
    """Write files; what the system refuses is a problem of the command line."""
    from tidlig.problems import AssumptionError, problem

    try:
        write()
    except OSError as error:
        reason = error.strerror or str(error)
        what = "nothing can be written there ({reason})"
        error_of = problem(option, 0, str(out), what, "name a place that you may write to", reason=reason.lower())
        raise AssumptionError([error_of]) from error


def _known_places(names: list[str], pack: Pack, field: str) -> None:
    """Raise the problems of all names that are no ids of places."""
    from tidlig.pack.pack import unknown_place
    from tidlig.problems import AssumptionError, Problem

    wrong = dict.fromkeys(name for name in names if name not in pack.places)
    if wrong:
        raise AssumptionError([Problem("command line", 0, field, *unknown_place(name, pack)) for name in wrong])


def _known(name: str, known: Any, field: str) -> str:
    from tidlig.problems import AssumptionError, did_you_mean, problem

    if name not in known:
        raise AssumptionError(
            [problem("command line", 0, field, "unknown name '{name}'", did_you_mean(name, list(known)), name=name)]
        )
    return name


def _show(as_json: bool, rows: list[dict[str, Any]], show: Callable[[list[dict[str, Any]]], None]) -> None:
    if as_json:
        _print_json(rows)
    else:
        show(rows)


def _problem(problem: Any) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("file", "line", "field", "what", "hint")}


def _print_result(result: Document) -> None:
    from tidlig.result.document import to_plain

    _print_json(to_plain(result))


def _print_json(document: Any) -> None:
    from tidlig.report.words.visible import json_text

    print(json_text(document))
