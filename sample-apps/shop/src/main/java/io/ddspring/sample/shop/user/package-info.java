/* SPDX-License-Identifier: Apache-2.0 */
/** Who buys. */
@NullMarked
package io.ddspring.sample.shop.user;

import org.jspecify.annotations.NullMarked;
