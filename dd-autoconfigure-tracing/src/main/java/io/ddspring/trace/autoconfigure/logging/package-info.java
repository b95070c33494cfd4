/* SPDX-License-Identifier: Apache-2.0 */
/** Ids of the active span, service, environment and version in log lines. */
@NullMarked
package io.ddspring.trace.autoconfigure.logging;

import org.jspecify.annotations.NullMarked;
