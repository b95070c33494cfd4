/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import io.ddspring.test.ReceivedSpan;
import io.ddspring.test.ReceivedTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to the shop and what becomes of it. */
record ExpectedCall(String method, String target, @Nullable String body, int status, ExpectedSpan span) {
    /** Whether the trace began with this call, told apart by method and address. */
    boolean began(ReceivedTrace trace) {
        List<ReceivedSpan> roots = trace.roots();
        return roots.size() == 1
                && span.tag("http.method").equals(roots.get(0).tag("http.method"))
                && span.tag("http.url").equals(roots.get(0).tag("http.url"));
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
