/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import io.ddspring.config.ConfigProblem;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells which settings are not valid, where they stand and what is allowed. */
final class InvalidConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidConfigurationException cause) {
        StringBuilder description = new StringBuilder("Settings that are not valid, and dd.config.strict is set:\n");
        for (ConfigProblem problem : cause.problems()) {
            description
                    .append("\n    Property: ")
                    .append(problem.key())
                    .append("\n    Value: \"")
                    .append(problem.text())
                    .append("\"\n    Origin: ")
                    .append(problem.location())
                    .append("\n    Allowed: ")
                    .append(problem.allowed())
                    .append('\n');
        }
        return new FailureAnalysis(
                description.toString(),
                "Correct the value, or remove dd.config.strict to start with the default instead.",
                cause);
    }
}
