/* SPDX-License-Identifier: Apache-2.0 */
/** Files of the web console. */
@NullMarked
package io.ddspring.devagent.console;

import org.jspecify.annotations.NullMarked;
