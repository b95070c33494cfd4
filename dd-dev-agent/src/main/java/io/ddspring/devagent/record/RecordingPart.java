/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
import io.ddspring.devagent.http.Routes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipException;

/** Everything that was received, as one file that another agent can read: {@code /api/recording}. */
public final class RecordingPart implements Part {
    private final Recording recording;
    private final Predicate<Payload> replay;

    /** @param replay takes a payload of a file and says whether it was understood */
    public RecordingPart(Recording recording, Predicate<Payload> replay) {
        this.recording = recording;
        this.replay = replay;
    }

    @Override
    public String topic() {
        return "recording";
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/recording", this::write).post("/api/recording", this::read);
    }

    private Reply write(Request request) {
        List<Payload> payloads = recording.all();
        return Reply.largeJson(out -> RecordingJson.write(out, payloads))
                .withHeaders(Map.of("Content-Disposition", "attachment; filename=\"dd-dev-agent-recording.json\""));
    }

    private Reply read(Request request) throws IOException, MalformedPayloadException {
        List<Payload> payloads;
        try (InputStream file = request.decoded(recording.maxFileBytes())) {
            payloads = RecordingJson.read(file, recording.maxReadBytes());
        } catch (ZipException | EOFException broken) {
            throw new MalformedPayloadException("recording, not gzip", ": ", broken);
        }
        long taken = payloads.stream().filter(replay).count();
        return Reply.json("{\"payloads\":" + payloads.size() + ",\"taken\":" + taken + "}");
    }

    @Override
    public void clear() {
        recording.clear();
    }
}
