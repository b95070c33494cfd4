/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

/**
 * How much baggage is read and written.
 *
 * @param maxItems most items; 0 switches baggage off
 * @param maxBytes largest header in UTF-8; 0 switches baggage off
 */
record BaggageLimits(int maxItems, int maxBytes) {
    boolean allowNothing() {
        return maxItems == 0 || maxBytes == 0;
    }
}
