/* SPDX-License-Identifier: Apache-2.0 */
/** The shop with the starter, seen by an agent. The same sources run on each line of Spring Boot. */
@NullMarked
package io.ddspring.compat.shop;

import org.jspecify.annotations.NullMarked;
