/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import java.util.List;

/** Paths named by Ant-style patterns such as {@code /internal/**}. Immutable and thread-safe. */
public final class PathPatterns {
    /** Matches no path. */
    public static final PathPatterns NONE = new PathPatterns(List.of());

    private final List<AntPattern> patterns;

    private PathPatterns(List<AntPattern> patterns) {
        this.patterns = patterns;
    }

    /** Paths that match at least one of the patterns. */
    public static PathPatterns of(List<String> patterns) {
        return patterns.isEmpty()
                ? NONE
                : new PathPatterns(patterns.stream().map(AntPattern::new).toList());
    }

    /** Whether {@code path}, without query, matches one of the patterns. */
    public boolean matches(String path) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(path)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return patterns.toString();
    }
}
