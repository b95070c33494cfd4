/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.flare.FlareEntry;
import io.ddspring.flare.TracerFlare;
import io.ddspring.remoteconfig.RemoteConfig;
import io.ddspring.remoteconfig.RemoteConfigPath;
import io.ddspring.remoteconfig.RemoteConfigProduct;
import io.ddspring.telemetry.StatusAction;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import io.ddspring.writer.TraceWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

class DdFlareAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DdTracingAutoConfiguration.class, DdFlareAutoConfiguration.class))
            .withBean(TraceWriter.class, InMemoryTraceWriter::new);

    @Test
    void flares_can_be_wanted_by_the_agent_and_by_users() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(TracerFlare.class);
            assertThat(context.getBeansOfType(RemoteConfigProduct.class).values())
                    .extracting(RemoteConfigProduct::name)
                    .containsExactlyInAnyOrder("AGENT_CONFIG", "AGENT_TASK");
            assertThat(context.getBean(StatusAction.class).path()).isEqualTo("flare");
        });
    }

    @Test
    void without_tracing_there_are_none() {
        runner.withPropertyValues("dd.trace.enabled=false").run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(TracerFlare.class)
                .doesNotHaveBean(RemoteConfigProduct.class)
                .doesNotHaveBean(StatusAction.class));
    }

    @Test
    void no_thread_is_there_before_a_flare_is_wanted() {
        runner.run(context -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("dd-flare"));
    }

    @Test
    void beans_and_conditions_are_told() {
        runner.run(context -> {
            ConfigurableApplicationContext application = context.getSourceApplicationContext();

            assertThat(text("beans.txt", application).lines())
                    .anyMatch(line -> line.startsWith("ddTracerFlare " + TracerFlare.class.getName() + " singleton "));
            assertThat(text("auto-configuration-report.txt", application))
                    .contains("CONDITIONS EVALUATION REPORT", "DdFlareAutoConfiguration");
        });
    }

    @Test
    void what_the_beans_of_features_say_comes_first() {
        runner.withBean(FlareEntry.class, () -> FlareEntry.of("dynamic_config.txt", out -> out.write("rate 0.5")))
                .run(context -> {
                    List<FlareEntry> entries = entries(context.getSourceApplicationContext());

                    assertThat(entries.get(0).name()).isEqualTo("dynamic_config.txt");
                    assertThat(text("dynamic_config.txt", context.getSourceApplicationContext()))
                            .isEqualTo("rate 0.5");
                });
    }

    @Test
    void what_makes_flares_is_not_made_before_a_flare_is_wanted() {
        runner.run(context -> {
            Map<String, RemoteConfigProduct> products = context.getBeansOfType(RemoteConfigProduct.class);
            assertThat(context.getBeanFactory().getSingletonNames()).doesNotContain("ddTracerFlare");

            RemoteConfigProduct preparation = products.get("ddFlarePreparation");
            preparation.apply(new RemoteConfig(
                    RemoteConfigPath.of("datadog/2/AGENT_CONFIG/any/config"),
                    1,
                    "{\"config\":{\"log_level\":\"debug\"}}".getBytes(StandardCharsets.UTF_8)));
            preparation.commit();
            assertThat(context.getBeanFactory().getSingletonNames()).contains("ddTracerFlare");
            assertThat(context.getBean(TracerFlare.class)).isNotNull();
        });
    }

    @Test
    void a_broken_bean_is_told_of_and_does_not_spoil_the_others() {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        runner.withBean("a", FlareEntry.class, () -> FlareEntry.of("a.txt", out -> out.write("a")), lazily())
                .withBean(
                        "broken",
                        FlareEntry.class,
                        () -> {
                            throw new NoClassDefFoundError("gone");
                        },
                        lazily())
                .withBean("c", FlareEntry.class, () -> FlareEntry.of("c.txt", out -> out.write("c")), lazily())
                .run(context -> {
                    List<FlareEntry> entries =
                            ApplicationEntries.of(context.getSourceApplicationContext(), failures::put);

                    assertThat(entries)
                            .extracting(FlareEntry::name)
                            .startsWith("a.txt", "c.txt")
                            .contains("threads.txt");
                    assertThat(failures).containsOnlyKeys("bean broken");
                });
    }

    private static BeanDefinitionCustomizer lazily() {
        return definition -> definition.setLazyInit(true);
    }

    private static List<FlareEntry> entries(ConfigurableApplicationContext application) {
        return ApplicationEntries.of(application, (what, failure) -> {
            throw new AssertionError(what, failure);
        });
    }

    private static String text(String name, ConfigurableApplicationContext application) throws Exception {
        StringWriter text = new StringWriter();
        for (FlareEntry entry : entries(application)) {
            if (entry.name().equals(name)) {
                entry.write(text);
                return text.toString();
            }
        }
        throw new AssertionError("no " + name);
    }
}
