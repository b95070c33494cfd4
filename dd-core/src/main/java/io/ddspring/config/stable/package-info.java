/* SPDX-License-Identifier: Apache-2.0 */
/** Settings that files on a host give to the processes there. */
@NullMarked
package io.ddspring.config.stable;

import org.jspecify.annotations.NullMarked;
