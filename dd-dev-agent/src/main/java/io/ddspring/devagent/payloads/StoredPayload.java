/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.Payload;

/** A payload that is kept. */
record StoredPayload(long number, String kind, String summary, Payload payload) {
    /** What it takes besides its body. */
    private static final int OVERHEAD_BYTES = 1024;

    long keptBytes() {
        return payload.body().length + (long) OVERHEAD_BYTES;
    }
}
