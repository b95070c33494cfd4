/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.util.List;

/** How a variant is told where its traces go. Everything else is left at its default. */
enum Export {
    /** It knows nothing of tracing. */
    NONE {
        @Override
        List<String> jvmOptions(int port) {
            return List.of();
        }
    },

    /** To a Datadog Agent. */
    DATADOG {
        @Override
        List<String> jvmOptions(int port) {
            return List.of(
                    "-Ddd.agent.host=127.0.0.1",
                    "-Ddd.trace.agent.port=" + port,
                    "-Ddd.service=plain",
                    "-Ddd.env=bench");
        }
    },

    /** To an OpenTelemetry collector. */
    OTLP {
        @Override
        List<String> jvmOptions(int port) {
            return List.of(
                    "-Dotel.service.name=plain",
                    "-Dotel.exporter.otlp.protocol=http/protobuf",
                    "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + port);
        }
    };

    abstract List<String> jvmOptions(int port);
}
