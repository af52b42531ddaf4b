"""The goals of matching, each beside its rival in one run.

    python benchmarks/matching.py [--sizes 1000 10000 100000] [--only M1 M3 …] [--million]

M1 value at least 0.9995 of the proved optimum, no rule broken   rival: OR-Tools SimpleMinCostFlow on the same arrays
M2 solving, largest size, tight: 1.5 times its time and memory     the same
M3 people to result, 10k x 10k: 0.15 of the time, 0.25 of the memory, 0.999 of the value of all pairs + scipy linear_sum_assignment
M4 100k x 100k: 20 s, 1.5 GiB (--million: 1M x 1M, 120 s, 6 GiB)
M5 value / bound: 1 up to 100k people, 0.996 at 1M; the same seed, the same result
M6 the first matching of 100 people in a fresh process: 2 s         importing NumPy and OR-Tools
M7 both sides rank: no blocking pair; the largest up to 200 people, 0.97 of it above   a 0-1 programme by scipy milp (HiGHS)
M8 1,000 people: 100 times as fast as mentor-match 7.0.1, with its value at least   (in an environment of its own, made by uv)

Each measure runs in a process of its own, so that memory is its own. Exit code 1 when a goal is missed.
"""
from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "src")]
CACHE = HERE.parent.parent / ".cache"
RIVAL = """
import csv, json, operator, sys, time
from matching import process
from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.rules.rule import Equivalent, Grade
def people(kind, file):
    return [kind(**row) for row in csv.DictReader(open(file))]
mentors, mentees = people(Mentor, sys.argv[1]), people(Mentee, sys.argv[2])
rules = [[Equivalent("profession", {True: 4, False: 0}), Grade(1, operator.eq, {True: 3, False: 0})]]
began, worked = time.perf_counter(), time.process_time()
process.process_data(mentors, mentees, rules)
took, worked = time.perf_counter() - began, time.process_time() - worked
pairs = [(one.email, one.mentors[0].email) for one in mentees if one.mentors]
print(json.dumps({"seconds": took, "cpu": worked, "pairs": pairs}))
"""


