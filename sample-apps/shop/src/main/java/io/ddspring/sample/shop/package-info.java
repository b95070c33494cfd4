/* SPDX-License-Identifier: Apache-2.0 */
/** A small shop that shows what a traced Spring Boot service looks like. */
@NullMarked
package io.ddspring.sample.shop;

import org.jspecify.annotations.NullMarked;
