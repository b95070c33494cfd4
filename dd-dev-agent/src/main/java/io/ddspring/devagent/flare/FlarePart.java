/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.flare;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.record.Part;
import io.ddspring.devagent.record.Problems;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flares: {@code /tracer_flare/v1}; {@code /api/flares}. */
public final class FlarePart implements Part {
    private static final String API = "/api/flares";
    private static final Pattern ONE = Pattern.compile(API + "/(\\d{1,9})(?:/(.+))?");
    private static final Reply NOT_FOUND = Reply.text(404, "no such flare, or no such entry in it\n");

    private final FlareStore flares = new FlareStore();
    private final Problems problems;

    /** A part without flares. */
    public FlarePart(Problems problems) {
        this.problems = problems;
    }

    @Override
    public String topic() {
        return "flares";
    }

    @Override
    public void addTo(Routes routes) {
        routes.intake("/tracer_flare/v1", new FlareIntake(flares, problems))
                .get(API, request -> Reply.json(json(flares.newestFirst())))
                .delete(API, this::clear)
                .get(API + "/", this::one);
    }

    private Reply one(Request request) throws IOException {
        Matcher path = ONE.matcher(request.path());
        Optional<Flare> flare = path.matches() ? flares.find(Integer.parseInt(path.group(1))) : Optional.empty();
        if (flare.isEmpty()) {
            return NOT_FOUND;
        }
        String entry = path.group(2);
        return entry == null ? zip(flare.get()) : entry(flare.get(), entry);
    }

    /** The name of the file is ours: that of the sender could be anything. */
    private static Reply zip(Flare flare) {
        return new Reply(
                200,
                "application/zip",
                flare.zip(),
                Map.of("Content-Disposition", "attachment; filename=\"flare-" + flare.number() + ".zip\""));
    }

    private static Reply entry(Flare flare, String name) throws IOException {
        if (flare.entries().stream().noneMatch(entry -> entry.name().equals(name))) {
            return NOT_FOUND;
        }
        return ZipListing.content(flare.zip(), name)
                .map(text -> new Reply(200, "text/plain; charset=utf-8", text, Map.of()))
                .orElse(NOT_FOUND);
    }

    private static byte[] json(List<Flare> flares) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("flares");
            for (Flare flare : flares) {
                out.writeStartObject();
                out.writeNumberField("number", flare.number());
                out.writeNumberField("timeMillis", flare.timeMillis());
                out.writeStringField("caseId", flare.caseId());
                out.writeStringField("hostname", flare.hostname());
                out.writeStringField("email", flare.email());
                out.writeStringField("source", flare.source());
                out.writeNumberField("bytes", flare.zip().length);
                out.writeArrayFieldStart("entries");
                for (ZipListing.Entry entry : flare.entries()) {
                    out.writeStartObject();
                    out.writeStringField("name", entry.name());
                    out.writeNumberField("bytes", entry.bytes());
                    out.writeEndObject();
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    @Override
    public void clear() {
        flares.clear();
    }
}
