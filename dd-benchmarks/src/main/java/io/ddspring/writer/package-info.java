/* SPDX-License-Identifier: Apache-2.0 */
/** Benchmarks of encoders, which are not public. */
@NullMarked
package io.ddspring.writer;

import org.jspecify.annotations.NullMarked;
