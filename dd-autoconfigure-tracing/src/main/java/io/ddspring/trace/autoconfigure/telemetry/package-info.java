/* SPDX-License-Identifier: Apache-2.0 */
/** What the library reports about itself, and about the endpoints of the application. */
@NullMarked
package io.ddspring.trace.autoconfigure.telemetry;

import org.jspecify.annotations.NullMarked;
