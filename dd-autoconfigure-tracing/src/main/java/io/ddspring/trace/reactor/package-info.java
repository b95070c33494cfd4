/* SPDX-License-Identifier: Apache-2.0 */
/** Spans of Reactor publishers: from each subscription to its end. Needs Reactor on the class path. */
@NullMarked
package io.ddspring.trace.reactor;

import org.jspecify.annotations.NullMarked;
