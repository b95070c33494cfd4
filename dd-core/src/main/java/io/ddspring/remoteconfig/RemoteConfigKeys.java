/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentAddress;
import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import java.nio.file.Path;

/** Settings of remote configuration. */
public final class RemoteConfigKeys {
    private static final String EXCLUSIVE = "exclusive";
    static final String OVERLAY = "overlay";

    public static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
                    "dd.remote-configuration.enabled",
                    ConfigType.FLAG,
                    true,
                    "Whether the backend may change settings while the application runs.")
            .alias("DD_REMOTE_CONFIG_ENABLED");

    public static final ConfigKey<String> URL = ConfigKey.of(
            "dd.remote-config.url",
            ConfigType.of("a URL that starts with http://, https:// or unix://", RemoteConfigKeys::checkedUrl),
            "",
            "URL to ask for configurations instead of the one that the Agent offers.");

    public static final ConfigKey<Double> POLL_INTERVAL_SECONDS = ConfigKey.of(
                    "dd.remote-config.poll-interval-seconds",
                    ConfigType.decimal(0.05, 3600),
                    5.0,
                    "Seconds between two requests for configurations.")
            .alias("dd.remote-config.poll-interval");

    public static final ConfigKey<Integer> MAX_PAYLOAD_SIZE_KIB = ConfigKey.of(
            "dd.remote-config.max-payload-size",
            ConfigType.integer(1, 100 * 1024),
            5120,
            "Most KiB of an answer with configurations; a longer one is ignored.");

    public static final ConfigKey<Boolean> INTEGRITY_CHECK_ENABLED = ConfigKey.of(
            "dd.remote-config.integrity-check-enabled",
            ConfigType.FLAG,
            false,
            "Whether the signature of configurations is checked, which the Agent does as well.");

    public static final ConfigKey<String> TARGETS_KEY_ID = ConfigKey.of(
                    "dd.rc.targets.key-id",
                    ConfigType.TEXT,
                    "5c4ece41241a1bb513f6e3e5df74ab7d5183dfffbd71bfd43127920d880569fd",
                    "Id of the key with which configurations are signed.")
            .alias("dd.remote-config.targets-key-id");

    public static final ConfigKey<String> TARGETS_KEY = ConfigKey.of(
                    "dd.rc.targets.key",
                    ConfigType.of("the 64 hexadecimal digits of a public Ed25519 key", RemoteConfigKeys::checkedKey),
                    "e3f1f98c9da02a93bb547f448b472d727e14b22455235796fe49863856252508",
                    "Public Ed25519 key, in hexadecimal, with which configurations are signed.")
            .alias("dd.remote-config.targets-key");

    public static final ConfigKey<String> FILE = ConfigKey.of(
            "dd.remote-config.file",
            ConfigType.of("the path of a directory", RemoteConfigKeys::checkedPath),
            "",
            "Directory with configurations in files <PRODUCT>/<id>.json, taken instead of those of the Agent.");

    public static final ConfigKey<String> FILE_MODE = ConfigKey.of(
            "dd.remote-config.file-mode",
            ConfigType.oneOf(EXCLUSIVE, OVERLAY),
            EXCLUSIVE,
            "Whether the directory's configurations are the only ones (exclusive) or join those of the Agent (overlay).");

    public static final ConfigKey<Boolean> SHOW_CONTENT = ConfigKey.of(
            "dd.actuator.show-remote-content",
            ConfigType.FLAG,
            false,
            "Whether /actuator/datadog/remote-config shows the values that remote configuration sets.");

    private RemoteConfigKeys() {}

    private static String checkedUrl(String text) {
        return AgentAddress.parse(text).url();
    }

    private static String checkedPath(String text) {
        return Path.of(text.trim()).toString();
    }

    private static String checkedKey(String text) {
        String hex = text.trim();
        new TargetsKey("", hex);
        return hex;
    }
}
