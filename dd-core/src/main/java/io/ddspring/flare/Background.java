/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.event.Subscription;
import java.time.Duration;

/** Runs what takes long or is to be done later, one after the other. Thread-safe. */
interface Background extends AutoCloseable {
    /** Runs {@code task} soon; answers false, and does not, when too much is waiting or it is closed. */
    boolean run(Runnable task);

    /** Runs {@code task} once {@code delay} has passed, unless that is closed before. */
    Subscription runAfter(Duration delay, Runnable task);

    /** Runs nothing any more, interrupts what is running and waits a second for it. A second call does nothing. */
    @Override
    void close();
}
