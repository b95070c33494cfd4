/* SPDX-License-Identifier: Apache-2.0 */
/** Compares one plain application without tracing, with ours and with others', process by process in turn. */
@NullMarked
package io.ddspring.benchmarks.wholeapp;

import org.jspecify.annotations.NullMarked;
