/* SPDX-License-Identifier: Apache-2.0 */
/** Turns results into tables, and the tables into the page that is published. */
@NullMarked
package io.ddspring.benchmarks.report;

import org.jspecify.annotations.NullMarked;
