/* SPDX-License-Identifier: Apache-2.0 */
/** Flares: files for support staff with what the library does in this application. */
@NullMarked
package io.ddspring.trace.autoconfigure.flare;

import org.jspecify.annotations.NullMarked;
