/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Micrometer Tracing on our tracer: what is written against its API, observations included, makes our spans. Needs
 * {@code micrometer-tracing}, of any version from 1.5 on.
 */
@NullMarked
package io.ddspring.trace.micrometer;

import org.jspecify.annotations.NullMarked;
