/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code expected-trees.json}; the file itself explains its form. */
final class ExpectedTrees {
    private final JsonNode document;
    private final int port;

    private ExpectedTrees(JsonNode document, int port) {
        this.document = document;
        this.port = port;
    }

    static ExpectedTrees forPort(int port) {
        try (InputStream in = ExpectedTrees.class.getResourceAsStream("/expected-trees.json")) {
            return new ExpectedTrees(new ObjectMapper().readTree(Objects.requireNonNull(in)), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ExpectedCall> calls() {
        List<ExpectedCall> calls = new ArrayList<>();
        for (JsonNode call : document.get("calls")) {
            String[] request = call.get("request").textValue().split(" ", 2);
            JsonNode body = call.get("body");
            calls.add(new ExpectedCall(
                    request[0],
                    request[1],
                    body == null ? null : body.toString(),
                    call.get("status").intValue(),
                    span(call.get("span"))));
        }
        return calls;
    }

    List<ExpectedSpan> startUp() {
        List<ExpectedSpan> spans = new ArrayList<>();
        document.get("start-up").forEach(span -> spans.add(span(span)));
        return spans;
    }

    private ExpectedSpan span(JsonNode node) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        Map<String, @Nullable Object> tags = new LinkedHashMap<>();
        collect(node, fields, tags);
        List<ExpectedSpan> children = new ArrayList<>();
        node.path("children").forEach(child -> children.add(span(child)));
        return new ExpectedSpan(
                text(fields, "name"),
                text(fields, "resource"),
                text(fields, "service"),
                text(fields, "type"),
                fields.get("error").intValue(),
                tags,
                children);
    }

    private void collect(JsonNode node, Map<String, JsonNode> fields, Map<String, @Nullable Object> tags) {
        if (node.has("is")) {
            collect(document.get("kinds").get(node.get("is").textValue()), fields, tags);
        }
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        node.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), value(tag.getValue())));
    }

    private @Nullable Object value(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return node.isNull() ? null : node.textValue().replace("{port}", Integer.toString(port));
    }

    private static String text(Map<String, JsonNode> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name).textValue();
    }
}
