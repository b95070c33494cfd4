/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.io.IOException;

/** Answers the console. Thread-safe. */
@FunctionalInterface
public interface Api {
    Reply answer(Request request) throws IOException;
}
