/* SPDX-License-Identifier: Apache-2.0 */
/** Microbenchmarks of the hot paths, each beside the same work done by OpenTelemetry and Brave in the same process. */
@NullMarked
package io.ddspring.benchmarks;

import org.jspecify.annotations.NullMarked;
