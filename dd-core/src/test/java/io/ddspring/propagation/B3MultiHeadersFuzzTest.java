/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** B3 in one header per value. */
class B3MultiHeadersFuzzTest {
    @FuzzTest(maxDuration = "2s")
    void any_request_is_read(FuzzedDataProvider data) {
        Headers request = new Headers()
                .add("x-b3-traceid", data.consumeString(60))
                .add("x-b3-spanid", data.consumeString(30))
                .add("x-b3-flags", data.consumeString(5))
                .add("x-b3-sampled", data.consumeRemainingAsString());

        Fuzzing.check(Fuzzing.B3_MULTI, request);
    }
}
