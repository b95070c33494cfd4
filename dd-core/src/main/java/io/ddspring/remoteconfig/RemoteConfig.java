/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

/** A configuration as it is handed to its product. Immutable. */
public final class RemoteConfig {
    private final RemoteConfigPath path;
    private final long version;
    private final byte[] content;

    /**
     * A configuration for a product; made here, and by tests of products.
     *
     * @param version at least 0
     * @param content is not copied
     */
    public RemoteConfig(RemoteConfigPath path, long version, byte[] content) {
        this.path = path;
        this.version = version;
        this.content = content;
    }

    public RemoteConfigPath path() {
        return path;
    }

    /** Higher the newer it is; at least 0. */
    public long version() {
        return version;
    }

    /** Its bytes, normally JSON; not to be changed. */
    public byte[] content() {
        return content;
    }
}
