/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What lies in a directory. */
final class DirectoryOffers implements ConfigOffers {
    private final ConfigDirectory directory;
    private final KnownConfigs known;
    private final Clock clock;
    private @Nullable Instant lastLook;

    DirectoryOffers(ConfigDirectory directory, Clock clock) {
        this.directory = directory;
        this.known = new KnownConfigs(clock);
        this.clock = clock;
    }

    @Override
    public void open() {}

    @Override
    public KnownConfigs known() {
        return known;
    }

    @Override
    public @Nullable Instant lastLook() {
        return lastLook;
    }

    @Override
    public boolean isUndecided() {
        return false;
    }

    @Override
    public String poll(Map<String, RemoteConfigProduct> products) throws IOException {
        lastLook = clock.instant();
        return known.take(directory.read(), products);
    }

    @Override
    public void close() {}
}
