/* SPDX-License-Identifier: Apache-2.0 */
/** The context of a caller in what runs later or elsewhere: executors, {@code @Async}, {@code @Scheduled}, Reactor. */
@NullMarked
package io.ddspring.trace.autoconfigure.task;

import org.jspecify.annotations.NullMarked;
