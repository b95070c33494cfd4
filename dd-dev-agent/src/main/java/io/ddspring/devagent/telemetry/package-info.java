/* SPDX-License-Identifier: Apache-2.0 */
/** Instrumentation telemetry: what runtimes tell about themselves, and whether they keep to its rules. */
@NullMarked
package io.ddspring.devagent.telemetry;

import org.jspecify.annotations.NullMarked;
