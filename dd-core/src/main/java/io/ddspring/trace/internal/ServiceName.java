/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import org.jspecify.annotations.Nullable;

/**
 * Name of a span's service and who chose it; children inherit both.
 *
 * @param source value of {@code _dd.svc_src}; null for the service of this process
 */
record ServiceName(String name, @Nullable String source) {
    /** The source of a name that the application itself chose. */
    static final String MANUAL = "m";
}
