/* SPDX-License-Identifier: Apache-2.0 */
/** What was measured, turn by turn, and what is computed from it. */
@NullMarked
package io.ddspring.benchmarks.result;

import org.jspecify.annotations.NullMarked;
