/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

/** A configuration, or an answer with configurations, that cannot be taken. Its message is reported to the Agent. */
public final class RemoteConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    public RemoteConfigException(String message) {
        super(message);
    }

    public RemoteConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