def memory() -> float:
    """MiB at most, of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def graph(size: int, capacities: str) -> Any:
    """The candidates of invented people, kept for the next measure of this run."""
    import matching_ground as ground

    from industrielles.matching import candidates

    file = CACHE / f"benchmark-graph-{size}-{capacities}.npz"
    if not file.exists():
        edges = candidates(*ground.people(size, capacities)).edges
        np.savez(file, mentee=edges.mentee, mentor=edges.mentor, weight=edges.weight, capacity=edges.capacity, mentees=edges.mentees)
    kept = np.load(file)
    return [kept[name] for name in ("mentee", "mentor", "weight", "capacity")], int(kept["mentees"])


def ours(size: int, capacities: str) -> dict[str, Any]:
    from industrielles.matching import assign

    columns, mentees = graph(size, capacities)
    began, worked = time.perf_counter(), time.process_time()
    result = assign(*columns, mentees=mentees)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    allowed = set((columns[0].astype(np.int64) * columns[3].size + columns[1]).tolist())
    pairs = (result.mentee * columns[3].size + result.mentor).tolist()
    broken = int((np.bincount(result.mentor, minlength=columns[3].size) > columns[3]).sum()) + len(pairs) - len(set(result.mentee.tolist()))
    return {"seconds": took, "cpu": worked, "value": result.value, "bound": result.bound, "matched": len(pairs), "memory": memory(),
            "broken": broken + sum(pair not in allowed for pair in pairs), "key": result.key}


def rival_flow(size: int, capacities: str) -> dict[str, Any]:
    """SimpleMinCostFlow as its own examples use it: source, people, places, sink, a way around for who stays without."""
    from ortools.graph.python import min_cost_flow

    (mentee, mentor, weight, capacity), n = graph(size, capacities)
    began, worked = time.perf_counter(), time.process_time()
    m, flow = capacity.size, min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(mentee, mentor + n, np.ones(mentee.size, np.int64), -weight)
    flow.add_arcs_with_capacity_and_unit_cost(np.arange(n, n + m), np.full(m, n + m), capacity, np.zeros(m, np.int64))
    flow.add_arcs_with_capacity_and_unit_cost(np.arange(n), np.full(n, n + m), np.ones(n, np.int64), np.zeros(n, np.int64))
    flow.set_nodes_supplies(np.arange(n), np.ones(n, np.int64))
    flow.set_node_supply(n + m, -n)
    assert flow.solve() == flow.OPTIMAL
    chosen = flow.flows(np.arange(mentee.size)).astype(bool)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    return {"seconds": took, "cpu": worked, "value": int(weight[chosen].sum()), "memory": memory()}


def people_to_result(size: int, capacities: str) -> dict[str, Any]:
    import matching_ground as ground

    from industrielles.matching import assign, candidates

    mentees, mentors = ground.people(size, capacities)
    began, worked = time.perf_counter(), time.process_time()
    edges = candidates(mentees, mentors).edges
    made = time.perf_counter() - began
    result = assign(edges.mentee, edges.mentor, edges.weight, edges.capacity, mentees=size)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    return {"seconds": took, "cpu": worked, "graph": made, "value": result.value, "certificate": result.certificate, "memory": memory(),
            "key": result.key}


def rival_dense(size: int, capacities: str) -> dict[str, Any]:
    """Every pair scored, then the linear assignment of scipy, a column for each place."""
    import matching_ground as ground
    from scipy.optimize import linear_sum_assignment

    from industrielles.matching.people import Pairing, Wishes

    mentees, mentors = ground.people(size, capacities)
    began = time.perf_counter()
    pairing, slots = Pairing(mentees, mentors, Wishes()), np.repeat(np.arange(len(mentors)), mentors.capacity)
    score = np.zeros((size, slots.size), np.int32)
    columns = np.arange(len(mentors))
    for start in range(0, size, 256):
        rows = np.arange(start, min(size, start + 256))
        chords = pairing.chords(rows, columns)
        good = pairing.allowed(rows, columns, chords)
        score[rows] = np.where(good, 1000 + pairing.points(rows, columns, chords), 0)[:, slots]
    one, other = linear_sum_assignment(score, maximize=True)
    return {"seconds": time.perf_counter() - began, "value": int(score[one, other].sum()), "memory": memory()}


def first_match(size: int, capacities: str) -> dict[str, Any]:
    return people_to_result(size, capacities)


def imports(size: int, capacities: str) -> dict[str, Any]:
    from ortools.graph.python import min_cost_flow

    return {"arcs": min_cost_flow.SimpleMinCostFlow().num_arcs()}


def both_rank(size: int, capacities: str) -> dict[str, Any]:
    """Six lists a mentee, three ranks on both sides: ties everywhere."""
    from industrielles.matching import stable
    from industrielles.matching.edges import checked
    from industrielles.matching.stability import blocking

    found = {"seconds": 0.0, "blocking": 0, "least": 1.0, "largest": 0, "cases": 0}
    for seed in range(3):
        dice = np.random.default_rng(seed)
        pairs = np.unique(np.stack([np.repeat(np.arange(size), 6), dice.integers(0, size // 2, 6 * size)], 1), axis=0)
        liked, wanted = dice.integers(1, 4, len(pairs)), dice.integers(1, 4, len(pairs))
        capacity = dice.integers(1, 4, size // 2)
        result = stable(pairs[:, 0], pairs[:, 1], liked, wanted, capacity, mentees=size)
        chosen = np.flatnonzero(np.isin(pairs[:, 0] * size + pairs[:, 1], result.mentee * size + result.mentor))
        found["blocking"] += blocking(checked(pairs[:, 0], pairs[:, 1], liked, capacity, size), liked, wanted, chosen).size
        best = _milp(pairs, liked, wanted, capacity, size) if size <= 200 else result.most
        found["least"] = min(found["least"], result.mentee.size / best)
        found["largest"] += result.largest
        found["cases"] += 1
        found["seconds"] = max(found["seconds"], result.seconds)
    return found


def _milp(pairs: Any, liked: Any, wanted: Any, capacity: Any, n: int) -> int:
    """The largest stable matching by HiGHS."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    one, other = pairs.T
    stays = ((one[:, None] == one) & (liked <= liked[:, None])) * capacity[other][:, None] + (
        (other[:, None] == other) & (wanted <= wanted[:, None]))
    rows = [LinearConstraint(csr_array((np.arange(n)[:, None] == one).astype(float)), ub=1),
            LinearConstraint(csr_array((np.arange(capacity.size)[:, None] == other).astype(float)), ub=capacity),
            LinearConstraint(csr_array(stays.astype(float)), lb=capacity[other])]
    answer = milp(-np.ones(len(pairs)), constraints=rows, bounds=Bounds(0, 1), integrality=np.ones(len(pairs)))
    return round(-answer.fun)


