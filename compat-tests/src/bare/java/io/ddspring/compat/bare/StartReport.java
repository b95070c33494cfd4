/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Writes what Spring Boot decided, and which beans there are to the directory {@code report.directory}. */
final class StartReport implements ApplicationListener<ApplicationReadyEvent> {
    static final String READY = "Report written, listening on port ";

    private static final Logger log = LoggerFactory.getLogger(StartReport.class);

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        ConfigurableApplicationContext context = event.getApplicationContext();
        Environment environment = context.getEnvironment();
        Path directory = Path.of(environment.getRequiredProperty("report.directory"));
        try {
            Files.write(directory.resolve("conditions"), conditions(context.getBeanFactory()));
            Files.write(directory.resolve("beans"), beans(context.getBeanFactory()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        log.info("{}{}", READY, environment.getProperty("local.server.port", "none"));
    }

    private static List<String> conditions(ConfigurableListableBeanFactory beans) {
        ConditionEvaluationReport report = ConditionEvaluationReport.get(beans);
        List<String> lines = new ArrayList<>();
        report.getConditionAndOutcomesBySource()
                .forEach((source, outcomes) -> outcomes.forEach(outcome -> lines.add(source + " "
                        + (outcome.getOutcome().isMatch() ? "matched " : "did not match ")
                        + outcome.getOutcome().getMessage())));
        report.getUnconditionalClasses().forEach(name -> lines.add(name + " unconditional"));
        report.getExclusions().forEach(name -> lines.add(name + " excluded"));
        return lines.stream().sorted().toList();
    }

    private static List<String> beans(ConfigurableListableBeanFactory beans) {
        List<String> lines = new ArrayList<>();
        for (String name : beans.getBeanDefinitionNames()) {
            lines.add(name + " from "
                    + beans.getMergedBeanDefinition(name).getResourceDescription() + " of type "
                    + withoutLambdaNumber(beans.getType(name)));
        }
        return lines.stream().sorted().toList();
    }

    private static String withoutLambdaNumber(@Nullable Class<?> type) {
        return String.valueOf(type).replaceAll("\\$\\$Lambda.*", " lambda");
    }
}
