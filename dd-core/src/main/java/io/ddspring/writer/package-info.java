/* SPDX-License-Identifier: Apache-2.0 */
/** Bounded queue, encoders and delivery of finished spans. */
@NullMarked
package io.ddspring.writer;

import org.jspecify.annotations.NullMarked;
