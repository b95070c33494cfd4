/* SPDX-License-Identifier: Apache-2.0 */
/** Traces: decoding, keeping and searching them. */
@NullMarked
package io.ddspring.devagent.traces;

import org.jspecify.annotations.NullMarked;
