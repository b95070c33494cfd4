/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.Configuration;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings as they are reported: for each what every origin says, numbered so that the one that counts has the
 * highest number. Settings appear when somebody has asked for them. Thread-safe.
 */
public final class ConfigurationReport implements TelemetrySource {
    static final String LIST = "configuration";

    private final Configuration configuration;
    private final Set<String> known = new HashSet<>();
    private final List<Entry> all = new ArrayList<>();
    private final List<Entry> unreported = new ArrayList<>();
    private long entries;

    /** @param value null when nothing is set */
    record Entry(String name, @Nullable String value, ConfigOrigin origin, long number) {
        void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("value", value);
            json.writeStringField("origin", origin.reportedName());
            json.writeNumberField("seq_id", number);
            json.writeEndObject();
        }
    }

    public ConfigurationReport(Configuration configuration) {
        this.configuration = configuration;
    }

    /** A setting has got another value while the application runs; null when it has none any more. */
    public synchronized void changed(ConfigKey<?> key, @Nullable String value, ConfigOrigin origin) {
        addNewKeys();
        Entry entry = new Entry(key.environmentVariable(), value, origin, ++entries);
        all.removeIf(other -> other.name().equals(entry.name()) && other.origin() == origin);
        all.add(entry);
        unreported.removeIf(other -> other.name().equals(entry.name()) && other.origin() == origin);
        unreported.add(entry);
    }

    /** Everything that is known by now; all of it counts as reported then. */
    synchronized List<Entry> takeAll() {
        addNewKeys();
        unreported.clear();
        return List.copyOf(all);
    }

    @Override
    public synchronized List<TelemetryMessage> takeNew() {
        addNewKeys();
        List<Entry> taken = List.copyOf(unreported);
        unreported.clear();
        return TelemetryMessage.lists(TelemetryType.CONFIGURATION, LIST, taken, Entry::write);
    }

    private void addNewKeys() {
        for (ConfigKey<?> key : configuration.keys()) {
            if (known.add(key.name())) {
                for (Map.Entry<ConfigOrigin, String> text :
                        configuration.shownTexts(key).entrySet()) {
                    Entry entry = new Entry(key.environmentVariable(), text.getValue(), text.getKey(), ++entries);
                    all.add(entry);
                    unreported.add(entry);
                }
            }
        }
    }
}
