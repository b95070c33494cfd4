/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test.autoconfigure;

import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import io.ddspring.writer.TraceWriter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Replaces the writer that sends to the Agent by one that keeps spans in memory. */
@AutoConfiguration(before = DdTracingAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = InMemoryWriterCustomizerFactory.PROPERTY)
public final class DdTestAutoConfiguration {
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean(TraceWriter.class)
    InMemoryTraceWriter ddTraceWriter() {
        return new InMemoryTraceWriter();
    }
}