def beside_mentor_match(size: int, capacities: str) -> dict[str, Any]:
    """The same files for both: 4 points for the same profession, 3 for a mentor one grade above."""
    import csv

    import ortools.graph.python.min_cost_flow  # noqa: F401 (neither side has its imports timed)

    from industrielles.matching import assign

    dice = np.random.default_rng(1)
    folder, environment = CACHE / "mentor-match", CACHE / "mentor-match-environment"
    folder.mkdir(parents=True, exist_ok=True)
    grades, jobs = dice.integers(0, 6, (2, size)), dice.integers(0, 30, (2, size))
    for side, name in enumerate(("mentors", "mentees")):
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["email", "organisation", "grade", "profession"])
            writer.writerows([f"{name}{row}@a.fr", name, grades[side, row], f"job {jobs[side, row]}"] for row in range(size))
    (folder / "rival.py").write_text(RIVAL)
    uv = [sys.executable, "-m", "uv"]
    if not environment.exists():
        subprocess.run([*uv, "venv", "--quiet", str(environment)], check=True)
        subprocess.run([*uv, "pip", "install", "--quiet", "--python", str(environment / "bin/python"), "mentor-match==7.0.1"], check=True)
    said = subprocess.run([environment / "bin/python", folder / "rival.py", folder / "mentors.csv", folder / "mentees.csv"],
                          capture_output=True, text=True, check=True).stdout
    theirs = json.loads(said)
    runs = []
    for _ in range(5):  # a tenth of a second: the median of five
        began, worked = time.perf_counter(), time.process_time()
        same, above = jobs[0] == jobs[1][:, None], grades[0] == grades[1][:, None] + 1  # mentees x mentors
        score = 4 * same.view(np.int8) + 3 * above.view(np.int8)
        number = np.arange(size, dtype=np.int32)
        result = assign(np.repeat(number, size), np.tile(number, size), score.ravel(), np.ones(size, int))
        runs.append((time.perf_counter() - began, time.process_time() - worked))
    took, worked = np.median(runs, axis=0).tolist()
    their_value = sum(int(score[int(a[7:-5]), int(b[7:-5])]) for a, b in theirs["pairs"])
    return {"seconds": took, "cpu": worked, "theirs": theirs["seconds"], "their cpu": theirs["cpu"], "value": result.value,
            "their value": their_value}


MEASURES: dict[str, Callable[[int, str], dict[str, Any]]] = {function.__name__: function for function in (
    ours, rival_flow, people_to_result, rival_dense, first_match, imports, both_rank, beside_mentor_match)}


