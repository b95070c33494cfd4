/* SPDX-License-Identifier: Apache-2.0 */
/** A file with everything that support staff need to understand what the library does in an application. */
@NullMarked
package io.ddspring.flare;

import org.jspecify.annotations.NullMarked;
