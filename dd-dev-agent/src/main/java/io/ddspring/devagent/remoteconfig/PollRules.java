/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import io.ddspring.devagent.record.Violations;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a poll must say, and what must fit together in it. */
final class PollRules {
    private static final List<String> TRACER = List.of("runtime_id", "language", "tracer_version", "service");
    private static final int MAX_EXTRA_SERVICES = 64;

    private final Poll poll;
    private final Violations violations;

    private PollRules(Poll poll, Violations violations) {
        this.poll = poll;
        this.violations = violations;
    }

    static void check(Poll poll, Violations violations) {
        PollRules rules = new PollRules(poll, violations);
        rules.checkClient();
        rules.checkTracer();
        rules.checkState();
        rules.checkFiles();
    }

    private void checkClient() {
        JsonNode client = poll.client();
        violations.check(client.path("is_tracer").asBoolean(), "client.is_tracer is not true");
        violations.check(!client.path("is_agent").asBoolean(), "client.is_agent is true");
        violations.check(!poll.products().isEmpty(), "client.products is empty: there is nothing to ask for");
        violations.check(
                client.path("products").size() == poll.products().size(), "client.products names a product twice");
        violations.check(
                !poll.id().equals(poll.ofTracer("runtime_id")), "client.id is the same as the id of the runtime");
    }

    private void checkTracer() {
        for (String field : TRACER) {
            violations.check(!poll.ofTracer(field).isEmpty(), "client.client_tracer." + field + " is missing or empty");
        }
        violations.check(
                !poll.ofTracer("language").equals("jvm"),
                "client.client_tracer.language is jvm, which is called java here");
        violations.check(
                poll.ofTracer("tracer_version").matches("(\\d+\\.\\d+\\.\\d+([-+][0-9A-Za-z.+-]+)?)?"),
                "client.client_tracer.tracer_version " + poll.ofTracer("tracer_version") + " is no semantic version");
        JsonNode extra = poll.client().path("client_tracer").path("extra_services");
        violations.check(extra.size() <= MAX_EXTRA_SERVICES, "client.client_tracer.extra_services names too many");
        for (JsonNode service : extra) {
            violations.check(
                    !service.asText().equalsIgnoreCase(poll.ofTracer("service")),
                    "client.client_tracer.extra_services names the main service");
        }
    }

    private void checkState() {
        JsonNode state = poll.client().path("state");
        violations.check(state.path("root_version").asLong() == 1, "client.state.root_version is not 1");
        boolean failed = state.path("has_error").asBoolean();
        violations.check(failed || poll.error().isEmpty(), "client.state.error is set but has_error is false");
        violations.check(!failed || !poll.error().isEmpty(), "client.state.has_error is true but error is empty");
        for (Poll.State config : poll.states()) {
            String what = "the state of " + config.product() + "/" + config.id();
            violations.check(
                    !config.id().isEmpty() && !config.product().isEmpty(),
                    "a state of a configuration has no id or product");
            violations.check(
                    config.applied() >= 0 && config.applied() <= Poll.State.ERROR,
                    what + " has an apply_state that is not in 0..3");
            violations.check(
                    config.applied() == Poll.State.ERROR || config.error().isEmpty(),
                    what + " is " + config.word() + " but has an apply_error: " + config.error());
            violations.check(
                    config.applied() != Poll.State.ERROR || !config.error().isEmpty(),
                    what + " is an error without an apply_error");
            violations.check(poll.products().contains(config.product()), what + " is of a product it does not ask for");
        }
    }

    private void checkFiles() {
        violations.check(poll.files().size() == poll.cached().size(), "cached_target_files names a file twice");
        Set<ConfigPath> stated = poll.states().stream()
                .map(state -> new ConfigPath(upper(state.product()), state.id()))
                .collect(Collectors.toSet());
        Set<ConfigPath> cached = poll.cached().keySet().stream()
                .map(ConfigPath::ofFile)
                .flatMap(Optional::stream)
                .map(path -> new ConfigPath(upper(path.product()), path.id()))
                .collect(Collectors.toSet());
        for (Poll.CachedFile file : poll.cached().values()) {
            violations.check(
                    file.length() >= 0 && file.sha256().matches("[0-9a-f]{64}"),
                    "the cached file " + file.path() + " has no length or no sha256");
            violations.check(
                    ConfigPath.ofFile(file.path()).isPresent(),
                    "the cached file " + file.path() + " has no valid path");
        }
        cached.stream()
                .filter(path -> !stated.contains(path))
                .forEach(path -> violations.add("the cached file " + path + " has no state"));
        // Clients that cache nothing never send files.
        if (!cached.isEmpty()) {
            stated.stream()
                    .filter(path -> !cached.contains(path))
                    .forEach(path -> violations.add("there is a state of " + path + ", which is not cached"));
        }
    }

    private static String upper(String product) {
        return product.toUpperCase(Locale.ROOT);
    }
}
