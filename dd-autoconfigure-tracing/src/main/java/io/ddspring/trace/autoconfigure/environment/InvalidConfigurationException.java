/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import io.ddspring.config.ConfigProblem;
import java.util.List;
import java.util.stream.Collectors;

/** Stops the start of an application that asked for it when one of the library's settings is not valid. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    InvalidConfigurationException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::message).collect(Collectors.joining("; ")));
        this.problems = problems;
    }

    /** What is not valid, without secrets; never empty. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
