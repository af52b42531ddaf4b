"""All pairs of a large problem, narrow in memory: asked first which are promising, then, price by price, which were missed."""
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from industrielles.matching.edges import Edges, mixed

STRIP = 128  # rows at once


class Pool:
    """`worth`: the weights, one for each pair; n x m where all pairs are there and stand in order."""

    def __init__(self, edges: Edges) -> None:
        self.edges, self.worth = edges, edges.narrow
        if edges.table:
            self.worth = self.worth.reshape(edges.mentees, edges.capacity.size)

    def promising(self, keep: int, keep_mentor: int) -> NDArray[np.int64]:
        """Rows of the `keep` best pairs of each mentee and the `keep_mentor` best of each mentor; in a table, equals beyond may be too."""
        edges = self.edges
        if not edges.table or self.worth.dtype != np.int32 or min(self.worth.shape) <= max(keep, keep_mentor):
            return np.flatnonzero(edges.best(keep, edges.mentee, edges.weight) | edges.best(keep_mentor, edges.mentor, edges.weight))
        n, m = self.worth.shape
        code = self.worth * np.int32(1024)
        for start in range(0, n, STRIP):  # in strips that stay in the processor's cache
            code[start:start + STRIP] += mixed(np.arange(start, min(n, start + STRIP))[:, None], np.arange(m)).astype(np.int32)
        hers, theirs = _least_kept(code, keep), _least_kept(code.T, keep_mentor)
        return np.flatnonzero((code >= hers[:, None]) | (code >= theirs))

    def ask(self, price: NDArray[np.int64], comfort: NDArray[np.int64]) -> tuple[int, NDArray[np.int64], NDArray[np.int64]]:
        """At these prices: the proved bound; rows of the pairs that would leave their mentee more than `comfort`; how much more."""
        edges = self.edges
        narrow = self.worth.dtype.type
        if edges.table:
            left = self.worth - price.astype(narrow)
            best = left.max(axis=1)
            rows = np.flatnonzero(left > comfort.astype(narrow)[:, None])
        else:
            left = self.worth - price.astype(narrow)[edges.mentor]
            best = edges.greatest(left)
            rows = np.flatnonzero(left > comfort.astype(narrow)[edges.mentee])
        bound = int(np.maximum(best, 0).sum(dtype=np.int64) + (edges.capacity * price).sum())
        return bound, rows, left.reshape(-1)[rows] - comfort[edges.mentee[rows]]


def _least_kept(code: NDArray[np.int32], keep: int) -> NDArray[np.int32]:
    """The `keep`-th greatest of each row."""
    at = code.shape[1] - keep
    return np.concatenate([np.partition(np.ascontiguousarray(code[start:start + STRIP]), at, axis=1)[:, at]
                           for start in range(0, code.shape[0], STRIP)])
