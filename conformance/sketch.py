# SPDX-License-Identifier: Apache-2.0
"""Reads the DDSketches of statistics without the library that writes them.

Bin i counts the values v with floor(log(v) / log(gamma) + offset) = i. The published Python library shares the message,
but rounds up and so would be a bin off.
"""

import math
from collections import Counter

from ddsketch.pb import ddsketch_pb2


class Sketch:
    """The distribution of durations in one or more encoded sketches."""

    def __init__(self, encoded):
        self._bins = Counter()
        self._zeros = 0
        self._gamma = self._offset = None
        for one in encoded:
            self._add(ddsketch_pb2.DDSketch.FromString(one))

    def _add(self, message):
        mapping = message.mapping
        if mapping.interpolation != ddsketch_pb2.IndexMapping.NONE:
            raise ValueError(f"interpolation {mapping.interpolation} is not read here")
        if self._gamma not in (None, mapping.gamma):
            raise ValueError(f"gamma is both {self._gamma} and {mapping.gamma}")
        self._gamma, self._offset = mapping.gamma, mapping.indexOffset
        store = message.positiveValues
        self._bins.update(store.binCounts)
        for index, count in enumerate(store.contiguousBinCounts, store.contiguousBinIndexOffset):
            self._bins[index] += count
        self._zeros += message.zeroCount

    @property
    def count(self):
        return self._zeros + sum(self._bins.values())

    @property
    def accuracy(self):
        """Largest relative error of a quantile."""
        return (self._gamma - 1) / (self._gamma + 1)

    def quantile(self, share):
        """The value that this share of the others lies below."""
        rank = math.floor(share * (self.count - 1))
        passed = self._zeros
        if rank < passed:
            return 0
        for index in sorted(self._bins):
            passed += self._bins[index]
            if rank < passed:
                return self._gamma ** (index - self._offset) * 2 * self._gamma / (1 + self._gamma)
        raise ValueError("the sketch is empty")
