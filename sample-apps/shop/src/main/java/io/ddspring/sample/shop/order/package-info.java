/* SPDX-License-Identifier: Apache-2.0 */
/** Who bought what. */
@NullMarked
package io.ddspring.sample.shop.order;

import org.jspecify.annotations.NullMarked;