def measured(name: str, size: int, capacities: str = "tight") -> dict[str, Any]:
    """One measure in a process of its own; `process`: its seconds from start to end."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, HERE, "--measure", name, str(size), capacities], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} {size} {capacities}: {done.stderr}")
    return json.loads(done.stdout) | {"process": time.perf_counter() - began}


class Goals:
    """Says each goal with what was measured; counts those that were missed."""

    def __init__(self, only: list[str]) -> None:
        self.only, self.missed = only, 0

    def wants(self, goal: str) -> bool:
        return not self.only or goal in self.only

    def say(self, goal: str, met: bool, words: str) -> None:
        self.missed += not met
        print(f"{goal} {'met   ' if met else 'MISSED'} {words}", flush=True)


def values(goals: Goals, sizes: list[int]) -> None:
    for size in sizes:
        for capacities in ("ample", "tight", "scarce"):
            graph(size, capacities)
            one, rival = measured("ours", size, capacities), measured("rival_flow", size, capacities)
            ratio = one["value"] / rival["value"]
            goals.say("M1", ratio >= 0.9995 and not one["broken"], f"{size:>7} {capacities:6} {ratio:.6f} of the optimum, "
                      f"{one['matched']:,} matched, {one['broken']} rules broken; {one['seconds']:.2f} s beside {rival['seconds']:.2f} s")
            goals.say("M5", one["value"] == one["bound"], f"{size:>7} {capacities:6} value / bound {one['value'] / one['bound']:.6f}")
            if size == sizes[-1] and capacities == "tight":
                # both have one thread: their processor time is that of a quiet machine
                goals.say("M2", one["cpu"] <= 1.5 * rival["cpu"] and one["memory"] <= 1.5 * rival["memory"],
                          f"{size:>7} tight  {one['cpu'] / rival['cpu']:.2f} of its processor time "
                          f"({one['seconds'] / rival['seconds']:.2f} by the clock), {one['memory'] / rival['memory']:.2f} of its memory "
                          f"({one['memory']:.0f} MiB beside {rival['memory']:.0f})")


def people(goals: Goals, million: bool) -> None:
    if goals.wants("M3"):
        one, dense = measured("people_to_result", 10_000, "ample"), measured("rival_dense", 10_000, "ample")
        time_share, share, value = (one[key] / dense[key] for key in ("seconds", "memory", "value"))
        goals.say("M3", time_share <= 0.15 and share <= 0.25 and value >= 0.999, f"  10000 ample  {time_share:.3f} of the time "
                  f"({one['seconds']:.2f} s beside {dense['seconds']:.1f}), {share:.3f} of the memory, {value:.5f} of the value")
    if goals.wants("M4"):
        for size, seconds, most in [(100_000, 20, 1536), *([(1_000_000, 120, 6144)] if million else [])]:
            one = measured("people_to_result", size, "ample")
            goals.say("M4", one["seconds"] <= seconds and one["memory"] <= most, f"{size:>7} ample  {one['seconds']:.1f} s (graph "
                      f"{one['graph']:.1f}; {one['cpu']:.1f} s of processors), {one['memory']:.0f} MiB")
            goals.say("M5", one["certificate"] >= (1 if size <= 100_000 else 0.996), f"{size:>7} value / bound {one['certificate']:.6f}")
    if goals.wants("M5"):
        twice = [measured("people_to_result", 10_000)["key"] for _ in range(2)]
        goals.say("M5", twice[0] == twice[1], "  10000 tight  the same seed, the same graph and the same result")
    if goals.wants("M6"):
        one, bare = measured("first_match", 100), measured("imports", 100)
        goals.say("M6", one["process"] <= 2, f"    100 ample  first matching {one['process']:.2f} s of a fresh process, "
                  f"{bare['process']:.2f} s to import")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--measure", nargs=3)
    given = parser.parse_args()
    if given.measure:
        name, size, capacities = given.measure
        print(json.dumps(MEASURES[name](int(size), capacities)))
        return
    for file in CACHE.glob("benchmark-graph-*.npz"):
        file.unlink()
    goals = Goals(given.only)
    if any(goals.wants(goal) for goal in ("M1", "M2")):
        values(goals, given.sizes)
    people(goals, given.million)
    for size in (100, 200, 400) if goals.wants("M7") else ():
        one = measured("both_rank", size)
        met = not one["blocking"] and one["least"] >= (1 if size <= 200 else 0.97)
        goals.say("M7", met, f"{size:>7} {one['blocking']} blocking pairs, "
                  f"at least {one['least']:.4f} of the largest, {one['largest']} of {one['cases']} proved, {one['seconds']:.1f} s at most")
    if goals.wants("M8"):
        one = measured("beside_mentor_match", 1000)
        met = one["theirs"] >= 100 * one["seconds"] and one["value"] >= one["their value"]
        goals.say("M8", met, f"   1000 {one['seconds']:.3f} s ({one['cpu']:.3f} s of processors) beside "
                  f"{one['theirs']:.1f} s ({one['their cpu']:.1f}): {one['theirs'] / one['seconds']:.0f} times, "
                  f"value {one['value']} beside {one['their value']}")
    sys.exit(goals.missed > 0)


if __name__ == "__main__":
    main()
