/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

/**
 * What became of the wish to trace a data source.
 *
 * @param traced whether it traces its connections now
 * @param detail where it is hooked into, or why it is not
 */
record Outcome(boolean traced, String detail) {
    static Outcome traced(String where) {
        return new Outcome(true, where);
    }

    static Outcome untraced(String reason) {
        return new Outcome(false, reason);
    }
}
