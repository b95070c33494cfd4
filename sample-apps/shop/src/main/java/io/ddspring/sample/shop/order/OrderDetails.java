/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.order;

record OrderDetails(long id, String product, String buyer) {}
