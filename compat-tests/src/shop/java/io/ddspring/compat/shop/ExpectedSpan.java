/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span of {@code expected-trees.json} with everything its kind adds.
 *
 * @param tags a text for the value in meta, a number for that in metrics, {@link #ANY}, {@link #ANY_OR_NONE}, or null for none at all
 * @param children in the order in which they start
 */
record ExpectedSpan(
        String name,
        String resource,
        String service,
        String type,
        int error,
        Map<String, @Nullable Object> tags,
        List<ExpectedSpan> children) {
    static final String ANY = "*";
    static final String ANY_OR_NONE = "?";

    int size() {
        return 1 + children.stream().mapToInt(ExpectedSpan::size).sum();
    }

    String tag(String name) {
        return String.valueOf(tags.get(name));
    }
}
