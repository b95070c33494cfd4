/* SPDX-License-Identifier: Apache-2.0 */
/** What products send that have no page of their own yet: as it came, and as far as it can be shown. */
@NullMarked
package io.ddspring.devagent.payloads;

import org.jspecify.annotations.NullMarked;
