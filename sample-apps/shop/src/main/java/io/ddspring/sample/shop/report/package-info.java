/* SPDX-License-Identifier: Apache-2.0 */
/** Answers that are computed on other threads. */
@NullMarked
package io.ddspring.sample.shop.report;

import org.jspecify.annotations.NullMarked;
