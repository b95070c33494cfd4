/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.event.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Library lines are what the test says. */
final class ManualTap implements LogTap {
    final List<Consumer<LogLine>> listeners = new ArrayList<>();
    int opened;

    @Override
    public Subscription open(Consumer<LogLine> lines) {
        opened++;
        listeners.add(lines);
        return () -> listeners.remove(lines);
    }

    void log(String message) {
        listeners.forEach(listener ->
                listener.accept(new LogLine(Instant.EPOCH, "DEBUG", "main", "io.ddspring.A", message, null)));
    }
}
