/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** The header {@code baggage}. */
class BaggageHeaderFuzzTest {
    @FuzzTest(maxDuration = "2s")
    void any_request_is_read(FuzzedDataProvider data) {
        Headers request =
                new Headers().add("baggage", data.consumeString(100)).add("baggage", data.consumeRemainingAsString());

        Fuzzing.check(Fuzzing.BAGGAGE, request);
    }
}
