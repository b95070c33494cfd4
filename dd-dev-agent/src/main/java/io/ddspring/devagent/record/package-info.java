/* SPDX-License-Identifier: Apache-2.0 */
/** What every part shares: payloads as they came, what was wrong with them, and the shape of a part. */
@NullMarked
package io.ddspring.devagent.record;

import org.jspecify.annotations.NullMarked;
