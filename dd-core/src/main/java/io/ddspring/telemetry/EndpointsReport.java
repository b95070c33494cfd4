/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.metrics.Faults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The endpoints of the application as they are reported: once, when there are any, in messages of limited length of which
 * the first says that it is. For one thread.
 */
final class EndpointsReport implements TelemetrySource {
    private final BooleanSupplier ready;
    private final Supplier<? extends Iterable<EndpointSource>> sources;
    private final int messageLimit;
    private boolean reported;

    /**
     * @param ready whether the application has started
     * @param messageLimit endpoints in one message
     */
    EndpointsReport(BooleanSupplier ready, Supplier<? extends Iterable<EndpointSource>> sources, int messageLimit) {
        this.ready = ready;
        this.sources = sources;
        this.messageLimit = messageLimit;
    }

    @Override
    public List<TelemetryMessage> takeNew() {
        if (reported || !ready.getAsBoolean()) {
            return List.of();
        }
        Collection<ReportedEndpoint> endpoints = collect().values();
        reported = !endpoints.isEmpty();
        List<TelemetryMessage> messages = new ArrayList<>();
        for (byte[] part : JsonParts.arrays(endpoints, ReportedEndpoint::write, messageLimit)) {
            boolean first = messages.isEmpty();
            messages.add(TelemetryMessage.of(TelemetryType.ENDPOINTS, json -> {
                JsonParts.embed(json, "endpoints", part);
                json.writeBooleanField("is_first", first);
            }));
        }
        return messages;
    }

    /** Each method of each path once. */
    private Map<String, ReportedEndpoint> collect() {
        Map<String, ReportedEndpoint> endpoints = new LinkedHashMap<>();
        for (EndpointSource source : sources.get()) {
            try {
                for (ReportedEndpoint endpoint : source.endpoints()) {
                    endpoints.putIfAbsent(endpoint.method() + " " + endpoint.path(), endpoint);
                }
            } catch (Throwable failure) {
                Faults.shared().record("telemetry.endpoints", failure);
            }
        }
        return endpoints;
    }
}
