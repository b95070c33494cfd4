/* SPDX-License-Identifier: Apache-2.0 */
/** Immutable context with typed keys, the current context of a thread, and helpers that carry it to other threads. */
@NullMarked
package io.ddspring.context;

import org.jspecify.annotations.NullMarked;
