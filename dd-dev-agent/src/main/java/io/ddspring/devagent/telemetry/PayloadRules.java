/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.telemetry;

import io.ddspring.devagent.record.Violations;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Predicate;

/** What the payload of each request type must have. */
final class PayloadRules {
    private static final Set<String> ORIGINS = Set.of(
            "default",
            "env_var",
            "jvm_prop",
            "code",
            "dd_config",
            "local_stable_config",
            "fleet_stable_config",
            "remote_config",
            "calculated",
            "unknown");
    private static final Set<String> NAMESPACES = Set.of(
            "general",
            "telemetry",
            "tracers",
            "appsec",
            "iast",
            "civisibility",
            "mlobs",
            "profilers",
            "live_debugger",
            "rum",
            "ddtraceapi",
            "sidecar");
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "DEBUG");
    private static final Set<String> METRIC_TYPES = Set.of("count", "gauge", "rate");

    private final Violations violations;
    private String type = "";

    private PayloadRules(Violations violations) {
        this.violations = violations;
    }

    static void check(Message message, Violations violations) {
        if (message.type().equals(Message.BATCH)) {
            JsonNode batch = message.body().path("payload");
            violations.check(batch.isArray(), "the payload of a message-batch is no array");
            for (JsonNode item : batch) {
                violations.check(
                        item.path("request_type").isTextual(), "an item of the message-batch has no request_type");
            }
        }
        PayloadRules rules = new PayloadRules(violations);
        message.items().forEach(rules::check);
    }

    private void check(Message.Item item) {
        type = item.type();
        JsonNode payload = item.payload();
        switch (type) {
            case "app-heartbeat", "app-closing" -> {}
            case "app-started" -> {
                // Some tracers tell of their products later.
                if (payload.has("products")) {
                    products(payload);
                }
                configuration(payload);
            }
            case "app-product-change" -> products(payload);
            case "app-client-configuration-change" -> configuration(payload);
            case "app-integrations-change" -> integrations(payload);
            case "app-dependencies-loaded" -> dependencies(payload);
            case "app-extended-heartbeat" -> {
                configuration(payload);
                integrations(payload);
                dependencies(payload);
            }
            case "app-endpoints" -> endpoints(payload);
            case "generate-metrics", "distributions", "sketches" -> series(payload);
            case "logs" -> logs(payload);
            default -> violations.add("the request type " + type + " is unknown");
        }
    }

    private void products(JsonNode payload) {
        JsonNode products = payload.path("products");
        require(products.isObject(), "products is missing or no object");
        for (JsonNode product : products) {
            require(product.path("enabled").isBoolean(), "a product has no enabled");
        }
    }

    private void configuration(JsonNode payload) {
        for (JsonNode setting : list(payload, "configuration")) {
            text(setting, "name", "a setting");
            require(setting.has("value"), "a setting has no value; one that is not set has null");
            require(setting.path("seq_id").isIntegralNumber(), "a setting has no seq_id");
            String origin = setting.path("origin").asText();
            require(ORIGINS.contains(origin), "the origin '" + origin + "' of a setting is unknown");
        }
    }

    private void integrations(JsonNode payload) {
        for (JsonNode integration : list(payload, "integrations")) {
            text(integration, "name", "an integration");
            require(integration.path("enabled").isBoolean(), "an integration has no enabled");
        }
    }

    private void dependencies(JsonNode payload) {
        for (JsonNode dependency : list(payload, "dependencies")) {
            text(dependency, "name", "a dependency");
        }
    }

    private void endpoints(JsonNode payload) {
        require(payload.path("is_first").isBoolean(), "is_first is missing");
        for (JsonNode endpoint : list(payload, "endpoints")) {
            text(endpoint, "operation_name", "an endpoint");
            text(endpoint, "resource_name", "an endpoint");
        }
    }

    private void series(JsonNode payload) {
        for (JsonNode series : list(payload, "series")) {
            text(series, "metric", "a series");
            String namespace =
                    series.path("namespace").asText(payload.path("namespace").asText());
            require(NAMESPACES.contains(namespace), "the namespace '" + namespace + "' is unknown");
            String metricType = series.path("type").asText();
            switch (type) {
                case "sketches" -> text(series, "sketch_b64", "a series");
                case "distributions" -> points(series, point -> point.isNumber());
                default -> {
                    require(METRIC_TYPES.contains(metricType), "the type '" + metricType + "' of a series is unknown");
                    require(
                            metricType.equals("count")
                                    || series.path("interval").isNumber(),
                            "a series of type " + metricType + " has no interval");
                    points(
                            series,
                            point -> point.size() == 2
                                    && point.path(0).isNumber()
                                    && point.path(1).isNumber());
                }
            }
        }
    }

    private void points(JsonNode series, Predicate<JsonNode> valid) {
        for (JsonNode point : list(series, "points")) {
            require(valid.test(point), "a point of " + series.path("metric").asText() + " is " + point);
        }
    }

    private void logs(JsonNode payload) {
        for (JsonNode log : list(payload, "logs")) {
            text(log, "message", "a log");
            String level = log.path("level").asText();
            require(LEVELS.contains(level), "the level '" + level + "' of a log is unknown");
        }
    }

    private JsonNode list(JsonNode parent, String field) {
        require(parent.path(field).isArray(), field + " is missing or no array");
        return parent.path(field);
    }

    private void text(JsonNode parent, String field, String what) {
        require(!parent.path(field).asText("").isEmpty(), what + " has no " + field);
    }

    private void require(boolean condition, String reason) {
        violations.check(condition, type + ": " + reason);
    }
}
