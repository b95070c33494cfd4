/* SPDX-License-Identifier: Apache-2.0 */
/** What is sold. */
@NullMarked
package io.ddspring.sample.shop.product;

import org.jspecify.annotations.NullMarked;
