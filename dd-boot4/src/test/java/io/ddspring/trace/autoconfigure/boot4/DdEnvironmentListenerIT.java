/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.boot4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.environment.InvalidConfigurationException;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class DdEnvironmentListenerIT {
    private static final String LOCAL_FILE = "ddspring.stable-config.local-file";

    @Test
    void official_names_and_defaults_work() {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                Application.class, "--dd.trace.partial.flush.enabled=0", "--dd.trace.rate-limit=x")) {
            assertThat(context.getEnvironment().getProperty("dd.trace.partial-flush.enabled"))
                    .isEqualTo("false");
            assertThat(context.getEnvironment().getProperty("logging.pattern.correlation"))
                    .contains("dd.trace_id");
        }
    }

    @Test
    void problems_are_logged(CapturedOutput output) {
        SpringApplication.run(Application.class, "--dd.trace.rate-limit=x").close();

        assertThat(output.getAll().lines().filter(line -> line.contains("dd.trace.rate-limit=x")))
                .singleElement()
                .asString()
                .contains("WARN");
    }

    @Test
    void a_strict_application_does_not_start(CapturedOutput output) {
        assertThatThrownBy(() ->
                        SpringApplication.run(Application.class, "--dd.trace.rate-limit=x", "--dd.config.strict=true"))
                .isInstanceOf(InvalidConfigurationException.class);

        assertThat(output.getAll()).contains("APPLICATION FAILED TO START", "Property: dd.trace.rate-limit");
    }

    @Test
    void tracing_can_be_switched_off_as_officially_written() {
        try (ConfigurableApplicationContext context =
                SpringApplication.run(Application.class, "--dd.trace.enabled=F")) {
            assertThat(context.getBean(Tracer.class)).isSameAs(Tracer.noop());
        }
    }

    @Test
    void files_on_the_host_are_read_and_the_defaults_of_the_application_win(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("application_monitoring.yaml");
        Files.writeString(file, "apm_configuration_default:\n  DD_TRACE_ENABLED: F\n  DD_ENV: host\n");
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of("dd.env", "own"));
        System.setProperty(LOCAL_FILE, file.toString());

        try (ConfigurableApplicationContext context = application.run()) {
            assertThat(context.getBean(Tracer.class)).isSameAs(Tracer.noop());
            assertThat(context.getEnvironment().getProperty("dd.env")).isEqualTo("own");
        } finally {
            System.clearProperty(LOCAL_FILE);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        InMemoryTraceWriter writer() {
            return new InMemoryTraceWriter();
        }
    }
}
