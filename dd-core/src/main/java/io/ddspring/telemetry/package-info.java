/* SPDX-License-Identifier: Apache-2.0 */
/** What the library tells about itself: products and their status. */
@NullMarked
package io.ddspring.telemetry;

import org.jspecify.annotations.NullMarked;
