/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.autoconfigure;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.Configuration;
import io.ddspring.config.LiveConfiguration;
import io.ddspring.flare.FlareEntry;
import io.ddspring.flare.StandardEntries;
import java.io.IOException;
import java.io.Writer;

/** Part of a flare: the settings that can change while the application runs, as they are now. */
final class ChangedSettings implements FlareEntry {
    private final LiveConfiguration settings;

    ChangedSettings(LiveConfiguration settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return StandardEntries.DYNAMIC_CONFIG;
    }

    @Override
    public void write(Writer out) throws IOException {
        Configuration current = settings.current();
        for (ConfigKey<?> key : settings.followedKeys()) {
            out.write(key.name() + '=' + current.shownText(key) + " ("
                    + current.value(key).origin().reportedName() + ")\n");
        }
    }
}
