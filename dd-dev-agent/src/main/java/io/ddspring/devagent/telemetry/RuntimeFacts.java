/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.telemetry;

import io.ddspring.devagent.record.BoundedMap;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What one runtime has told. Guarded by the lock of its {@link Runtimes}. */
final class RuntimeFacts {
    private static final long MAX_BYTES_PER_KIND = 1 << 20;
    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_LOGS = 500;
    private static final long OVERHEAD_BYTES = 100_000;

    final String id;
    final long startedMillis;
    final BoundedMap<String, Facts.Feature> products = map(MAX_ENTRIES, Facts.Feature::bytes);
    final BoundedMap<String, Facts.Feature> integrations = map(MAX_ENTRIES, Facts.Feature::bytes);
    final BoundedMap<Facts.Dependency, Facts.Dependency> dependencies = map(MAX_ENTRIES, Facts.Dependency::bytes);
    final BoundedMap<Facts.Endpoint, Facts.Endpoint> endpoints = map(MAX_ENTRIES, Facts.Endpoint::bytes);
    final BoundedMap<Long, Facts.Log> logs = map(MAX_LOGS, Facts.Log::bytes);
    final BoundedMap<String, Facts.Series> series = map(MAX_ENTRIES, Facts.Series::bytes);
    private final BoundedMap<String, Facts.Setting> settings = map(MAX_ENTRIES, Facts.Setting::bytes);
    private long logCount;

    String service = "";
    String env = "";
    String version = "";
    String language = "";
    String tracerVersion = "";
    long lastMillis;
    boolean closed;

    RuntimeFacts(String id, long startedMillis) {
        this.id = id;
        this.startedMillis = startedMillis;
    }

    private static <K, V> BoundedMap<K, V> map(int maxEntries, ToLongFunction<V> bytesOf) {
        return new BoundedMap<>(maxEntries, MAX_BYTES_PER_KIND, bytesOf);
    }

    /** Memory that it takes. */
    long bytes() {
        return OVERHEAD_BYTES
                + products.bytes()
                + integrations.bytes()
                + dependencies.bytes()
                + endpoints.bytes()
                + logs.bytes()
                + series.bytes()
                + settings.bytes();
    }

    void apply(Message message) {
        JsonNode application = message.body().path("application");
        service = Facts.text(application, "service_name");
        env = Facts.text(application, "env");
        version = Facts.text(application, "service_version");
        language = Facts.text(application, "language_name");
        tracerVersion = Facts.text(application, "tracer_version");
        lastMillis = message.timeMillis();
        for (Message.Item item : message.items()) {
            apply(item, message);
        }
    }

    private void apply(Message.Item item, Message message) {
        JsonNode payload = item.payload();
        switch (item.type()) {
            case "app-started",
                    "app-extended-heartbeat",
                    "app-product-change",
                    "app-client-configuration-change",
                    "app-integrations-change",
                    "app-dependencies-loaded" -> {
                applyProducts(payload.path("products"));
                applySettings(payload.path("configuration"));
                applyIntegrations(payload.path("integrations"));
                applyDependencies(payload.path("dependencies"));
            }
            case "app-endpoints" -> applyEndpoints(payload);
            case "generate-metrics" -> applySeries(payload, message, null);
            case "distributions" -> applySeries(payload, message, "distribution");
            case "sketches" -> applySeries(payload, message, "sketch");
            case "logs" -> {
                for (JsonNode log : payload.path("logs")) {
                    logs.put(logCount++, Facts.Log.of(log, message.timeMillis()));
                }
            }
            case "app-closing" -> closed = true;
            default -> {
                // A heartbeat tells nothing, an unknown type nothing that could be shown.
            }
        }
    }

    private void applyProducts(JsonNode told) {
        for (Map.Entry<String, JsonNode> product : told.properties()) {
            Facts.Feature feature = Facts.Feature.of(product.getKey(), product.getValue());
            products.put(feature.name(), feature);
        }
    }

    private void applySettings(JsonNode told) {
        for (JsonNode json : told) {
            Facts.Setting setting = Facts.Setting.of(json);
            settings.put(setting.key(), setting);
        }
    }

    private void applyIntegrations(JsonNode told) {
        for (JsonNode json : told) {
            Facts.Feature integration = Facts.Feature.of(Facts.text(json, "name"), json);
            integrations.put(integration.name(), integration);
        }
    }

    private void applyDependencies(JsonNode told) {
        for (JsonNode json : told) {
            Facts.Dependency dependency = Facts.Dependency.of(json);
            dependencies.put(dependency, dependency);
        }
    }

    private void applyEndpoints(JsonNode payload) {
        if (payload.path("is_first").asBoolean()) {
            endpoints.clear();
        }
        for (JsonNode json : payload.path("endpoints")) {
            Facts.Endpoint endpoint = Facts.Endpoint.of(json);
            endpoints.put(endpoint, endpoint);
        }
    }

    private void applySeries(JsonNode payload, Message message, @Nullable String type) {
        long seconds = message.body().path("tracer_time").asLong(message.timeMillis() / 1000);
        for (JsonNode json : payload.path("series")) {
            Facts.Series told = Facts.Series.of(json, payload, type, seconds);
            series.put(told.key(), told.after(series.get(told.key())));
        }
    }

    /** All settings by name, of one name those that count less first. */
    List<Facts.Setting> settings() {
        return settings.oldestFirst().stream()
                .sorted(Comparator.comparing(Facts.Setting::name)
                        .thenComparing(setting -> setting.isUnnumberedRemote() ? Long.MAX_VALUE : setting.sequence()))
                .toList();
    }

    /** The setting that counts, by name. */
    Map<String, Facts.Setting> effectiveSettings() {
        Map<String, Facts.Setting> effective = new HashMap<>();
        for (Facts.Setting setting : settings.oldestFirst()) {
            effective.merge(setting.name(), setting, RuntimeFacts::effective);
        }
        return effective;
    }

    /** The number tells which of two counts, unless one has none; then it is the one told later. */
    private static Facts.Setting effective(Facts.Setting earlier, Facts.Setting later) {
        boolean laterCounts =
                later.sequence() >= earlier.sequence() || later.isUnnumberedRemote() || earlier.isUnnumberedRemote();
        return laterCounts ? later : earlier;
    }
}
