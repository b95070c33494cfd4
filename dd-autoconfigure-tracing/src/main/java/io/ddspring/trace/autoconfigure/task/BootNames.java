/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

/** Names of Spring Boot's auto-configurations, in 3.5 and in 4.1 where they differ. */
final class BootNames {
    static final String TASK_EXECUTION = "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration";
    static final String TASK_SCHEDULING = "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration";
    static final String SCHEDULED_TASKS_OBSERVATION_3 =
            "org.springframework.boot.actuate.autoconfigure.scheduling.ScheduledTasksObservabilityAutoConfiguration";
    static final String SCHEDULED_TASKS_OBSERVATION_4 =
            "org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration";

    private BootNames() {}
}
