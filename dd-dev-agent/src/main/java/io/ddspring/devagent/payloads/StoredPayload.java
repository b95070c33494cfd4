/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.Payload;

/** A payload that is kept. */
record StoredPayload(long number, String kind, String summary, Payload payload) {
    long keptBytes() {
        return payload.keptBytes() + 2L * summary.length();
    }
}
