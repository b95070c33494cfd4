/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.config.ConfigCatalogue;
import io.ddspring.config.ConfigEntry;
import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.Configuration;
import io.ddspring.config.UniformName;
import io.ddspring.metrics.Faults;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings as they are reported: for each what every origin says, numbered so that the one that counts has the highest
 * number. All settings of the library are reported, also those that nobody asked for. Thread-safe; the settings are
 * gathered by the thread that reports.
 */
public final class ConfigurationReport implements TelemetrySource {
    static final String LIST = "configuration";

    private static final String FAULT_SITE = "telemetry.configuration";

    private final Configuration configuration;
    private final Supplier<Collection<ConfigKey<?>>> catalogue;
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    // All below are used under the lock of this.
    private final Set<String> known = new HashSet<>();
    private final Map<Said, Entry> all = new LinkedHashMap<>();
    private final Map<Said, Entry> unreported = new LinkedHashMap<>();
    private boolean gathered;
    private long entries;

    /**
     * What one origin says about a setting.
     *
     * @param name in the form of an environment variable
     * @param value null when nothing is set
     * @param configId identity of the configuration it belongs to; empty when it has none
     */
    record Entry(String name, @Nullable String value, ConfigOrigin origin, String configId, long number) {
        void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("value", value);
            json.writeStringField("origin", origin.reportedName());
            json.writeNumberField("seq_id", number);
            if (!configId.isEmpty()) {
                json.writeStringField("config_id", configId);
            }
            json.writeEndObject();
        }
    }

    /** What there is only one entry of. */
    private record Said(String name, String origin) {}

    private record Change(ConfigKey<?> key, @Nullable String value, ConfigOrigin origin) {}

    public ConfigurationReport(Configuration configuration) {
        this(configuration, () -> ConfigCatalogue.shared().keys());
    }

    /** @param catalogue all settings of the library; asked once, by the thread that reports */
    ConfigurationReport(Configuration configuration, Supplier<Collection<ConfigKey<?>>> catalogue) {
        this.configuration = configuration;
        this.catalogue = catalogue;
    }

    /**
     * A setting has got another value while the application runs. Waits for nothing.
     *
     * @param value as a text without secrets; null when the setting has none any more
     * @param origin who gave it the value that it has now
     */
    public void changed(ConfigKey<?> key, @Nullable String value, ConfigOrigin origin) {
        changes.add(new Change(key, value, origin));
    }

    /** Everything that is known by now; all of it counts as reported then. */
    synchronized List<Entry> takeAll() {
        gather();
        unreported.clear();
        return List.copyOf(all.values());
    }

    @Override
    public synchronized List<TelemetryMessage> takeNew() {
        gather();
        List<Entry> taken = List.copyOf(unreported.values());
        unreported.clear();
        return TelemetryMessage.lists(TelemetryType.CONFIGURATION, LIST, taken, Entry::write);
    }

    private void gather() {
        if (!gathered) {
            gathered = true;
            allKeys().forEach(this::addQuietly);
        }
        configuration.keys().forEach(this::addQuietly);
        for (Change change = changes.poll(); change != null; change = changes.poll()) {
            addQuietly(change.key());
            add(change);
        }
    }

    private List<ConfigKey<?>> allKeys() {
        List<ConfigKey<?>> keys = new ArrayList<>(configuration.keys());
        try {
            keys.addAll(catalogue.get());
        } catch (Throwable failure) {
            Faults.shared().record(FAULT_SITE, failure);
        }
        keys.addAll(OfficialSettings.ofProducts());
        return keys;
    }

    /** The application's own sources of settings may fail. */
    private void addQuietly(ConfigKey<?> key) {
        try {
            addOnce(key);
        } catch (Throwable failure) {
            Faults.shared().record(FAULT_SITE, failure);
        }
    }

    private void addOnce(ConfigKey<?> key) {
        if (!known.add(UniformName.of(key.name()))) {
            return;
        }
        String name = OfficialSettings.name(key);
        for (ConfigEntry said : configuration.history(key)) {
            if (said.origin() != ConfigOrigin.DEFAULT) {
                add(name, OfficialSettings.text(said.text()), said.origin(), said.configId());
            } else if (OfficialSettings.hasDefault(key)) {
                add(name, OfficialSettings.defaultText(key, said.text()), said.origin(), "");
            }
        }
        for (String oldName : key.oldNames()) {
            for (ConfigEntry said : configuration.history(key, oldName)) {
                add(
                        ConfigKey.environmentVariable(oldName),
                        OfficialSettings.text(said.text()),
                        said.origin(),
                        said.configId());
            }
        }
    }

    private void add(Change change) {
        String name = OfficialSettings.name(change.key());
        Entry earlier = all.get(new Said(name, change.origin().reportedName()));
        String text = change.value();
        String value = change.origin() == ConfigOrigin.DEFAULT
                ? OfficialSettings.defaultText(change.key(), text)
                : text == null ? null : OfficialSettings.text(text);
        add(name, value, change.origin(), earlier == null ? "" : earlier.configId());
    }

    private void add(String name, @Nullable String value, ConfigOrigin origin, String configId) {
        Said said = new Said(name, origin.reportedName());
        Entry entry = new Entry(name, value, origin, configId, ++entries);
        all.remove(said);
        all.put(said, entry);
        unreported.remove(said);
        unreported.put(said, entry);
    }
}
