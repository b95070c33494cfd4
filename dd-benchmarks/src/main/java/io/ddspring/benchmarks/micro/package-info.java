/* SPDX-License-Identifier: Apache-2.0 */
/** Runs the benchmarks of hot paths so that their figures can be compared. */
@NullMarked
package io.ddspring.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
