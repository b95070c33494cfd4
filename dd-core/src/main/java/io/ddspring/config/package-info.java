/* SPDX-License-Identifier: Apache-2.0 */
/** Immutable configuration in which every value knows where it came from. */
@NullMarked
package io.ddspring.config;

import org.jspecify.annotations.NullMarked;
