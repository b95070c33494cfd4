/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigEntry;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigValue;
import io.ddspring.config.ServiceKeys;
import io.ddspring.config.TracerKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class StableConfigFilesIT {
    @TempDir
    private Path directory;

    private Path fleet = Path.of("");
    private Path local = Path.of("");

    @BeforeEach
    void name() {
        fleet = directory.resolve("fleet.yaml");
        local = directory.resolve("local.yaml");
        System.setProperty(StableConfigSource.FLEET_FILE_PROPERTY, fleet.toString());
        System.setProperty(StableConfigSource.LOCAL_FILE_PROPERTY, local.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(StableConfigSource.FLEET_FILE_PROPERTY);
        System.clearProperty(StableConfigSource.LOCAL_FILE_PROPERTY);
    }

    @ParameterizedTest
    @CsvSource({
        "system fleet variable yml otel local, system,   SYSTEM_PROPERTY",
        "fleet variable yml otel local,        fleet,    FLEET_STABLE_CONFIG",
        "variable yml otel local,              variable, ENVIRONMENT",
        "yml otel local,                       yml,      APPLICATION_FILE",
        "otel local,                           otel,     ENVIRONMENT",
        "local,                                local,    LOCAL_STABLE_CONFIG",
        "nowhere,                              shop,     CALCULATED"
    })
    void the_first_place_counts(String places, String service, ConfigOrigin origin) throws IOException {
        List<String> all = List.of(places.split(" ", -1));
        Map<String, String> systemProperties = all.contains("system") ? Map.of("dd.service", "system") : Map.of();
        Map<String, String> variables = new HashMap<>();
        if (all.contains("variable")) {
            variables.put("DD_SERVICE", "variable");
        }
        if (all.contains("otel")) {
            variables.put("OTEL_SERVICE_NAME", "otel");
        }
        if (all.contains("fleet")) {
            write(fleet, "DD_SERVICE: fleet");
        }
        if (all.contains("local")) {
            write(local, "DD_SERVICE: local");
        }

        try (ConfigurableApplicationContext context = run(
                TestEnvironments.of(systemProperties, variables),
                all.contains("yml")
                        ? "dd.service: yml\nspring.application.name: shop"
                        : "spring.application.name: shop")) {
            ConfigValue<String> value =
                    EnvironmentConfiguration.read(context.getEnvironment()).value(ServiceKeys.SERVICE);

            assertThat(value.value()).isEqualTo(service);
            assertThat(value.origin()).isEqualTo(origin);
        }
    }

    @Test
    void every_place_is_told_with_the_identity_of_the_fleets_file() throws IOException {
        Files.writeString(fleet, "config_id: abc\napm_configuration_default: {DD_SERVICE: fleet}");
        Files.writeString(local, "config_id: def\napm_configuration_default: {DD_SERVICE: local}");

        try (ConfigurableApplicationContext context = run(
                TestEnvironments.of(Map.of("dd.service", "system"), Map.of("DD_SERVICE", "variable")),
                "spring.application.name: shop")) {
            assertThat(EnvironmentConfiguration.read(context.getEnvironment()).history(ServiceKeys.SERVICE))
                    .containsExactly(
                            new ConfigEntry("", ConfigOrigin.DEFAULT, ""),
                            new ConfigEntry("shop", ConfigOrigin.CALCULATED, ""),
                            new ConfigEntry("local", ConfigOrigin.LOCAL_STABLE_CONFIG, ""),
                            new ConfigEntry("variable", ConfigOrigin.ENVIRONMENT, ""),
                            new ConfigEntry("fleet", ConfigOrigin.FLEET_STABLE_CONFIG, "abc"),
                            new ConfigEntry("system", ConfigOrigin.SYSTEM_PROPERTY, ""));
        }
    }

    @Test
    void conditions_and_the_application_see_what_the_files_say() throws IOException {
        write(fleet, "DD_TRACE_ENABLED: F");
        write(local, "DD_TAGS: 'team:shop'");

        try (ConfigurableApplicationContext context =
                run(TestEnvironments.of(Map.of(), Map.of("DD_TRACE_ENABLED", "true")), "x: '${dd.tags.team}'")) {
            assertThat(context.getEnvironment().getProperty("dd.trace.enabled")).isEqualTo("false");
            assertThat(context.getEnvironment().getProperty("x")).isEqualTo("shop");
            assertThat(context.containsBean("tracedOnly")).isFalse();
        }
    }

    @Test
    void the_place_in_the_file_is_known() throws IOException {
        write(local, "DD_ENV: prod\n  DD_TRACE_RATE_LIMIT: x");

        try (ConfigurableApplicationContext context = run(TestEnvironments.of(Map.of(), Map.of()), "")) {
            io.ddspring.config.Configuration configuration = EnvironmentConfiguration.read(context.getEnvironment());

            assertThat(configuration.value(ServiceKeys.ENV).location()).isEqualTo(local + ":2");
            assertThat(configuration.problems()).singleElement().satisfies(problem -> assertThat(problem.location())
                    .isEqualTo(local + ":3"));
        }
    }

    @Test
    void every_source_of_the_application_wins_over_the_local_file() throws IOException {
        write(local, "DD_TRACE_ENABLED: true\n  DD_ENV: local\n  DD_VERSION: local");
        SpringApplication application = application(TestEnvironments.of(Map.of(), Map.of()));
        application.setDefaultProperties(Map.of("dd.trace.enabled", "false"));
        application.addPrimarySources(List.of(WithPropertySource.class));

        try (ConfigurableApplicationContext context = application.run("--spring.config.location=optional:file:none/")) {
            io.ddspring.config.Configuration configuration = EnvironmentConfiguration.read(context.getEnvironment());

            assertThat(context.containsBean("tracedOnly")).isFalse();
            assertThat(configuration.get(TracerKeys.ENABLED)).isFalse();
            assertThat(configuration.get(ServiceKeys.VERSION)).isEqualTo("late");
            assertThat(configuration.get(ServiceKeys.ENV)).isEqualTo("local");
        }
    }

    @Test
    void settings_of_others_are_not_taken_from_the_files() throws IOException {
        write(fleet, "server.port: 1\n  OTEL_SERVICE_NAME: otel\n  DD_ENV: prod");

        try (ConfigurableApplicationContext context =
                run(TestEnvironments.of(Map.of(), Map.of()), "spring.application.name: shop")) {
            assertThat(context.getEnvironment().getProperty("server.port")).isNull();
            assertThat(EnvironmentConfiguration.read(context.getEnvironment()).get(ServiceKeys.SERVICE))
                    .isEqualTo("shop");
        }
    }

    @Test
    void a_file_that_cannot_be_used_is_told_once_and_the_application_starts(CapturedOutput output) throws IOException {
        Files.writeString(fleet, "apm_configuration_default:\n  DD_API_KEY: [0123456789abcdef\n");
        write(local, "DD_ENV: prod");
        ConfigurableEnvironment environment = TestEnvironments.of(Map.of(), Map.of());

        try (ConfigurableApplicationContext context = run(environment, "")) {
            assertThat(EnvironmentConfiguration.read(context.getEnvironment()).get(ServiceKeys.ENV))
                    .isEqualTo("prod");
            assertThat(EnvironmentConfiguration.stableConfigFiles(context.getEnvironment()))
                    .containsOnlyKeys(fleet.toString(), local.toString())
                    .extractingByKey(fleet.toString())
                    .satisfies(facts -> assertThat(facts.get("problem")).startsWith("line 3: "));
        }
        run(environment, "").close();

        assertThat(output.getAll().lines().filter(line -> line.contains(fleet.toString())))
                .singleElement()
                .asString()
                .contains("WARN", "is ignored: line 3: ");
        assertThat(output.getAll()).doesNotContain("0123456789abcdef");
    }

    @Test
    void a_host_without_files_adds_nothing() throws IOException {
        try (ConfigurableApplicationContext context = run(TestEnvironments.of(Map.of(), Map.of()), "")) {
            assertThat(StableConfigSource.in(context.getEnvironment())).isEmpty();
        }
    }

    @Test
    void an_old_name_is_told_once(CapturedOutput output) throws IOException {
        write(local, "DD_SERVICE_NAME: shop");
        ConfigurableEnvironment environment =
                TestEnvironments.of(Map.of(), Map.of("DD_TRACE_TRACER_METRICS_ENABLED", "0"));

        try (ConfigurableApplicationContext context = run(environment, "")) {
            EnvironmentConfiguration.read(context.getEnvironment());
            assertThat(context.getEnvironment().getProperty("dd.trace.stats-computation.enabled"))
                    .isEqualTo("false");
            assertThat(context.getEnvironment().getProperty("dd.service")).isEqualTo("shop");
            assertThat(EnvironmentConfiguration.unknownNames(context.getEnvironment()))
                    .isEmpty();
        }

        assertThat(output.getAll().lines().filter(line -> line.contains("old name")))
                .hasSize(2)
                .anyMatch(line -> line.contains("WARN")
                        && line.contains("DD_SERVICE_NAME (" + local + ":2)")
                        && line.contains("use dd.service or DD_SERVICE"))
                .anyMatch(line -> line.contains("DD_TRACE_TRACER_METRICS_ENABLED")
                        && line.contains("dd.trace.stats-computation.enabled"));
    }

    private static void write(Path file, String settings) throws IOException {
        Files.writeString(file, "apm_configuration_default:\n  " + settings + "\n");
    }

    private ConfigurableApplicationContext run(ConfigurableEnvironment environment, String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("application.yml"), yaml);
        return application(environment).run("--spring.config.location=file:" + file);
    }

    private static SpringApplication application(ConfigurableEnvironment environment) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setEnvironment(environment);
        return application;
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {
        @Bean
        @ConditionalOnProperty(name = "dd.trace.enabled", matchIfMissing = true)
        Object tracedOnly() {
            return new Object();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @PropertySource("classpath:io/ddspring/trace/autoconfigure/environment/later.properties")
    static class WithPropertySource {}
}
