/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.metrics.dogstatsd.DogStatsDAddress.Transport;

/**
 * Which transports work in this process.
 *
 * @param unixDatagrams whether the application brings what is needed for datagrams over Unix domain sockets, which the
 *     JDK does not have
 * @param namedPipes whether the system has named pipes
 */
record Capabilities(boolean unixDatagrams, boolean namedPipes) {
    private static final String UNIX_DATAGRAMS = "jnr.unixsocket.UnixDatagramChannel";

    /** What this process can do. Looks for classes, but loads none that is not needed. */
    static Capabilities ofThisProcess() {
        return new Capabilities(
                isPresent(UNIX_DATAGRAMS), System.getProperty("os.name", "").startsWith("Windows"));
    }

    /** What is in the way of using {@code transport}; empty when nothing is. */
    String obstacleTo(Transport transport) {
        return switch (transport) {
            case UDP -> "";
            case UNIX_SOCKET ->
                unixDatagrams ? "" : "datagrams over Unix sockets need com.github.jnr:jnr-unixsocket on the class path";
            case NAMED_PIPE -> namedPipes ? "" : "there are named pipes on Windows only";
        };
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, Capabilities.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
