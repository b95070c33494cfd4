/* SPDX-License-Identifier: Apache-2.0 */
/** Applications as small as they come, started with and without the starter. */
@NullMarked
package io.ddspring.compat.bare;

import org.jspecify.annotations.NullMarked;
