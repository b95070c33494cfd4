/* SPDX-License-Identifier: Apache-2.0 */
/** Counters about the library's own health and the isolation of its faults. */
@NullMarked
package io.ddspring.metrics;

import org.jspecify.annotations.NullMarked;
