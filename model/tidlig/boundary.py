"""The boundary of the command line: whatever a command raises becomes lines a person can use, and an exit status."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

import typer

if TYPE_CHECKING:
    from tidlig.problems import AssumptionError

WRONG_INPUT, OUR_MISTAKE, INTERRUPTED = 2, 70, 130
EXTRAS = {"pandas": "charts", "altair": "charts", "vl_convert": "charts", "streamlit": "app"}  # library -> its extra
P = ParamSpec("P")


def bounded(command: Callable[P, None]) -> Callable[P, None]:
    """Run a command so that it ends with 0, 2 for wrong input or 70 for a mistake of ours, and never with a traceback.

    Problems of the input are told on a line each; so is an extra that is not installed.  A mistake of ours is told on
    one line that names a log file.
    """

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        from tidlig.engine.plan.axes import PlanError
        from tidlig.problems import AssumptionError

        try:
            command(*args, **kwargs)
        except (AssumptionError, PlanError) as error:
            print(error, file=sys.stderr)
            raise typer.Exit(WRONG_INPUT) from error
        except (typer.Exit, typer.Abort, SystemExit):
            raise
        except KeyboardInterrupt as stopped:
            raise typer.Exit(INTERRUPTED) from stopped
        except BrokenPipeError as closed:  # whoever read what we print has gone: nothing is left to be told
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from closed
        except Exception as error:
            if lacking := _lacking(error):
                print(lacking, file=sys.stderr)
                raise typer.Exit(WRONG_INPUT) from error
            print(f"tidlig made a mistake ({type(error).__name__}). It is written in {_logged()}", file=sys.stderr)
            raise typer.Exit(OUR_MISTAKE) from error

    return wrapped


def _lacking(error: Exception) -> AssumptionError | None:
    """Return what to install where a library of an extra is missing; None for every other error."""
    from tidlig.problems import first_problem

    library = str(error.name).partition(".")[0] if isinstance(error, ModuleNotFoundError) else ""
    if library not in EXTRAS:
        return None
    what, hint = "this needs {library}, which is not installed", "install tidlig[{extra}]"
    return first_problem("command line", "", what, hint, library=library, extra=EXTRAS[library])


def _logged() -> str:
    """Write the traceback into a file of its own; return where it is."""
    with tempfile.NamedTemporaryFile("w", prefix="tidlig-", suffix=".log", delete=False, encoding="utf-8") as file:
        traceback.print_exc(file=file)
    return file.name
