/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

/**
 * A configuration as it is handed to its product.
 *
 * @param version higher the newer it is; at least 0
 * @param content its bytes, normally JSON; not to be changed
 */
public record RemoteConfig(RemoteConfigPath path, long version, byte[] content) {}
