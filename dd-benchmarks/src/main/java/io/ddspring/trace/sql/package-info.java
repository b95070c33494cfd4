/* SPDX-License-Identifier: Apache-2.0 */
/** Benchmarks of what is not public in the SQL engine. */
@NullMarked
package io.ddspring.trace.sql;

import org.jspecify.annotations.NullMarked;
