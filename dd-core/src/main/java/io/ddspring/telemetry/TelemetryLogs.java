/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong inside of the library: messages without anything of the application in them, each with the number of
 * times it came. Bounded; thread-safe.
 */
public final class TelemetryLogs implements TelemetrySource {
    private static final int MESSAGES = 10;

    private final Clock clock;
    // Guarded by this.
    private Map<Key, Count> counts = new LinkedHashMap<>();

    /** How bad it is. */
    public enum Level {
        ERROR,
        WARN,
        DEBUG
    }

    private record Key(Level level, String template, String tags, String stackTrace) {}

    private static final class Count {
        private final long firstSeconds;
        private int times;

        Count(long firstSeconds) {
            this.firstSeconds = firstSeconds;
        }
    }

    public TelemetryLogs(Clock clock) {
        this.clock = clock;
    }

    /**
     * Notes a message; beyond ten different ones between two reports it is lost.
     *
     * @param template the message as it stands in the source, without values
     * @param tags entries {@code key:value}, separated by commas; may be empty
     * @param failure of which classes, but no messages, and own frames are reported; may be null
     */
    public void add(Level level, String template, String tags, @Nullable Throwable failure) {
        Key key = new Key(level, template, tags, failure == null ? "" : RedactedStackTrace.of(failure));
        synchronized (this) {
            Count count = counts.get(key);
            if (count == null) {
                if (counts.size() >= MESSAGES) {
                    return;
                }
                count = new Count(clock.instant().getEpochSecond());
                counts.put(key, count);
            }
            count.times++;
        }
    }

    @Override
    public List<TelemetryMessage> takeNew() {
        Map<Key, Count> taken;
        synchronized (this) {
            if (counts.isEmpty()) {
                return List.of();
            }
            taken = counts;
            counts = new LinkedHashMap<>();
        }
        return TelemetryMessage.lists(TelemetryType.LOGS, json -> {}, "logs", taken.entrySet(), (entry, json) -> {
            Key key = entry.getKey();
            json.writeStartObject();
            json.writeStringField("message", key.template());
            json.writeStringField("level", key.level().name());
            if (!key.tags().isEmpty()) {
                json.writeStringField("tags", key.tags());
            }
            if (!key.stackTrace().isEmpty()) {
                json.writeStringField("stack_trace", key.stackTrace());
            }
            json.writeNumberField("tracer_time", entry.getValue().firstSeconds);
            json.writeNumberField("count", entry.getValue().times);
            json.writeEndObject();
        });
    }
}
