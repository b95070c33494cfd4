/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import io.ddspring.devagent.http.JsonBody;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.record.Part;
import io.ddspring.devagent.record.Problems;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Remote configuration: {@code /v0.7/config}; {@code /api/remote-config}. */
public final class RemoteConfigPart implements Part {
    private static final String API = "/api/remote-config";
    private static final int MAX_CONFIG_BYTES = 2 * 1024 * 1024;

    private final OfferedConfigs configs = new OfferedConfigs();
    private final Clients clients = new Clients();
    private final Problems problems;
    private final Clock clock;
    private final Runnable changed;

    /**
     * A part that offers nothing.
     *
     * @param clock tells which clients are gone
     * @param changed called when what is offered changes
     */
    public RemoteConfigPart(Problems problems, Clock clock, Runnable changed) {
        this.problems = problems;
        this.clock = clock;
        this.changed = changed;
    }

    @Override
    public String topic() {
        return "remote-config";
    }

    @Override
    public void addTo(Routes routes) {
        routes.intake("/v0.7/config", new PollIntake(configs, clients, problems))
                .api(API, this::list)
                .api(API + "/", this::one);
    }

    private Reply list(Request request) {
        if (request.method().equals("DELETE")) {
            clear();
            changed.run();
            return Reply.noContent();
        }
        return request.isRead()
                ? Reply.json(RemoteConfigJson.write(
                        clients.newestFirst(), configs.snapshot().configs(), clock.instant()))
                : Reply.methodNotAllowed("GET, DELETE");
    }

    private Reply one(Request request) throws IOException {
        Optional<ConfigPath> path = ConfigPath.ofApi(request.path().substring(API.length() + 1));
        if (path.isEmpty()) {
            return Reply.text(400, "the path must end with the name of a product, a slash and an id\n");
        }
        return switch (request.method()) {
            case "PUT" -> put(path.get(), request);
            case "DELETE" -> {
                boolean removed = configs.remove(path.get());
                changed.run();
                yield removed ? Reply.noContent() : Reply.text(404, "no such configuration\n");
            }
            default -> Reply.methodNotAllowed("PUT, DELETE");
        };
    }

    private Reply put(ConfigPath path, Request request) throws IOException {
        byte[] content;
        try {
            content = request.body(MAX_CONFIG_BYTES);
            JsonBody.parse(content);
        } catch (Request.TooLargeException tooLarge) {
            return Reply.text(413, tooLarge.getMessage() + "\n");
        } catch (MalformedPayloadException malformed) {
            return Reply.text(400, malformed.getMessage() + "\n");
        }
        if (!configs.put(path, content)) {
            return Reply.text(413, "there are too many configurations, or they are too large\n");
        }
        changed.run();
        return Reply.noContent();
    }

    /** Takes all configurations back and forgets all clients; those that go on asking are new ones. */
    @Override
    public void clear() {
        configs.clear();
        clients.clear();
    }
}
