/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.Map;

/**
 * A native span link.
 *
 * @param traceIdHigh upper 64 bits, 0 when absent
 * @param traceId lower 64 bits, unsigned
 * @param tracestate empty when absent
 * @param flags unsigned 32 bits, 0 when absent; bit 31 says that the flags are known
 */
public record ReceivedLink(
        long traceIdHigh, long traceId, long spanId, Map<String, String> attributes, String tracestate, long flags) {

    /** The 128-bit trace id as 32 lower-case hexadecimal digits. */
    public String traceIdHex() {
        return ReceivedSpan.hex(traceIdHigh) + ReceivedSpan.hex(traceId);
    }
}
