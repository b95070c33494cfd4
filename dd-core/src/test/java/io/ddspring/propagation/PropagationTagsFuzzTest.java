/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** The header {@code x-datadog-tags}. */
class PropagationTagsFuzzTest {
    @FuzzTest(maxDuration = "2s")
    void any_request_is_read(FuzzedDataProvider data) {
        Headers request =
                new Headers().add("x-datadog-trace-id", "5").add("x-datadog-tags", data.consumeRemainingAsString());

        Fuzzing.check(Fuzzing.DATADOG, request);
    }
}
