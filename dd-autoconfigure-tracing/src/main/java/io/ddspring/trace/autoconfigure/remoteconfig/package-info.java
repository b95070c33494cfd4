/* SPDX-License-Identifier: Apache-2.0 */
/** What remote configuration needs to know of the tracer, and settings that change with the environment or remotely. */
@NullMarked
package io.ddspring.trace.autoconfigure.remoteconfig;

import org.jspecify.annotations.NullMarked;
