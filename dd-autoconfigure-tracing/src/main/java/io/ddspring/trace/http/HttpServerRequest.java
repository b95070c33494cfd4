/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A served request as tracing and products see it. It answers without reading parameters or body, so looking at it does
 * not change what the application sees. Valid while the request is being served, on the threads that serve it.
 */
public interface HttpServerRequest {
    /** Method in upper case. */
    String method();

    /** {@code http} or {@code https}. */
    String scheme();

    /** The host that was addressed, without port; empty when unknown. */
    String host();

    /** The port that was addressed; -1 when unknown. */
    int port();

    /** Path as it was sent, percent-encoded. */
    String rawPath();

    /** Query string as it was sent, without question mark; null when there was none. */
    @Nullable
    String rawQuery();

    /** First value of a header, whatever the letter case of its name; null when absent. */
    @Nullable
    String header(String name);

    /** All values of a header in order of arrival; empty when absent. */
    List<String> headers(String name);

    /** Names of all headers. */
    List<String> headerNames();

    /** Address of the other end of the connection; null when unknown. */
    @Nullable
    String peerAddress();

    /** Port of the other end of the connection; 0 or less when unknown. */
    int peerPort();
}
