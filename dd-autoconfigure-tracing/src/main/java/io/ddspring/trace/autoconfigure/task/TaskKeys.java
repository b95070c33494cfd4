/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;

/** Switches of what concerns work on other threads; the conditions of its auto-configuration read them by name. */
public final class TaskKeys {
    /** Whether executors carry the context. */
    public static final ConfigKey<Boolean> EXECUTORS = ConfigKey.of(
                    "dd.trace.java-concurrent.enabled",
                    ConfigType.FLAG,
                    true,
                    "Whether tasks that are handed to executors belong to the trace of whoever hands them over.")
            .alias("DD_TRACE_INTEGRATION_JAVA_CONCURRENT_ENABLED");

    /** Whether calls of {@code @Async} methods are spans. */
    public static final ConfigKey<Boolean> ASYNC = ConfigKey.of(
                    "dd.trace.spring-async.enabled",
                    ConfigType.FLAG,
                    true,
                    "Whether each call of an @Async method is a span.")
            .alias("DD_TRACE_INTEGRATION_SPRING_ASYNC_ENABLED");

    /** Whether runs of scheduled tasks are traces. */
    public static final ConfigKey<Boolean> SCHEDULING = ConfigKey.of(
                    "dd.trace.spring-scheduling.enabled",
                    ConfigType.FLAG,
                    true,
                    "Whether each run of a scheduled task is a trace.")
            .alias("DD_TRACE_INTEGRATION_SPRING_SCHEDULING_ENABLED");

    private TaskKeys() {}
}
