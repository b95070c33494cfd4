/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.flare;

import io.ddspring.devagent.http.FormPart;
import io.ddspring.devagent.http.Intake;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Multipart;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.record.Problems;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes flares: a form with four texts and an archive. */
final class FlareIntake implements Intake {
    private static final String FILE = "flare_file";
    private static final List<String> FIELDS = List.of("source", "case_id", "email", "hostname", FILE);
    private static final int MAX_TEXT_CHARS = 500;

    private final FlareStore flares;
    private final Problems problems;

    FlareIntake(FlareStore flares, Problems problems) {
        this.flares = flares;
        this.problems = problems;
    }

    @Override
    public Reply take(Payload payload) throws MalformedPayloadException {
        Map<String, FormPart> parts = new LinkedHashMap<>();
        Multipart.parse(payload).forEach(part -> parts.putIfAbsent(part.name(), part));
        List<String> missing =
                FIELDS.stream().filter(field -> !parts.containsKey(field)).toList();
        if (!missing.isEmpty()) {
            throw new MalformedPayloadException("the form has no " + String.join(", no ", missing));
        }
        String caseId = text(parts, "case_id");
        if (!caseId.matches("\\d+(-with-debug|-with-content)?")) {
            problems.add(payload.toString(), "the case_id '" + caseId + "' is no number of a case");
        }
        byte[] zip = part(parts, FILE).body();
        List<ZipListing.Entry> entries = entries(payload, zip);
        boolean kept = flares.add(number -> new Flare(
                number,
                payload.time().toEpochMilli(),
                caseId,
                text(parts, "hostname"),
                text(parts, "email"),
                text(parts, "source"),
                zip,
                entries));
        if (!kept) {
            problems.add(payload.toString(), "dropped: " + zip.length + " bytes are too many to be kept");
        }
        return Reply.json("{}");
    }

    private List<ZipListing.Entry> entries(Payload payload, byte[] zip) {
        try {
            return ZipListing.entries(zip);
        } catch (IOException broken) {
            problems.add(payload.toString(), FILE + " is no zip file: " + broken.getMessage());
            return List.of();
        }
    }

    private static String text(Map<String, FormPart> parts, String name) {
        String text = part(parts, name).text();
        return text.length() > MAX_TEXT_CHARS ? text.substring(0, MAX_TEXT_CHARS) : text;
    }

    private static FormPart part(Map<String, FormPart> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }
}
