/* SPDX-License-Identifier: Apache-2.0 */
/** Rules that hold for the code of all modules. */
@NullMarked
package io.ddspring.compat.architecture;

import org.jspecify.annotations.NullMarked;
