/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.remoteconfig.Targets.TargetFile;
import java.time.Instant;

/**
 * A configuration that a product was given. Immutable.
 *
 * @param applyError why the product could not take it; empty when it could
 * @param since when the product was given it
 */
record KnownConfig(RemoteConfigPath path, TargetFile file, String applyError, Instant since) {
    private static final int ACKNOWLEDGED = 2;
    private static final int FAILED = 3;

    /** State of the protocol. */
    int applyState() {
        return applyError.isEmpty() ? ACKNOWLEDGED : FAILED;
    }

    boolean hasContentOf(TargetFile other) {
        return file.hashes().equals(other.hashes());
    }

    KnownConfig describedBy(TargetFile newer) {
        return new KnownConfig(path, newer, applyError, since);
    }
}
