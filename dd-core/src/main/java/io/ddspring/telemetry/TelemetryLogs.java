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
    /** Stack traces that are read between two reports: reading one is slow, and it happens in the application's calls. */
    private static final int TRACES = 50;

    private final boolean enabled;
    private final Clock clock;
    private final Object lock = new Object();
    // Guarded by the lock.
    private Map<Key, Count> counts = new LinkedHashMap<>();
    private Map<Key, Key> latest = new LinkedHashMap<>();
    private int traces;

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

    /** @param enabled whether anything is kept */
    public TelemetryLogs(boolean enabled, Clock clock) {
        this.enabled = enabled;
        this.clock = clock;
    }

    /**
     * Notes a message; beyond ten different ones between two reports it is lost. When very many come, failures of one
     * message are no longer told apart by their stack traces.
     *
     * @param template the message as it stands in the source, without values
     * @param tags entries {@code key:value}, separated by commas; may be empty
     * @param failure of which classes, but no messages, and own frames are reported; may be null
     */
    public void add(Level level, String template, String tags, @Nullable Throwable failure) {
        if (!enabled) {
            return;
        }
        Key message = new Key(level, template, tags, "");
        if (failure == null) {
            count(message, message);
            return;
        }
        synchronized (lock) {
            if (traces++ >= TRACES) {
                count(message, latest.getOrDefault(message, message));
                return;
            }
        }
        count(message, new Key(level, template, tags, RedactedStackTrace.of(failure)));
    }

    private void count(Key message, Key whole) {
        synchronized (lock) {
            Count count = counts.get(whole);
            if (count == null) {
                if (counts.size() >= MESSAGES) {
                    return;
                }
                count = new Count(clock.instant().getEpochSecond());
                counts.put(whole, count);
                latest.put(message, whole);
            }
            count.times++;
        }
    }

    int waiting() {
        synchronized (lock) {
            return counts.size();
        }
    }

    @Override
    public List<TelemetryMessage> takeNew() {
        Map<Key, Count> taken;
        synchronized (lock) {
            traces = 0;
            if (counts.isEmpty()) {
                return List.of();
            }
            taken = counts;
            counts = new LinkedHashMap<>();
            latest = new LinkedHashMap<>();
        }
        return TelemetryMessage.lists(TelemetryType.LOGS, "logs", taken.entrySet(), (entry, json) -> {
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
