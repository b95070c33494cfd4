/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

/**
 * Sets headers of a message.
 *
 * @param <C> type of the message
 */
@FunctionalInterface
public interface HeaderSetter<C> {
    /** Sets the header, replacing all its values. */
    void set(C carrier, String name, String value);
}
