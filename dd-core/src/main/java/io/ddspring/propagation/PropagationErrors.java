/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import org.jspecify.annotations.Nullable;

/** Values of {@code _dd.propagation_error}. */
final class PropagationErrors {
    /** Received tags were longer than allowed. */
    static final String EXTRACT_MAX_SIZE = "extract_max_size";
    /** Received tags, or one of them, could not be understood. */
    static final String DECODING = "decoding_error";
    /** Tags to send would be longer than allowed. */
    static final String INJECT_MAX_SIZE = "inject_max_size";
    /** Tags to send contain what a header cannot say. */
    static final String ENCODING = "encoding_error";
    /** Tags are neither read nor written. */
    static final String DISABLED = "disabled";

    private PropagationErrors() {}

    /** The received upper half of the trace id is no number of 64 bits. */
    static String malformedTraceIdHigh(String value) {
        return "malformed_tid " + value;
    }

    /** The received upper half of the trace id differs from the trace id. */
    static String inconsistentTraceIdHigh(String value) {
        return "inconsistent_tid " + value;
    }

    /** Whether tags could not be sent, so that trying again is in vain. */
    static boolean preventsTags(@Nullable String error) {
        return error != null && (error.equals(INJECT_MAX_SIZE) || error.equals(ENCODING) || error.equals(DISABLED));
    }
}
