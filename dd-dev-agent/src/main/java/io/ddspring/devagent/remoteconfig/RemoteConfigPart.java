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

/** Remote configuration: {@code /v0.7/config}; {@code /api/remote-config}. */
public final class RemoteConfigPart implements Part {
    private static final String API = "/api/remote-config";
    private static final int MAX_CONFIG_BYTES = 2 * 1024 * 1024;

    private final OfferedConfigs configs = new OfferedConfigs();
    private final Clients clients = new Clients();
    private final Problems problems;
    private final Clock clock;

    /**
     * A part that offers nothing.
     *
     * @param clock tells which clients are gone
     */
    public RemoteConfigPart(Problems problems, Clock clock) {
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "remote-config";
    }

    @Override
    public void addTo(Routes routes) {
        routes.intake("/v0.7/config", new PollIntake(configs, clients, problems))
                .get(API, this::list)
                .delete(API, this::clear)
                .put(API + "/", this::put)
                .delete(API + "/", this::takeBack);
    }

    private Reply list(Request request) {
        return Reply.json(
                RemoteConfigJson.write(clients.newestFirst(), configs.snapshot().configs(), clock.instant()));
    }

    private Reply put(Request request) throws IOException, MalformedPayloadException {
        ConfigPath path = path(request);
        byte[] content = request.body(MAX_CONFIG_BYTES);
        JsonBody.parse(content);
        return configs.put(path, content)
                ? Reply.noContent()
                : Reply.text(413, "there are too many configurations, or they are too large\n");
    }

    private Reply takeBack(Request request) throws MalformedPayloadException {
        return configs.remove(path(request)) ? Reply.noContent() : Reply.text(404, "no such configuration\n");
    }

    private static ConfigPath path(Request request) throws MalformedPayloadException {
        return ConfigPath.ofApi(request.path().substring(API.length() + 1))
                .orElseThrow(() -> new MalformedPayloadException(
                        "the path must end with the name of a product, a slash and an id"));
    }

    /** Takes all configurations back and forgets all clients; those that go on asking are new ones. */
    @Override
    public void clear() {
        configs.clear();
        clients.clear();
    }
}
