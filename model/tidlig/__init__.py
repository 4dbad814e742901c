"""tidlig: an open lifecycle cost-benefit model of investing early in children and youth.

    import tidlig

    model = tidlig.Model("ha-1000-dager", set={"nfp.cost": 100_000})
    print(model.result().arm("early").cohort.npv("municipality"))

What is named here is for users of the package; the rest may change from one version to the next.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "AssumptionError",
    "Model",
    "PlanError",
    "Result",
    "__version__",
    "read_pack",
    "read_scenario",
    "run",
]

if TYPE_CHECKING:
    from tidlig.engine.plan.axes import PlanError
    from tidlig.model import Model, read_pack, read_scenario, run
    from tidlig.problems import AssumptionError
    from tidlig.result.result import Result

_WHERE = {
    "AssumptionError": "tidlig.problems",
    "PlanError": "tidlig.engine.plan.axes",
    "Result": "tidlig.result.result",
    **dict.fromkeys(("Model", "read_pack", "read_scenario", "run"), "tidlig.model"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for, and no more: a module that wants the version takes nothing else along."""
    if name not in _WHERE:
        raise AttributeError(f"module 'tidlig' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    """Names for users."""
    return __all__
