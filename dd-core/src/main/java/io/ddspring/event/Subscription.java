/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.event;

/** Handle of a listener. Thread-safe. */
public interface Subscription extends AutoCloseable {
    /** Ends the subscription; events already being dispatched may still arrive. A second call does nothing. */
    @Override
    void close();
}
