/* SPDX-License-Identifier: Apache-2.0 */
/** Statistics of spans: those that tracers compute, and those counted from traces. */
@NullMarked
package io.ddspring.devagent.stats;

import org.jspecify.annotations.NullMarked;
