/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ServiceKeys;
import io.ddspring.config.TracerKeys;
import io.ddspring.config.TracerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;

@ExtendWith(OutputCaptureExtension.class)
class DdEnvironmentListenerIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("io.ddspring.trace.autoconfigure.environment.OfficialName#all")
    void an_application_understands_every_official_name(OfficialName name) throws IOException {
        try (ConfigurableApplicationContext context =
                run(TestEnvironments.of(name.systemProperties(), name.variables()), name.yaml())) {
            ConfigurableEnvironment environment = context.getEnvironment();

            assertThat(EnvironmentConfiguration.read(environment).get(name.key()))
                    .isEqualTo(name.value());
            if (name.value() instanceof Map) {
                assertThat(Binder.get(environment)
                                .bind(name.key().name(), Bindable.mapOf(String.class, String.class))
                                .get())
                        .isEqualTo(name.value());
            } else {
                assertThat(environment.getProperty(name.key().name())).isEqualTo(name.property());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.ddspring.trace.autoconfigure.environment.OfficialName#all")
    void settings_are_found_where_no_listener_ran(OfficialName name) {
        new ApplicationContextRunner()
                .withInitializer(context -> {
                    TestEnvironments.use(context.getEnvironment(), name.systemProperties(), name.variables());
                    addYaml(context.getEnvironment(), name.yaml());
                })
                .run(context -> {
                    ConfigurableEnvironment environment =
                            context.getSourceApplicationContext().getEnvironment();

                    assertThat(LibraryDefaults.of(environment)).isNull();
                    assertThat(EnvironmentConfiguration.read(environment).get(name.key()))
                            .isEqualTo(name.value());
                });
    }

    @Test
    void a_value_that_is_not_allowed_is_told_once_with_its_place(CapturedOutput output) throws IOException {
        try (ConfigurableApplicationContext context =
                run(TestEnvironments.of(Map.of(), Map.of()), "a: b\n\ndd.trace.sample-rate: 1.5")) {
            assertThat(EnvironmentConfiguration.read(context.getEnvironment()).get(TracerKeys.SAMPLE_RATE))
                    .isEqualTo(1.0);
        }

        assertThat(output.getAll().lines().filter(line -> line.contains("sample-rate")))
                .singleElement()
                .asString()
                .contains("WARN", "dd.trace.sample-rate=1.5", "application.yml]:3)", "a number from 0 to 1");
    }

    @Test
    void a_value_that_is_not_allowed_stops_the_start_when_asked_to(CapturedOutput output) {
        ConfigurableEnvironment environment = TestEnvironments.of(Map.of(), Map.of("DD_CONFIG_STRICT", "true"));

        assertThatThrownBy(() -> run(environment, "dd:\n  trace:\n    sample-rate: 1.5"))
                .isInstanceOf(InvalidConfigurationException.class);

        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("Property: dd.trace.sample-rate")
                .contains("Value: \"1.5\"")
                .containsPattern("Origin: .*application\\.yml\\]:3\n")
                .contains("Allowed: a number from 0 to 1")
                .contains("remove dd.config.strict");
    }

    @Test
    void a_setting_of_opentelemetry_that_means_nothing_to_us_never_stops_the_start(CapturedOutput output)
            throws IOException {
        run(TestEnvironments.of(Map.of(), Map.of("DD_CONFIG_STRICT", "true", "OTEL_TRACES_EXPORTER", "otlp")), "")
                .close();

        assertThat(output.getAll().lines().filter(line -> line.contains("otel.traces.exporter=otlp")))
                .singleElement()
                .asString()
                .contains("WARN", "OTEL_TRACES_EXPORTER", "allowed is none; it is ignored");
    }

    @Test
    void a_secret_stays_out_of_messages(CapturedOutput output) throws IOException {
        run(TestEnvironments.of(Map.of(), Map.of("DD_TRACE_RATE_LIMIT", "http://me:hunter2@host")), "")
                .close();

        assertThat(output.getAll())
                .contains("dd.trace.rate-limit=http://******@host")
                .doesNotContain("hunter2");
    }

    @Test
    void the_service_is_named_after_the_application() throws IOException {
        assertThat(settings(Map.of(), "spring.application.name: shop").service())
                .isEqualTo("shop");
        assertThat(settings(Map.of(), "spring.application.name: shop").serviceIsUserSet())
                .isFalse();
        assertThat(settings(Map.of("DD_TAGS", "service:tagged"), "spring.application.name: shop")
                        .service())
                .isEqualTo("tagged");
        assertThat(settings(Map.of("DD_SERVICE", "chosen"), "spring.application.name: shop")
                        .serviceIsUserSet())
                .isTrue();
    }

    @Test
    void an_unnamed_application_is_named_after_what_was_launched() throws IOException {
        String launched = System.getProperty("sun.java.command");
        try {
            System.setProperty("sun.java.command", "/opt/shop-1.0.jar --a=b");
            assertThat(settings(Map.of(), "").service()).isEqualTo("shop-1.0");
            System.setProperty("sun.java.command", "org.springframework.boot.loader.launch.JarLauncher");
            assertThat(settings(Map.of(), "").service()).isEqualTo(DdEnvironmentListenerIT.class.getName());
        } finally {
            System.setProperty("sun.java.command", launched);
        }
    }

    @Test
    void an_application_in_a_container_is_not_named_after_its_own_name() throws IOException {
        ConfigurableEnvironment environment = TestEnvironments.of(Map.of(), Map.of());
        environment.getPropertySources().addFirst(new MapPropertySource("servletContextInitParams", Map.of()));

        try (ConfigurableApplicationContext context = run(environment, "spring.application.name: shop")) {
            assertThat(TracerSettings.from(EnvironmentConfiguration.read(context.getEnvironment()))
                            .service())
                    .isNotEqualTo("shop");
        }
    }

    @Test
    void the_derived_service_can_be_used_in_placeholders() throws IOException {
        try (ConfigurableApplicationContext context =
                run(TestEnvironments.of(Map.of(), Map.of()), "{spring.application.name: shop, x: '${dd.service}'}")) {
            assertThat(context.getEnvironment().getProperty("x")).isEqualTo("shop");
            assertThat(EnvironmentConfiguration.read(context.getEnvironment())
                            .value(ServiceKeys.SERVICE)
                            .origin())
                    .isEqualTo(ConfigOrigin.CALCULATED);
        }
    }

    @Test
    void log_lines_expect_ids_unless_the_application_says_otherwise() throws IOException {
        assertThat(property(Map.of(), "", "logging.pattern.correlation"))
                .isEqualTo("%correlationId{dd.trace_id(32),dd.span_id(20)}");
        assertThat(property(Map.of(), "", "logging.expect-correlation-id")).isEqualTo("true");
        assertThat(property(Map.of(), "logging.pattern.correlation: '%X'", "logging.pattern.correlation"))
                .isEqualTo("%X");
        assertThat(property(Map.of("DD_LOGS_INJECTION", "0"), "", "logging.expect-correlation-id"))
                .isNull();
        assertThat(property(Map.of("DD_TRACE_ENABLED", "0"), "", "logging.expect-correlation-id"))
                .isNull();
    }

    @Test
    void context_propagates_through_reactor_unless_the_application_says_otherwise() throws IOException {
        assertThat(property(Map.of(), "", "spring.reactor.context-propagation")).isEqualTo("auto");
        assertThat(property(Map.of("DD_TRACE_ENABLED", "0"), "", "spring.reactor.context-propagation"))
                .isNull();
        assertThat(property(
                        Map.of(), "spring.reactor.context-propagation: limited", "spring.reactor.context-propagation"))
                .isEqualTo("limited");
    }

    @Test
    void the_library_logs_at_debug_when_asked_to() throws IOException {
        assertThat(property(Map.of("DD_TRACE_DEBUG", "true"), "", "logging.level.io.ddspring"))
                .isEqualTo("DEBUG");
        assertThat(property(Map.of(), "", "logging.level.io.ddspring")).isNull();
    }

    @Test
    void any_source_of_the_application_wins_over_defaults() {
        SpringApplication application = application(TestEnvironments.of(Map.of(), Map.of()));
        application.setDefaultProperties(Map.of("logging.expect-correlation-id", "false"));
        application.addPrimarySources(List.of(WithPropertySource.class));

        try (ConfigurableApplicationContext context = application.run()) {
            assertThat(context.getEnvironment().getProperty("logging.expect-correlation-id"))
                    .isEqualTo("false");
            assertThat(context.getEnvironment().getProperty("spring.reactor.context-propagation"))
                    .isEqualTo("limited");
        }
    }

    @Test
    void a_second_run_changes_nothing() throws IOException {
        ConfigurableEnvironment environment = TestEnvironments.of(Map.of(), Map.of("DD_TRACE_ENABLED", "0"));
        List<String> once;
        try (ConfigurableApplicationContext context = run(environment, "")) {
            once = sourceNames(context.getEnvironment());
        }
        try (ConfigurableApplicationContext context = run(environment, "")) {
            assertThat(sourceNames(context.getEnvironment()).stream().filter(name -> name.startsWith("dd")))
                    .containsExactlyElementsOf(
                            once.stream().filter(name -> name.startsWith("dd")).toList());
            assertThat(context.getEnvironment().getProperty("dd.trace.enabled")).isEqualTo("false");
        }
    }

    @Test
    void a_preliminary_context_is_left_alone() throws IOException {
        ConfigurableEnvironment environment = TestEnvironments.of(Map.of(), Map.of("DD_TRACE_RATE_LIMIT", "x"));
        environment.getPropertySources().addFirst(new MapPropertySource("bootstrap", Map.of("a", "b")));

        try (ConfigurableApplicationContext context = run(environment, "")) {
            assertThat(sourceNames(context.getEnvironment())).noneMatch(name -> name.startsWith("dd"));
        }
    }

    @Test
    void a_child_context_tells_nothing_twice(CapturedOutput output) {
        ConfigurableEnvironment environment = TestEnvironments.of(Map.of(), Map.of("DD_TRACE_RATE_LIMIT", "x"));
        try (ConfigurableApplicationContext child = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .environment(environment)
                .child(Application.class)
                .web(WebApplicationType.NONE)
                .run()) {
            assertThat(EnvironmentConfiguration.read(child.getEnvironment()).get(TracerKeys.RATE_LIMIT))
                    .isEqualTo(100);
        }

        assertThat(output.getAll().lines().filter(line -> line.contains("rate-limit")))
                .hasSize(1);
    }

    @Test
    void a_source_that_cannot_be_read_does_not_stop_the_start(CapturedOutput output) throws IOException {
        ConfigurableEnvironment environment = TestEnvironments.of(Map.of(), Map.of());
        environment.getPropertySources().addLast(new MapPropertySource("broken", Map.of("dd.env", "prod")) {
            @Override
            public Object getProperty(String name) {
                if (name.startsWith("dd.")) {
                    throw new IllegalStateException("vault is sealed");
                }
                return super.getProperty(name);
            }
        });

        run(environment, "").close();

        assertThat(output.getAll()).contains("vault is sealed", "the application is not affected");
    }

    @Test
    void names_that_mean_nothing_are_known() throws IOException {
        try (ConfigurableApplicationContext context = run(
                TestEnvironments.of(Map.of(), Map.of("DD_TRACE_SAMPLE_RAET", "1", "DD_ENV", "x", "OTEL_BSP_X", "1")),
                "dd.tags.a: b")) {
            assertThat(EnvironmentConfiguration.unknownNames(context.getEnvironment()))
                    .containsExactly("DD_TRACE_SAMPLE_RAET");
        }
    }

    private TracerSettings settings(Map<String, String> variables, String yaml) throws IOException {
        try (ConfigurableApplicationContext context = run(TestEnvironments.of(Map.of(), variables), yaml)) {
            return TracerSettings.from(EnvironmentConfiguration.read(context.getEnvironment()));
        }
    }

    private String property(Map<String, String> variables, String yaml, String name) throws IOException {
        try (ConfigurableApplicationContext context = run(TestEnvironments.of(Map.of(), variables), yaml)) {
            return context.getEnvironment().getProperty(name);
        }
    }

    private ConfigurableApplicationContext run(ConfigurableEnvironment environment, String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("application.yml"), yaml);
        return application(environment).run("--spring.config.location=file:" + file);
    }

    private static SpringApplication application(ConfigurableEnvironment environment) {
        SpringApplication application = new SpringApplication(Application.class);
        // Where Micrometer Tracing is there, Spring Boot itself has lines show ids.
        application.setResourceLoader(new DefaultResourceLoader(new FilteredClassLoader("io.micrometer.tracing")));
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setMainApplicationClass(DdEnvironmentListenerIT.class);
        application.setEnvironment(environment);
        return application;
    }

    private static void addYaml(ConfigurableEnvironment environment, String yaml) {
        try {
            new YamlPropertySourceLoader()
                    .load("yaml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<String> sourceNames(ConfigurableEnvironment environment) {
        List<String> names = new ArrayList<>();
        environment.getPropertySources().forEach(source -> names.add(source.getName()));
        return Collections.unmodifiableList(names);
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @PropertySource("classpath:io/ddspring/trace/autoconfigure/environment/late.properties")
    static class WithPropertySource {}
}
