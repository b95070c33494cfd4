/* SPDX-License-Identifier: Apache-2.0 */
/** Which traces are kept. */
@NullMarked
package io.ddspring.sampling;

import org.jspecify.annotations.NullMarked;
