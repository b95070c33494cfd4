/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Library lines are what the test says. */
final class ManualTap implements LogTap {
    final List<Consumer<LogLine>> listeners = new ArrayList<>();
    int opened;

    @Nullable
    RuntimeException failure;

    @Override
    public LogSubscription open(Consumer<LogLine> lines) {
        opened++;
        listeners.add(lines);
        return new LogSubscription() {
            @Override
            public void renew() {
                if (failure != null) {
                    throw failure;
                }
                if (!listeners.contains(lines)) {
                    listeners.add(lines);
                }
            }

            @Override
            public void close() {
                listeners.remove(lines);
            }
        };
    }

    /** As a logging system does that is configured anew. */
    void reset() {
        listeners.clear();
    }

    void log(String message) {
        listeners.forEach(listener ->
                listener.accept(new LogLine(Instant.EPOCH, "DEBUG", "main", "io.ddspring.A", message, null)));
    }
}
