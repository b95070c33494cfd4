/* SPDX-License-Identifier: Apache-2.0 */
/** What can only be written with types of Spring Boot 3. */
@NullMarked
package io.ddspring.trace.autoconfigure.boot3;

import org.jspecify.annotations.NullMarked;
