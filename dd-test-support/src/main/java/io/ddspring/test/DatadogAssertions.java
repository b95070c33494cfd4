/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.List;

/** Entry points for assertions on what a {@link FakeAgent} received; every message lists the received spans. */
public final class DatadogAssertions {
    private DatadogAssertions() {}

    public static ReceivedTraceAssert assertThat(ReceivedTrace trace) {
        return new ReceivedTraceAssert(trace);
    }

    /** Starts assertions on one span; those on its parent need {@link ReceivedTraceAssert#span}. */
    public static ReceivedSpanAssert assertThat(ReceivedSpan span) {
        return new ReceivedSpanAssert(span, new ReceivedTrace(List.of(span)));
    }
}
