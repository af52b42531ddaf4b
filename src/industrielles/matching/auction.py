"""Millions of pairs: an auction that ends near the optimum, with prices that prove how near.

Each mentee without a mentor bids for the one who leaves her most at the prices of the moment; her bid takes away all but a `step` of what
that mentor is worth to her more than the next best. Each mentor keeps the best bids she has places for, and once she is full her price
is the lowest of them. Then everybody is within a step of her best choice, and a price stands only where all places are taken: value and
bound differ by at most one step for each person matched (D. P. Bertsekas, Annals of Operations Research 14, 1988; places of one mentor as
similar objects: Bertsekas and Castanon, Annals of Operations Research 20, 1989). All who are without a mentor bid at once.
"""
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from industrielles.matching.edges import Edges

HEAVIEST = 2**30  # weights up to here: prices and bids fit in 32 bits
# Looks at a pair, for each pair and a million more, before the auction gives up: about the time that the flow would take.
# Where places abound it needs 2 or 3, where they are scarce 50; where there are just enough, prices climb by steps for too long.
PATIENCE = 60
ROUND = 8000  # looks that take as long as what a round takes besides
AT_ONCE = 100_000  # mentees whose bids are computed together
NOBODY = -1


def near(edges: Edges, step: int) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Rows of the chosen pairs and prices, within `step` of the optimum for each person matched; None when bidding does not end in time.
    Pairs stand by mentee, weights are at most 2**30."""
    room = _Room(edges, step)
    asking = np.flatnonzero(np.diff(room.start))
    while asking.size:
        room.looked += ROUND
        if room.looked > PATIENCE * (edges.mentee.size + 1_000_000):
            return None
        bids = [room.bids(asking[at:at + AT_ONCE]) for at in range(0, asking.size, AT_ONCE)]
        asking = room.sold(*(np.concatenate(column) for column in zip(*bids, strict=True)))
    return room.row[room.row != NOBODY], room.prices()


class _Room:
    """`row`: the pair each mentee holds; `held`, `offer`: for each place, who has it and her bid, the highest first."""

    def __init__(self, edges: Edges, step: int) -> None:
        self.edges, self.step, self.looked = edges, step, 0
        self.start = np.searchsorted(edges.mentee, np.arange(edges.mentees + 1))
        self.row = np.full(edges.mentees, NOBODY, np.int64)
        asked = np.bincount(edges.mentor, minlength=edges.capacity.size)
        self.places, self.scarce = np.minimum(edges.capacity, asked), edges.capacity <= asked
        self.first = np.cumsum(self.places) - self.places
        self.held = np.full(int(self.places.sum()), NOBODY, np.int64)
        self.offer = np.zeros(self.held.size, np.int32)
        self.price = np.zeros(edges.capacity.size, np.int32)
        self.worth = np.where(edges.capacity[edges.mentor] > 0, edges.weight, 0).astype(np.int32)

    def bids(self, who: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
        """(mentee, the pair she wants, what she offers) for those of these who still have something to gain."""
        rows, first, ends = _ranges(self.start[who], self.start[who + 1] - self.start[who])
        self.looked += rows.size
        gain = self.worth[rows] - self.price[self.edges.mentor[rows]]
        best = np.maximum.reduceat(gain, first)
        equal = np.flatnonzero(gain == np.repeat(best, ends - first))
        of = np.searchsorted(ends, equal, side="right")
        start = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
        turn = (who * 2654435761 >> 16) % np.diff(np.r_[start, of.size])  # among equals not all begin with the same
        wanted = equal[start + turn]
        gain[wanted] = 0
        second = np.maximum(np.maximum.reduceat(gain, first), 0)
        bidding = best > 0
        who, row, more = who[bidding], rows[wanted[bidding]], (best - second)[bidding]
        return who, row, self.price[self.edges.mentor[row]] + more + np.int32(self.step)

    def sold(self, who: NDArray[np.int64], row: NDArray[np.int64], offer: NDArray[np.int32]) -> NDArray[np.int64]:
        """Each mentor who was asked keeps the best of what she holds and of these bids; who is without a mentor now."""
        self.row[who] = row
        mentor = self.edges.mentor[row].astype(np.int64)
        asked = np.unique(mentor)
        places, _, _ = _ranges(self.first[asked], self.places[asked])
        taken = self.held[places] != NOBODY
        mentor = np.concatenate([mentor, np.repeat(asked, self.places[asked])[taken]])
        who, offer = np.concatenate([who, self.held[places[taken]]]), np.concatenate([offer, self.offer[places[taken]]])
        order = np.argsort((mentor << 32) - offer, kind="stable")
        mentor, who, offer = mentor[order], who[order], offer[order]
        start = np.flatnonzero(np.r_[True, mentor[1:] != mentor[:-1]])
        rank = np.arange(mentor.size) - np.repeat(start, np.diff(np.r_[start, mentor.size]))
        kept, last = rank < self.places[mentor], (rank == self.places[mentor] - 1) & self.scarce[mentor]
        at = self.first[mentor[kept]] + rank[kept]
        self.held[at], self.offer[at] = who[kept], offer[kept]
        self.price[mentor[last]] = offer[last]
        self.row[who[~kept]] = NOBODY
        return np.sort(who[~kept])

    def prices(self) -> NDArray[np.int64]:
        """Of all mentors; who has no place costs what nobody would pay."""
        price, none = self.price.astype(np.int64), np.flatnonzero(self.edges.capacity[self.edges.mentor] == 0)
        np.maximum.at(price, self.edges.mentor[none], self.edges.weight[none])
        return price


def _ranges(start: NDArray[np.int64], lengths: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Numbers from each start, so many, one after another; and where each range begins and ends among them."""
    ends = np.cumsum(lengths)
    begins = ends - lengths
    return np.arange(ends[-1] if ends.size else 0) + np.repeat(start - begins, lengths), begins, ends
