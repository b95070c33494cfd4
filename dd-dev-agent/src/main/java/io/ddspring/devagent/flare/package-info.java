/* SPDX-License-Identifier: Apache-2.0 */
/** Flares: archives that tracers send to support. */
@NullMarked
package io.ddspring.devagent.flare;

import org.jspecify.annotations.NullMarked;
