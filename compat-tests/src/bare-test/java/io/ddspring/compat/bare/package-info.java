/* SPDX-License-Identifier: Apache-2.0 */
/** Compares applications with and without the starter. */
@NullMarked
package io.ddspring.compat.bare;

import org.jspecify.annotations.NullMarked;
