/* SPDX-License-Identifier: Apache-2.0 */
/** Passes what was taken on to a real Agent. */
@NullMarked
package io.ddspring.devagent.forward;

import org.jspecify.annotations.NullMarked;
