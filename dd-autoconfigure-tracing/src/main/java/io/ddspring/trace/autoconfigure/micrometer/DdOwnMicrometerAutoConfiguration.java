/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.propagation.Propagator;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/** With {@code dd.trace.micrometer.mode=own}: makes our tracer Micrometer's before a bridge to another one can be. */
@AutoConfiguration(
        after = DdTracingAutoConfiguration.class,
        beforeName = {BootNames.BRAVE_3, BootNames.BRAVE_4, BootNames.OPEN_TELEMETRY_3, BootNames.OPEN_TELEMETRY_4})
@ConditionalOnClass(name = {"io.micrometer.tracing.Tracer", "io.micrometer.observation.ObservationRegistry"})
@ConditionalOnBooleanProperty(
        name = {"dd.trace.enabled", "dd.integrations.enabled"},
        matchIfMissing = true)
@Conditional(OnMicrometerMode.Own.class)
@ConditionalOnBean({Tracer.class, Propagator.class})
@Import(MicrometerTracing.class)
public final class DdOwnMicrometerAutoConfiguration {}
