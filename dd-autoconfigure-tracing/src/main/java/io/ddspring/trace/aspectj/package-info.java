/* SPDX-License-Identifier: Apache-2.0 */
/** {@link io.ddspring.trace.Traced} methods that AspectJ weaves. Needs the weaver on the class path. */
@NullMarked
package io.ddspring.trace.aspectj;

import org.jspecify.annotations.NullMarked;
