"""The same published model, Sick-Sicker, in heormodel; run by the Python of an environment of its own.

ENVIRONMENT/bin/python benchmarks/heormodel_side.py DRAWS.npz ANSWERS.npz

DRAWS: id of a number of the pack ``sick_sicker`` -> its draws.  ANSWERS: cost and effect, (strategies, draws), the
strategies standard care, A, B, AB; seconds of processor time of the engine alone.
"""

import sys
import time

import numpy as np
import pandas as pd
from heormodel.models import CohortSpec, MarkovModel

STRATEGIES = ("standard", "a", "b", "ab")
STATES = ("healthy", "sick", "sicker", "dead")


def strategy(p: pd.Series, name: str) -> CohortSpec:
    """Transition matrix and rewards of one strategy: a second process moves those whom death leaves."""
    with_a, with_b = name in ("a", "ab"), name in ("b", "ab")
    hazards = p["p.death"] * np.array([1.0, p["hr.death_sick"], p["hr.death_sicker"]])
    dying = -np.expm1(-hazards)
    progress = p["p.progress"] * (p["b.progress"] if with_b else 1.0)
    into, well, worse = -np.expm1(-np.array([p["p.sick"], p["p.recover"], progress]))
    moves = np.array([[1 - into, into, 0, 0], [well, 1 - well - worse, worse, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    moves[:3] *= (1 - dying)[:, None]
    moves[:3, 3] = dying
    extra = with_a * p["c.a"] + with_b * p["c.b"]
    cost = np.array([p["c.healthy"], p["c.sick"] + extra, p["c.sicker"] + extra, 0.0])
    sick = p["u.sick_a"] if with_a else p["u.sick"]
    return CohortSpec(moves, cost, np.array([p["u.healthy"], sick, p["u.sicker"], 0.0]))


def main(draws: str, answers: str) -> None:
    """Run every draw and write what came of it."""
    table = pd.DataFrame(dict(np.load(draws)))
    table.index.name = "iteration"
    engine = MarkovModel(states=STATES, interventions=STRATEGIES, transitions_and_rewards=strategy, n_cycles=75)
    seconds = float("inf")
    for _ in range(2):
        begun = time.process_time()
        found = engine.evaluate(table)
        seconds = min(seconds, time.process_time() - begun)
    wide = {name: found.data[name].unstack("intervention")[list(STRATEGIES)].to_numpy().T for name in ("cost", "qaly")}
    np.savez(answers, cost=wide["cost"], effect=wide["qaly"], seconds=seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
