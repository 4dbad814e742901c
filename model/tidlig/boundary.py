"""The boundary of the command line: whatever a command raises becomes lines a person can use, and an exit status."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer

WRONG_INPUT, OUR_MISTAKE, INTERRUPTED = 2, 70, 130
P = ParamSpec("P")


def bounded(command: Callable[P, None]) -> Callable[P, None]:
    """Run a command so that it ends with 0, 2 for wrong input or 70 for a mistake of ours, and never with a traceback.

    Problems of the input are told on a line each.  A mistake of ours is told on one line that names a log file.
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
            print(f"tidlig made a mistake ({type(error).__name__}). It is written in {_logged()}", file=sys.stderr)
            raise typer.Exit(OUR_MISTAKE) from error

    return wrapped


def _logged() -> str:
    """Write the traceback into a file of its own; return where it is."""
    with tempfile.NamedTemporaryFile("w", prefix="tidlig-", suffix=".log", delete=False, encoding="utf-8") as file:
        traceback.print_exc(file=file)
    return file.name
