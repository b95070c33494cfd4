/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.Intake;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.record.Problems;
import java.util.List;

/** Takes what an Agent passes on unread, and answers as the intake behind it does; what is wrong becomes a problem. */
final class PayloadIntake implements Intake {
    private final PayloadStore payloads;
    private final Problems problems;

    PayloadIntake(PayloadStore payloads, Problems problems) {
        this.payloads = payloads;
        this.problems = problems;
    }

    @Override
    public Reply take(Payload payload) throws MalformedPayloadException {
        String proxied = Paths.proxied(payload.path());
        if (Paths.isProxied(payload.path())) {
            checkProxied(payload);
        }
        if (!payloads.add(payload, Kind.of(payload), summary(payload))) {
            problems.add(payload.toString(), "dropped: " + payload.body().length + " bytes are too many to be kept");
        }
        Reply answer = TestSettings.answer(proxied, payload.body());
        return answer == null ? Reply.accepted("{}") : answer;
    }

    private void checkProxied(Payload payload) throws MalformedPayloadException {
        String subdomain = payload.header(Paths.SUBDOMAIN_HEADER);
        if (subdomain == null || subdomain.isEmpty()) {
            throw new MalformedPayloadException("no header " + Paths.SUBDOMAIN_HEADER);
        }
        if (payload.path().startsWith(Paths.EVP_PROXY_V2) && payload.header("Content-Encoding") != null) {
            problems.add(payload.toString(), "Content-Encoding is passed on from " + Paths.EVP_PROXY_V4 + " only");
        }
    }

    private String summary(Payload payload) {
        try {
            List<ShownPart> parts = BodyReader.read(payload);
            for (ShownPart shown : parts) {
                if (shown.problem() != null) {
                    String name = shown.part().name();
                    problems.add(
                            payload.toString(),
                            (name.isEmpty() ? "the body" : "part " + name) + " of type "
                                    + shown.part().contentType() + " is " + shown.problem());
                }
            }
            return Summary.of(parts);
        } catch (MalformedPayloadException broken) {
            problems.add(payload.toString(), "not multipart/form-data: " + broken.getMessage());
            return "";
        }
    }
}
