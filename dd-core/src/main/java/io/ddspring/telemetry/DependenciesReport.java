/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.telemetry.dependency.Dependency;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The application's libraries as they are reported, each once. For one thread. */
final class DependenciesReport implements TelemetrySource {
    static final String LIST = "dependencies";

    /** Most libraries that are told again. */
    private static final int REPEATED = 2000;

    private final Map<String, Dependency> known = new LinkedHashMap<>();
    private final List<Dependency> unreported = new ArrayList<>();
    private volatile int count;

    void add(Dependency dependency) {
        if (known.putIfAbsent(dependency.name() + ':' + dependency.version(), dependency) == null) {
            unreported.add(dependency);
            count = known.size();
        }
    }

    /** Libraries that are known; for any thread. */
    int count() {
        return count;
    }

    /** What is told again now and then. */
    List<Dependency> repeated() {
        return known.values().stream().limit(REPEATED).toList();
    }

    @Override
    public List<TelemetryMessage> takeNew() {
        List<Dependency> taken = List.copyOf(unreported);
        unreported.clear();
        return TelemetryMessage.lists(TelemetryType.DEPENDENCIES, LIST, taken, DependenciesReport::write);
    }

    static void write(Dependency dependency, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", dependency.name());
        json.writeStringField("version", dependency.version());
        if (!dependency.hash().isEmpty()) {
            json.writeStringField("hash", dependency.hash());
        }
        json.writeEndObject();
    }
}
