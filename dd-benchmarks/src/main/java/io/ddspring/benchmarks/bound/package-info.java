/* SPDX-License-Identifier: Apache-2.0 */
/** What the figures must be: the targets that are published, and the gate that notices when they become worse. */
@NullMarked
package io.ddspring.benchmarks.bound;

import org.jspecify.annotations.NullMarked;
