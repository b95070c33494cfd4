/* SPDX-License-Identifier: Apache-2.0 */
/** {@link io.ddspring.trace.Traced} methods of Spring beans. */
@NullMarked
package io.ddspring.trace.autoconfigure.annotation;

import org.jspecify.annotations.NullMarked;
