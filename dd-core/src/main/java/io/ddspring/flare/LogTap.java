/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.util.function.Consumer;

/** Where the library's own log lines can be had, by whichever logging system the application uses. Thread-safe. */
public interface LogTap {
    /**
     * Hands every line that the library logs at {@code DEBUG} or above to {@code lines}, on the thread that logs it, until
     * the subscription is closed. What the application's own log shows stays as it is, as far as the logging system allows
     * that, and is exactly as before afterwards.
     *
     * <p>Logging systems can be configured anew at any time, which ends this: whoever opens it renews it now and then.
     */
    LogSubscription open(Consumer<LogLine> lines);
}
