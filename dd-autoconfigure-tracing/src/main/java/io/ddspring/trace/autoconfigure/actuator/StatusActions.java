/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import io.ddspring.metrics.Fatal;
import io.ddspring.metrics.Faults;
import io.ddspring.telemetry.StatusAction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** What can be done from the page, whoever offers it. What looks like a secret is masked in its answers. */
final class StatusActions {
    private static final Logger LOG = LoggerFactory.getLogger(StatusActions.class);
    private static final int CONFLICT = 409;

    private final Supplier<Stream<StatusAction>> actions;

    /** @param actions asked at each call; of two with the same path the first counts */
    StatusActions(Supplier<Stream<StatusAction>> actions) {
        this.actions = actions;
    }

    /** What can be done at {@code path}, or null when nothing can. */
    @Nullable
    WebEndpointResponse<Map<String, Object>> describe(String path) {
        return find(path)
                .map(action -> {
                    Map<String, Object> facts = new LinkedHashMap<>();
                    facts.put("usage", "POST here " + action.description());
                    facts.putAll(told(action));
                    return answer(facts, WebEndpointResponse.STATUS_OK);
                })
                .orElse(null);
    }

    /** Does what can be done at {@code path} and answers what came of it; null when nothing can. */
    @Nullable
    WebEndpointResponse<Map<String, Object>> run(String path) {
        return find(path).map(StatusActions::perform).orElse(null);
    }

    private Optional<StatusAction> find(String path) {
        return actions.get().filter(action -> action.path().equals(path)).findFirst();
    }

    private static Map<String, Object> told(StatusAction action) {
        try {
            return StatusPage.masked(action.status());
        } catch (Throwable failure) {
            Faults.shared().record("status." + action.path(), failure);
            return Map.of("error", failure.getClass().getName());
        }
    }

    private static WebEndpointResponse<Map<String, Object>> perform(StatusAction action) {
        try {
            return answer(action.run(), WebEndpointResponse.STATUS_OK);
        } catch (StatusAction.BusyException busy) {
            return answer(Map.of("error", String.valueOf(busy.getMessage())), CONFLICT);
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            LOG.warn("{} failed", action.path(), failure);
            return answer(Map.of("error", failure.toString()), WebEndpointResponse.STATUS_INTERNAL_SERVER_ERROR);
        }
    }

    private static WebEndpointResponse<Map<String, Object>> answer(Map<String, Object> facts, int status) {
        return new WebEndpointResponse<>(OperationResponseBody.of(StatusPage.masked(facts)), status);
    }
}
