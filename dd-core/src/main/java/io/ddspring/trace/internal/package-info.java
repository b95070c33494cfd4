/* SPDX-License-Identifier: Apache-2.0 */
/** The engine behind {@link io.ddspring.trace.Tracer}; not an API. */
@NullMarked
package io.ddspring.trace.internal;

import org.jspecify.annotations.NullMarked;
