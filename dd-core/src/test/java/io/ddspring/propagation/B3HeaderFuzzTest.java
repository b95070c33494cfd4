/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** B3 in one header. */
class B3HeaderFuzzTest {
    @FuzzTest(maxDuration = "2s")
    void any_request_is_read(FuzzedDataProvider data) {
        Fuzzing.check(Fuzzing.B3, new Headers().add("b3", data.consumeRemainingAsString()));
    }
}
