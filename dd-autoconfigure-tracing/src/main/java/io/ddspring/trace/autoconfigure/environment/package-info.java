/* SPDX-License-Identifier: Apache-2.0 */
/** Settings of the library read from Spring's environment, and what the library adds to that. */
@NullMarked
package io.ddspring.trace.autoconfigure.environment;

import org.jspecify.annotations.NullMarked;
