"""The exact optimum by minimum-cost flow, and its prices.

The problem: at most one mentor for each mentee i, at most c_j mentees for each mentor j, the greatest sum of weights w_ij. Its linear
programme has whole optima (bipartite graphs are totally unimodular), and its dual is

    minimise  sum_i u_i + sum_j c_j p_j   with   u_i + p_j >= w_ij,   u, p >= 0.

Prices p alone fix the best u, so any prices give a proved bound (`bound`); those of an optimum give the optimum itself.
"""
from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from industrielles.matching.edges import BadInput, Edges

ALONE = -1


def solve(edges: Edges, capacity: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which pairs are chosen in one optimum. Exact: cost-scaling push-relabel of OR-Tools (A. V. Goldberg, J. Algorithms 22, 1997)."""
    from ortools.graph.python import min_cost_flow  # not at import: who only ranks candidates does not wait for it

    n, m = edges.mentees, capacity.size
    if not edges.mentee.size:
        return np.zeros(0, bool)
    flow = min_cost_flow.SimpleMinCostFlow()
    places = np.minimum(capacity, np.bincount(edges.mentor, minlength=m))
    end = n + m
    arcs = flow.add_arcs_with_capacity_and_unit_cost
    ones = np.ones(edges.mentee.size, np.int64)
    arcs(edges.mentee, edges.mentor + np.int32(n), ones, -edges.weight)
    arcs(np.arange(n, end, dtype=np.int32), np.full(m, end, np.int32), places, np.zeros(m, np.int64))
    arcs(np.arange(n, dtype=np.int32), np.full(n, end, np.int32), np.ones(n, np.int64), np.zeros(n, np.int64))  # without a mentor
    flow.set_nodes_supplies(np.arange(n, dtype=np.int32), np.ones(n, np.int64))
    flow.set_node_supply(end, -n)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise BadInput(f"the solver could not answer: {status}")
    chosen: NDArray[np.bool_] = flow.flows(np.arange(edges.mentee.size, dtype=np.int32)).astype(bool)
    return chosen


def prices(edges: Edges, capacity: NDArray[np.int64], chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The least prices of an optimum: exactly what one more place with each mentor would add to the value.

    One more place with j is worth the best of its pairs (i, j), less what i had, plus what the place that i leaves is worth in its turn:
    p_j = max(0, max_i w_ij - w_ik + p_k), the longest path in the residual graph. It has no circle that gains, so that raising p from 0
    ends; each round follows only the mentors whose price rose (label-correcting, Ford 1956; the lattice of the duals has this least
    element, Shapley and Shubik, Int. J. Game Theory 1, 1971).
    """
    with_whom = np.full(edges.mentees, ALONE, np.int32)
    had = np.zeros(edges.mentees, np.int64)
    with_whom[edges.mentee[chosen]], had[edges.mentee[chosen]] = edges.mentor[chosen], edges.weight[chosen]
    price = np.zeros(capacity.size, np.int64)
    gain = edges.weight - had[edges.mentee]
    left = with_whom[edges.mentee]
    np.maximum.at(price, edges.mentor[~chosen], gain[~chosen])
    moved = np.flatnonzero(~chosen & (left != ALONE))
    moved = moved[np.argsort(left[moved], kind="stable")]
    left, gain, to = left[moved], gain[moved], edges.mentor[moved]
    start = np.searchsorted(left, np.arange(capacity.size + 1))
    risen = np.flatnonzero(price)
    while risen.size:
        lengths = start[risen + 1] - start[risen]
        at = np.repeat(start[risen] - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        offered = gain[at] + np.repeat(price[risen], lengths)
        better = offered > price[to[at]]
        targets = to[at[better]]
        np.maximum.at(price, targets, offered[better])
        risen = np.unique(targets)
    return price


def bound(edges: Edges, capacity: NDArray[np.int64], price: NDArray[np.int64]) -> int:
    """No matching is worth more than this, whatever the prices (weak duality)."""
    return int(comforts(edges, price).sum() + (capacity * price).sum())


def comforts(edges: Edges, price: NDArray[np.int64]) -> NDArray[np.int64]:
    """u_i: the best that each mentee could have at these prices, 0 at least."""
    return edges.greatest(edges.weight - price[edges.mentor])


def most(edges: Edges, capacity: NDArray[np.int64], among: Any = slice(None)) -> int:
    """The greatest number of people who can be matched, with `among` these pairs (maximum flow of OR-Tools)."""
    from ortools.graph.python import max_flow

    one, other = edges.mentee[among], edges.mentor[among]
    n, m = edges.mentees, capacity.size
    if not one.size:
        return 0
    flow = max_flow.SimpleMaxFlow()
    start, end = n + m, n + m + 1
    arcs = flow.add_arcs_with_capacity
    arcs(np.full(n, start, np.int32), np.arange(n, dtype=np.int32), np.ones(n, np.int64))
    arcs(one, other + np.int32(n), np.ones(one.size, np.int64))
    arcs(np.arange(n, n + m, dtype=np.int32), np.full(m, end, np.int32), capacity)
    if flow.solve(start, end) != flow.OPTIMAL:
        raise BadInput("the solver could not answer")
    return int(flow.optimal_flow())
