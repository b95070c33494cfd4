/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.trace.SpanData;
import java.util.List;

/** Outcomes of calls as spans record them. */
final class StatusCodes {
    /** Under which names the outcome of a gRPC call is recorded; the first one that is there counts. */
    private static final List<String> GRPC_NAMES =
            List.of("rpc.grpc.status_code", "grpc.code", "rpc.grpc.status.code", "grpc.status.code");

    private StatusCodes() {}

    /** The number in {@code text}, 0 when it is no HTTP status. */
    static int http(String text) {
        if (text.length() != 3) {
            return 0;
        }
        int status = 0;
        for (int i = 0; i < 3; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            status = 10 * status + digit - '0';
        }
        return status >= 100 && status <= 599 ? status : 0;
    }

    /** The outcome of a gRPC call; empty when it is none or not recorded. */
    static String grpc(SpanData span) {
        String type = span.spanType();
        if (!"rpc".equals(type) && !"grpc".equals(type)) {
            return "";
        }
        for (String name : GRPC_NAMES) {
            String text = span.tag(name);
            if (text != null) {
                return text;
            }
            double number = span.metric(name, -1);
            if (number >= 0) {
                return Long.toString((long) number);
            }
        }
        return "";
    }
}
