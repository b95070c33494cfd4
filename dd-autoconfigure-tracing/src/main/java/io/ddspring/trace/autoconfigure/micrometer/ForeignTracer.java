/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.telemetry.InstrumentationReport;
import io.micrometer.tracing.Tracer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Says once, when the application has started, that another tracer has Micrometer's observations. */
final class ForeignTracer implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignTracer.class);

    private final ObjectProvider<Tracer> tracers;
    private final ObjectProvider<InstrumentationReport> report;

    ForeignTracer(ObjectProvider<Tracer> tracers, ObjectProvider<InstrumentationReport> report) {
        this.tracers = tracers;
        this.report = report;
    }

    @Override
    public void afterSingletonsInstantiated() {
        String names = String.join(
                ", ",
                tracers.stream().map(tracer -> tracer.getClass().getName()).toList());
        report.ifAvailable(present -> present.inactive("micrometer", "observations are traced by " + names));
        LOG.warn(
                "Micrometer's observations are traced by {} and not sent to Datadog; {}=own has them traced by this"
                        + " library where the other tracer is Spring Boot's choice, =none makes this message go away",
                names,
                MicrometerKeys.MODE_NAME);
    }
}
