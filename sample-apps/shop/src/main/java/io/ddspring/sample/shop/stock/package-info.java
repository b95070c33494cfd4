/* SPDX-License-Identifier: Apache-2.0 */
/** Background work. */
@NullMarked
package io.ddspring.sample.shop.stock;

import org.jspecify.annotations.NullMarked;
