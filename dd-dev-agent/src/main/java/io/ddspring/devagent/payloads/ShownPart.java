/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import org.jspecify.annotations.Nullable;

/**
 * What can be shown of a part.
 *
 * @param json a JSON document; null when it is none
 * @param text its text, perhaps only the beginning; null when it is JSON or none
 * @param problem how it differs from what its type says; null when it does not
 */
record ShownPart(
        BodyPart part,
        @Nullable String json,
        @Nullable String text,
        @Nullable String problem) {}
