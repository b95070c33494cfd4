/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/** What a client is answered: the configurations of its products, with the contents that it lacks. Not signed. */
final class PollAnswer {
    private static final byte[] NOTHING_NEW = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Duration VALIDITY = Duration.ofDays(90);

    private PollAnswer() {}

    /** @param offered the configurations of the client's products */
    static byte[] write(Poll poll, OfferedConfigs.Snapshot offered, Instant now) {
        List<OfferedConfig> configs = offered.configs();
        boolean same = poll.targetsVersion() == offered.version()
                && poll.cached().size() == configs.size()
                && configs.stream().allMatch(poll::has);
        return same ? NOTHING_NEW : document(poll, offered, now);
    }

    private static byte[] document(Poll poll, OfferedConfigs.Snapshot offered, Instant now) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("roots");
            out.writeEndArray();
            out.writeBinaryField("targets", targets(offered, now));
            out.writeArrayFieldStart("target_files");
            for (OfferedConfig config : offered.configs()) {
                if (!poll.has(config)) {
                    out.writeStartObject();
                    out.writeStringField("path", config.path().toString());
                    out.writeBinaryField("raw", config.content());
                    out.writeEndObject();
                }
            }
            out.writeEndArray();
            out.writeArrayFieldStart("client_configs");
            for (OfferedConfig config : offered.configs()) {
                out.writeString(config.path().toString());
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static byte[] targets(OfferedConfigs.Snapshot offered, Instant now) {
        String state = "{\"version\":" + offered.version() + "}";
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("signatures");
            out.writeEndArray();
            out.writeObjectFieldStart("signed");
            out.writeStringField("_type", "targets");
            out.writeObjectFieldStart("custom");
            out.writeStringField(
                    "opaque_backend_state", Base64.getEncoder().encodeToString(state.getBytes(StandardCharsets.UTF_8)));
            out.writeEndObject();
            out.writeStringField(
                    "expires",
                    now.plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS).toString());
            out.writeStringField("spec_version", "1.0.0");
            out.writeObjectFieldStart("targets");
            for (OfferedConfig config : offered.configs()) {
                writeTarget(out, config);
            }
            out.writeEndObject();
            out.writeNumberField("version", offered.version());
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    private static void writeTarget(JsonGenerator out, OfferedConfig config) throws IOException {
        out.writeObjectFieldStart(config.path().toString());
        out.writeObjectFieldStart("custom");
        out.writeNumberField("v", config.version());
        out.writeEndObject();
        out.writeObjectFieldStart("hashes");
        out.writeStringField("sha256", config.sha256());
        out.writeEndObject();
        out.writeNumberField("length", config.content().length);
        out.writeEndObject();
    }
}
