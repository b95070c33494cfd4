/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure;

import io.ddspring.agent.AgentClient;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.telemetry.StartupLog;
import io.ddspring.trace.internal.ProcessIdentity;
import io.ddspring.writer.DeliveryTask;
import java.util.Map;

/** Tells once how the tracer is configured; run by the writer's thread so that the start of the application need not. */
final class StartupAnnouncement implements DeliveryTask {
    private final Configuration configuration;
    private final AgentClient agent;
    private final ProcessIdentity process;
    private final TracerHealth health;
    private boolean announced;

    StartupAnnouncement(Configuration configuration, AgentClient agent, ProcessIdentity process, TracerHealth health) {
        this.configuration = configuration;
        this.agent = agent;
        this.process = process;
        this.health = health;
    }

    @Override
    public void run() {
        if (!announced) {
            announced = true;
            if (StartupLog.write(configuration, agent.address().url(), process.runtimeId(), Map.of())) {
                health.logsCreated.increment();
            }
        }
    }
}
