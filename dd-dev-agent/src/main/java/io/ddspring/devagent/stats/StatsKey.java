/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.stats;

import java.util.Comparator;

/** What statistics are shown by. Immutable; {@code status} is that of HTTP, 0 when there is none. */
record StatsKey(String service, String name, String resource, String type, String kind, int status) {
    static final Comparator<StatsKey> ORDER = Comparator.comparing(StatsKey::service)
            .thenComparing(StatsKey::name)
            .thenComparing(StatsKey::resource)
            .thenComparing(StatsKey::type)
            .thenComparing(StatsKey::kind)
            .thenComparingInt(StatsKey::status);

    private static final int OVERHEAD_BYTES = 400;

    /** Memory that it takes. */
    long bytes() {
        return OVERHEAD_BYTES
                + 2L * (service.length() + name.length() + resource.length() + type.length() + kind.length());
    }
}
