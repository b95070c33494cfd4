/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import java.util.HashMap;
import java.util.Map;

/** Configurations of tests. */
final class Settings {
    private Settings() {}

    /** A configuration of the given texts by key. */
    static Configuration of(String... keysAndTexts) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            texts.put(keysAndTexts[i], keysAndTexts[i + 1]);
        }
        return new Configuration(key -> {
            String text = texts.get(key.name());
            return text == null ? null : new ConfigText(text, ConfigOrigin.APPLICATION_FILE, "test");
        });
    }
}
