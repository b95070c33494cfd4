/* SPDX-License-Identifier: Apache-2.0 */
/** What a call of a {@link io.ddspring.trace.Traced} method records, whoever intercepts the call. */
@NullMarked
package io.ddspring.trace.annotation;

import org.jspecify.annotations.NullMarked;
