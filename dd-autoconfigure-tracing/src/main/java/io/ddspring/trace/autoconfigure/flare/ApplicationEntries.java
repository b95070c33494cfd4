/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import io.ddspring.config.Configuration;
import io.ddspring.flare.FlareEntry;
import io.ddspring.flare.StandardEntries;
import io.ddspring.metrics.Fatal;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.stats.ClientStats;
import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.internal.CoreTracer;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.logging.ConditionEvaluationReportMessage;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/** The files of the flare of one application: those of its beans first, as they replace others of the same name. */
final class ApplicationEntries {
    private static final int MOST_PENDING_TRACES = 1000;

    private ApplicationEntries() {}

    /** @param failures takes each bean that cannot be had, whose files are left out */
    static List<FlareEntry> of(ConfigurableApplicationContext context, BiConsumer<String, Throwable> failures) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        List<FlareEntry> entries = ofBeans(beans, failures);
        entries.addAll(new StandardEntries(
                        beans.getBean(Configuration.class),
                        beans.getBeanProvider(TracerHealth.class).getIfAvailable(TracerHealth::new),
                        beans.getBeanProvider(InstrumentationReport.class).getIfAvailable(InstrumentationReport::new),
                        () -> statistics(beans),
                        () -> pendingTraces(beans))
                .all());
        entries.add(FlareEntry.of("auto-configuration-report.txt", out -> writeConditions(beans, out)));
        entries.add(FlareEntry.of("beans.txt", out -> writeBeans(beans, out)));
        return entries;
    }

    /** Bean by bean, as a broken one must not take the others with it. */
    private static List<FlareEntry> ofBeans(
            ConfigurableListableBeanFactory beans, BiConsumer<String, Throwable> failures) {
        List<FlareEntry> entries = new ArrayList<>();
        try {
            for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, FlareEntry.class)) {
                addBean(name, beans, entries, failures);
            }
            AnnotationAwareOrderComparator.sort(entries);
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            failures.accept("order or names of beans", failure);
        }
        return entries;
    }

    private static void addBean(
            String name,
            ConfigurableListableBeanFactory beans,
            List<FlareEntry> entries,
            BiConsumer<String, Throwable> failures) {
        try {
            entries.add(beans.getBean(name, FlareEntry.class));
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            failures.accept("bean " + name, failure);
        }
    }

    private static Map<String, Object> statistics(ConfigurableListableBeanFactory beans) {
        ClientStats statistics = beans.getBeanProvider(ClientStats.class).getIfAvailable();
        return statistics == null ? Map.of("state", "none") : statistics.status();
    }

    private static List<String> pendingTraces(ConfigurableListableBeanFactory beans) {
        CoreTracer tracer = beans.getBeanProvider(CoreTracer.class).getIfAvailable();
        return tracer == null ? List.of() : tracer.describePendingTraces(MOST_PENDING_TRACES);
    }

    private static void writeConditions(ConfigurableListableBeanFactory beans, Writer out) throws IOException {
        ConditionEvaluationReport report = ConditionEvaluationReport.find(beans);
        out.write(
                report == null
                        ? "The conditions were evaluated when the application was built.\n"
                        : new ConditionEvaluationReportMessage(report).toString());
    }

    private static void writeBeans(ConfigurableListableBeanFactory beans, Writer out) throws IOException {
        for (String name : new TreeSet<>(List.of(beans.getBeanDefinitionNames()))) {
            BeanDefinition definition = beans.getBeanDefinition(name);
            out.write(name + " " + typeOf(name, beans) + " "
                    + (definition.isSingleton() ? "singleton" : definition.getScope()) + " "
                    + definition.getResourceDescription() + "\n");
        }
    }

    /** No bean is made to find out its type. */
    private static String typeOf(String name, ConfigurableListableBeanFactory beans) {
        try {
            @Nullable Class<?> type = beans.getType(name, false);
            return type == null ? "(unknown type)" : type.getName();
        } catch (RuntimeException | LinkageError unknown) {
            return "(" + unknown.getClass().getSimpleName() + ")";
        }
    }
}
