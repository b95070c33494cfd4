/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.metrics.Fatal;
import io.ddspring.vendor.statsd.StatsDClientErrorHandler;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Learns of everything that a connection does not send. Thread-safe; called on threads of the client as well. */
final class Losses implements StatsDClientErrorHandler {
    /** Metrics that found the client's queue full. */
    final LongAdder fromQueue;

    private final Consumer<Exception> onError;

    /** @param onError told what could not be sent */
    Losses(LongAdder fromQueue, Consumer<Exception> onError) {
        this.fromQueue = fromQueue;
        this.onError = onError;
    }

    @Override
    public void handle(Exception error) {
        try {
            onError.accept(error);
        } catch (Throwable failure) {
            // Most likely the application's log failed, so there is nobody to tell; the client's thread must go on.
            Fatal.rethrowIfFatal(failure);
        }
    }
}
