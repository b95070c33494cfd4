/* SPDX-License-Identifier: Apache-2.0 */
/** Settings that the backend changes while the application runs. */
@NullMarked
package io.ddspring.remoteconfig.dynamic;

import org.jspecify.annotations.NullMarked;
