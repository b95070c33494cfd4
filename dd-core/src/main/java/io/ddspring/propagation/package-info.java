/* SPDX-License-Identifier: Apache-2.0 */
/** Reading and writing trace context in message headers. */
@NullMarked
package io.ddspring.propagation;

import org.jspecify.annotations.NullMarked;
