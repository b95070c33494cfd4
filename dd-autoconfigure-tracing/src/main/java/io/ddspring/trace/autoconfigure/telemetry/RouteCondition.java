/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way for a request to meet a predicate of routes. Immutable.
 *
 * @param path pattern; empty when any path does
 * @param methods empty when any method does; keeps its order
 */
record RouteCondition(String path, Set<String> methods) {
    /** Which every request meets, as far as this can tell. */
    static final RouteCondition NONE = new RouteCondition("", Set.of());

    /** Most alternatives of one predicate. */
    private static final int LIMIT = 256;

    /** Both for the same request; null when none can meet both. Of two patterns the longer one tells more. */
    @Nullable
    RouteCondition and(RouteCondition other) {
        return with(other.path.length() > path.length() ? other.path : path, other);
    }

    /** This for the beginning of a path, and {@code inner} for its rest; null when no request can meet both. */
    @Nullable
    RouteCondition around(RouteCondition inner) {
        return with(path + inner.path, inner);
    }

    private @Nullable RouteCondition with(String bothPaths, RouteCondition other) {
        if (methods.isEmpty() || other.methods.isEmpty()) {
            return new RouteCondition(bothPaths, methods.isEmpty() ? other.methods : methods);
        }
        Set<String> common = new LinkedHashSet<>(methods);
        common.retainAll(other.methods);
        return common.isEmpty() ? null : new RouteCondition(bothPaths, common);
    }

    /** Each of the one with each of the others, a limited number. */
    static List<RouteCondition> combine(
            List<RouteCondition> ones, List<RouteCondition> others, Combination combination) {
        List<RouteCondition> combined = new ArrayList<>();
        for (RouteCondition one : ones) {
            for (RouteCondition other : others) {
                RouteCondition both = combination.of(one, other);
                if (both != null && combined.size() < LIMIT) {
                    combined.add(both);
                }
            }
        }
        return combined;
    }

    /** Makes one condition of two. */
    @FunctionalInterface
    interface Combination {
        @Nullable
        RouteCondition of(RouteCondition one, RouteCondition other);
    }
}
