/* SPDX-License-Identifier: Apache-2.0 */
/** Typed event hub on which integrations publish and products listen. */
@NullMarked
package io.ddspring.event;

import org.jspecify.annotations.NullMarked;
