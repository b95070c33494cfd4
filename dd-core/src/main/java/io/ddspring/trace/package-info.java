/* SPDX-License-Identifier: Apache-2.0 */
/** What a user of the tracer types: spans, scopes, annotations, and the interfaces other packages plug into. */
@NullMarked
package io.ddspring.trace;

import org.jspecify.annotations.NullMarked;
