/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.Tags;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Operation names of spans that have none, as Datadog's tracers derive them from the span's kind and from attributes of
 * OpenTelemetry's semantic conventions; the first rule that fits is taken.
 */
final class OperationNames {
    private OperationNames() {}

    /** The name for what the span has recorded so far; in lower case. */
    static String of(SpanData span) {
        String kind = span.tag(Tags.SPAN_KIND);
        if (kind == null) {
            return SpanKind.INTERNAL;
        }
        String specific =
                switch (kind) {
                    case SpanKind.SERVER -> ofServer(span);
                    case SpanKind.CLIENT -> ofClient(span);
                    case SpanKind.PRODUCER, SpanKind.CONSUMER -> ofMessaging(span);
                    default -> null;
                };
        return lowerCase(specific != null ? specific : general(span, kind));
    }

    private static @Nullable String ofServer(SpanData span) {
        if (span.tag("http.request.method") != null) {
            return "http.server.request";
        }
        String messaging = ofMessaging(span);
        if (messaging != null) {
            return messaging;
        }
        String rpcSystem = span.tag("rpc.system");
        if (rpcSystem != null) {
            return rpcSystem + ".server.request";
        }
        String trigger = span.tag("faas.trigger");
        return trigger == null ? null : trigger + ".invoke";
    }

    private static @Nullable String ofClient(SpanData span) {
        if (span.tag("http.request.method") != null) {
            return "http.client.request";
        }
        String database = span.tag("db.system");
        if (database != null) {
            return database + ".query";
        }
        String messaging = ofMessaging(span);
        if (messaging != null) {
            return messaging;
        }
        String rpcSystem = span.tag("rpc.system");
        if ("aws-api".equals(rpcSystem)) {
            String service = span.tag("rpc.service");
            return service == null ? "aws.client.request" : "aws." + service + ".request";
        }
        if (rpcSystem != null) {
            return rpcSystem + ".client.request";
        }
        String provider = span.tag("faas.invoked_provider");
        String function = span.tag("faas.invoked_name");
        return provider == null || function == null ? null : provider + "." + function + ".invoke";
    }

    private static @Nullable String ofMessaging(SpanData span) {
        String system = span.tag("messaging.system");
        String operation = span.tag("messaging.operation");
        return system == null || operation == null ? null : system + "." + operation;
    }

    private static String general(SpanData span, String kind) {
        if (span.tag("graphql.operation.type") != null) {
            return "graphql.server.request";
        }
        if (!kind.equals(SpanKind.SERVER) && !kind.equals(SpanKind.CLIENT)) {
            return kind;
        }
        String protocol = span.tag("network.protocol.name");
        return protocol == null ? kind + ".request" : protocol + "." + kind + ".request";
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
