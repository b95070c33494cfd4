/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Ids, priority, origin and single baggage items of the Datadog style. */
class DatadogHeadersFuzzTest {
    @FuzzTest(maxDuration = "2s")
    void any_request_is_read(FuzzedDataProvider data) {
        Headers request = new Headers()
                .add("x-datadog-trace-id", data.consumeString(40))
                .add("x-datadog-parent-id", data.consumeString(40))
                .add("x-datadog-sampling-priority", data.consumeString(20))
                .add("x-datadog-origin", data.consumeString(100))
                .add("ot-baggage-" + data.consumeString(20), data.consumeRemainingAsString());

        Fuzzing.check(Fuzzing.DATADOG, request);
    }
}
