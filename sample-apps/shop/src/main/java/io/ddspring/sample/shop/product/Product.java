/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.product;

import java.math.BigDecimal;

record Product(long id, String name, BigDecimal price, int stock) {}
