/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.agent.AgentResponse;
import io.ddspring.metrics.ApiCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** A way on which reports reach Datadog. Used by one thread, closed by any. */
interface TelemetryRoute extends AutoCloseable {
    /** {@code agent} or {@code agentless}, as in metrics. */
    String name();

    /** Where it leads, without secrets. */
    String url();

    /** What became of the reports that were sent this way. */
    ApiCalls calls();

    /** Sends a report and waits for the answer. */
    AgentResponse send(Map<String, String> headers, ByteBuffer body) throws IOException;

    @Override
    void close();
}
