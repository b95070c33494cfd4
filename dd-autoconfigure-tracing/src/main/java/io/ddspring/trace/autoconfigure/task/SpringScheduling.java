/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

/** What spans of {@code @Async} and {@code @Scheduled} methods have in common. */
final class SpringScheduling {
    static final String COMPONENT = "spring-scheduling";
    static final String SCHEDULED_CALL = "scheduled.call";

    private SpringScheduling() {}
}
