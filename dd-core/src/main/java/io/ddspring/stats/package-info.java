/* SPDX-License-Identifier: Apache-2.0 */
/** Statistics about all finished spans, computed here instead of by the Agent, and what may be left unsent because of that. */
@NullMarked
package io.ddspring.stats;

import org.jspecify.annotations.NullMarked;
