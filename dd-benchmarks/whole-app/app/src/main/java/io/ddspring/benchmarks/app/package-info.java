/* SPDX-License-Identifier: Apache-2.0 */
/** A plain application that knows nothing of tracing. */
@NullMarked
package io.ddspring.benchmarks.app;

import org.jspecify.annotations.NullMarked;
