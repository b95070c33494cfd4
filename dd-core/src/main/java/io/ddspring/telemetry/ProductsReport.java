/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.metrics.Faults;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Which products are switched on, as it is reported: all of them at the start and again right after it, and whenever one
 * is switched. For one thread.
 */
final class ProductsReport implements TelemetrySource {
    private static final String FAULT_SITE = "telemetry.product";

    /** Products that a start always tells of, whether they are there or not. */
    private static final List<String> ALWAYS = List.of("appsec", "profiler", "dynamic_instrumentation");

    /** The products that the protocol knows, by the names of their property groups. */
    private static final Map<String, String> WIRE_NAMES = Map.of(
            "appsec", "appsec",
            "dynamic-instrumentation", "dynamic_instrumentation",
            "llmobs", "mlobs",
            "profiling", "profiler");

    private final BooleanSupplier ending;
    private final Supplier<? extends Iterable<Product>> products;
    private final Map<String, Boolean> reported = new TreeMap<>();

    /**
     * @param ending whether the application is being closed, so that a product that does not run was not switched off
     * @param products asked at every report
     */
    ProductsReport(BooleanSupplier ending, Supplier<? extends Iterable<Product>> products) {
        this.ending = ending;
        this.products = products;
    }

    /** Writes what a start says. */
    void write(JsonGenerator json) throws IOException {
        Map<String, Boolean> all = new LinkedHashMap<>();
        ALWAYS.forEach(name -> all.put(name, false));
        all.putAll(running());
        write(all, json);
    }

    @Override
    public List<TelemetryMessage> takeNew() {
        if (ending.getAsBoolean()) {
            return List.of();
        }
        Map<String, Boolean> changed = running();
        changed.entrySet().removeIf(product -> product.getValue().equals(reported.get(product.getKey())));
        if (changed.isEmpty()) {
            return List.of();
        }
        reported.putAll(changed);
        return List.of(TelemetryMessage.of(TelemetryType.PRODUCTS, json -> write(changed, json)));
    }

    private Map<String, Boolean> running() {
        Map<String, Boolean> running = new TreeMap<>();
        for (Product product : products.get()) {
            try {
                String name = WIRE_NAMES.get(product.name());
                if (name != null) {
                    running.put(name, false);
                    running.put(name, product.isRunning());
                }
            } catch (Throwable failure) {
                Faults.shared().record(FAULT_SITE, failure);
            }
        }
        return running;
    }

    private static void write(Map<String, Boolean> running, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("products");
        for (Map.Entry<String, Boolean> product : running.entrySet()) {
            json.writeObjectFieldStart(product.getKey());
            json.writeBooleanField("enabled", product.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
