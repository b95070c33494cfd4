/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** The headers {@code traceparent} and {@code tracestate}. */
class W3cHeadersFuzzTest {
    @FuzzTest(maxDuration = "2s")
    void any_request_is_read(FuzzedDataProvider data) {
        String traceparent = data.consumeBoolean()
                ? "00-12345678901234567890123456789012-1234567890123456-01"
                : data.consumeString(80);
        Headers request = new Headers()
                .add("traceparent", traceparent)
                .add("tracestate", data.consumeString(200))
                .add("tracestate", data.consumeRemainingAsString());

        Fuzzing.check(Fuzzing.W3C, request);
    }
}
