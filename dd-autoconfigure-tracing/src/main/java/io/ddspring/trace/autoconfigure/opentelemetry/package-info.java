/* SPDX-License-Identifier: Apache-2.0 */
/** Wiring of OpenTelemetry's API. */
@NullMarked
package io.ddspring.trace.autoconfigure.opentelemetry;

import org.jspecify.annotations.NullMarked;
