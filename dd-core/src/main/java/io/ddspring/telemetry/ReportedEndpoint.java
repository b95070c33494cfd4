/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * Something that the application serves over HTTP. Immutable.
 *
 * @param method for example {@code GET}; {@link #ANY_METHOD} when all are served
 * @param path pattern of the path, for example {@code /orders/{id}}
 * @param consumes content types of requests; empty when they are not restricted
 * @param produces content types of answers; empty when they are not restricted
 * @param handler what serves it, for example {@code com.acme.OrderController#get(Long)}
 */
public record ReportedEndpoint(
        String method, String path, List<String> consumes, List<String> produces, String handler) {
    /** Method of an endpoint that serves all. */
    public static final String ANY_METHOD = "*";

    private static final String OPERATION = "http.request";

    public ReportedEndpoint {
        consumes = List.copyOf(consumes);
        produces = List.copyOf(produces);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "REST");
        json.writeStringField("method", method);
        json.writeStringField("path", path);
        json.writeStringField("operation_name", OPERATION);
        json.writeStringField("resource_name", method + " " + path);
        writeTypes("request_body_type", consumes, json);
        writeTypes("response_body_type", produces, json);
        json.writeObjectFieldStart("metadata");
        json.writeStringField("handler", handler);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeTypes(String name, List<String> types, JsonGenerator json) throws IOException {
        if (!types.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String type : types) {
                json.writeString(type);
            }
            json.writeEndArray();
        }
    }
}
