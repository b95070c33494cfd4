/* SPDX-License-Identifier: Apache-2.0 */
/** What the wiring of one technology offers to that of another, and to other features. */
@NullMarked
package io.ddspring.trace.autoconfigure.spi;

import org.jspecify.annotations.NullMarked;
