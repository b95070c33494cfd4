/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.metrics.Fatal;
import io.ddspring.metrics.Faults;
import io.ddspring.remoteconfig.Targets.TargetFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configurations that the products have, and how an answer of the Agent changes them: nothing by halves, so what
 * cannot be taken leaves the earlier one in force and is told in the next request. Used by the one thread that polls.
 */
final class KnownConfigs {
    /** In which order products are changed; others come last, by name. */
    private static final List<String> ORDER = List.of(
            "AGENT_CONFIG",
            "AGENT_TASK",
            "APM_TRACING",
            "LIVE_DEBUGGING",
            "LIVE_DEBUGGING_SYMBOL_DB",
            "ASM_DD",
            "ASM",
            "ASM_DATA",
            "ASM_FEATURES",
            "FFE_FLAGS");

    private static final Comparator<RemoteConfigProduct> IN_ORDER = Comparator.<RemoteConfigProduct>comparingInt(
                    product -> ORDER.contains(product.name()) ? ORDER.indexOf(product.name()) : ORDER.size())
            .thenComparing(RemoteConfigProduct::name);

    /** What is told of errors is sent with every request. */
    private static final int LONGEST_ERROR = 1000;

    private static final int MOST_ERRORS = 10;

    /** How long a product may take for one call before that is worth a word. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(KnownConfigs.class);

    private final Clock clock;
    private final Map<String, KnownConfig> byPath = new LinkedHashMap<>();
    private long targetsVersion;
    private @Nullable String backendState;
    private String error = "";
    private boolean updated;

    KnownConfigs(Clock clock) {
        this.clock = clock;
    }

    /** Version of the list that was taken over without error last; 0 before the first. */
    long targetsVersion() {
        return targetsVersion;
    }

    @Nullable
    String backendState() {
        return backendState;
    }

    /** What was wrong with the last answer; empty when nothing was. */
    String error() {
        return error;
    }

    List<KnownConfig> all() {
        return List.copyOf(byPath.values());
    }

    /** Forgets what {@code products} had, without telling them. */
    void forget(Set<String> products) {
        byPath.values().removeIf(known -> products.contains(known.path().product()));
    }

    /** Notes that an answer was not even looked at. */
    void refused(RemoteConfigException reason) {
        setError(String.valueOf(reason.getMessage()));
    }

    private void setError(String present) {
        String shortened = shortened(present);
        if (!shortened.isEmpty() && !shortened.equals(error)) {
            LOG.warn("Configurations were refused, those in force stay: {}", shortened);
        }
        error = shortened;
    }

    /**
     * Takes an answer.
     *
     * @return what came of it, for people
     */
    String take(PollAnswer answer, Map<String, RemoteConfigProduct> products) {
        for (String path : answer.contents().keySet()) {
            if (!answer.targets().files().containsKey(path)) {
                setError("Path " + path + " is in target_files but not in targets");
                return error;
            }
        }
        List<String> errors = new ArrayList<>();
        Map<String, List<RemoteConfigPath>> wanted = wantedByProduct(answer, products.keySet(), errors);
        for (RemoteConfigProduct product :
                products.values().stream().sorted(IN_ORDER).toList()) {
            updated |= update(product, wanted.getOrDefault(product.name(), List.of()), answer, errors);
        }
        backendState = answer.targets().opaqueBackendState();
        setError(inOneText(errors));
        if (errors.isEmpty()) {
            targetsVersion = answer.targets().version();
        }
        return error.isEmpty() ? "taken" : error;
    }

    /** Whether any product got or lost a configuration since the last call. */
    boolean wasUpdated() {
        boolean was = updated;
        updated = false;
        return was;
    }

    private static Map<String, List<RemoteConfigPath>> wantedByProduct(
            PollAnswer answer, Set<String> products, List<String> errors) {
        Map<String, List<RemoteConfigPath>> byProduct = new LinkedHashMap<>();
        for (String text : answer.wanted()) {
            try {
                RemoteConfigPath path = RemoteConfigPath.of(text);
                if (!products.contains(path.product())) {
                    throw new RemoteConfigException("Told to apply " + text + ", but nobody asked for that product");
                }
                byProduct
                        .computeIfAbsent(path.product(), product -> new ArrayList<>())
                        .add(path);
            } catch (RemoteConfigException refused) {
                errors.add(String.valueOf(refused.getMessage()));
            }
        }
        return byProduct;
    }

    private boolean update(
            RemoteConfigProduct product, Collection<RemoteConfigPath> wanted, PollAnswer answer, List<String> errors) {
        Map<RemoteConfig, TargetFile> changed = new LinkedHashMap<>();
        Set<String> stays = new HashSet<>();
        for (RemoteConfigPath path : wanted) {
            try {
                TargetFile target = targetOf(path, answer);
                // From here on an earlier version stays in force whatever is wrong with the new one.
                stays.add(path.text());
                KnownConfig known = byPath.get(path.text());
                if (known != null && known.hasContentOf(target)) {
                    byPath.put(path.text(), known.describedBy(target));
                } else {
                    byte[] content = ConfigContent.of(path, target, answer);
                    changed.put(new RemoteConfig(path, target.version(), content), target);
                }
            } catch (RemoteConfigException refused) {
                errors.add(String.valueOf(refused.getMessage()));
            }
        }
        boolean removed = product.removesFirst() && removeOthers(product, stays);
        changed.forEach((config, target) -> apply(product, config, target));
        removed |= removeOthers(product, stays);
        if (!removed && changed.isEmpty()) {
            return false;
        }
        commit(product);
        return true;
    }

    private static TargetFile targetOf(RemoteConfigPath path, PollAnswer answer) throws RemoteConfigException {
        TargetFile target = answer.targets().files().get(path.text());
        if (target == null) {
            throw new RemoteConfigException("Told to apply " + path + ", but it is not in targets");
        }
        return target;
    }

    private void apply(RemoteConfigProduct product, RemoteConfig config, TargetFile target) {
        String applyError = "";
        Instant start = clock.instant();
        try {
            product.apply(config);
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            String message = failure.getMessage();
            applyError =
                    message == null || message.isEmpty() ? failure.getClass().getName() : shortened(message);
            LOG.warn("The configuration {} was not taken: {}", config.path(), applyError);
        }
        tellIfSlow(product, "apply", start);
        byPath.put(config.path().text(), new KnownConfig(config.path(), target, applyError, clock.instant()));
    }

    private boolean removeOthers(RemoteConfigProduct product, Set<String> stay) {
        List<RemoteConfigPath> gone = byPath.values().stream()
                .map(KnownConfig::path)
                .filter(path -> path.product().equals(product.name()) && !stay.contains(path.text()))
                .toList();
        for (RemoteConfigPath path : gone) {
            byPath.remove(path.text());
            Instant start = clock.instant();
            try {
                product.remove(path);
            } catch (Throwable failure) {
                Faults.shared().record("remote-config.remove." + product.name(), failure);
            }
            tellIfSlow(product, "remove", start);
        }
        return !gone.isEmpty();
    }

    private void commit(RemoteConfigProduct product) {
        Instant start = clock.instant();
        try {
            product.commit();
        } catch (Throwable failure) {
            Faults.shared().record("remote-config.commit." + product.name(), failure);
        }
        tellIfSlow(product, "commit", start);
    }

    private void tellIfSlow(RemoteConfigProduct product, String callback, Instant start) {
        Duration took = Duration.between(start, clock.instant());
        if (took.compareTo(PATIENCE) > 0) {
            Faults.shared().slow("remote-config." + callback + '.' + product.name(), took);
        }
    }

    private static String inOneText(List<String> errors) {
        if (errors.size() <= 1) {
            return errors.isEmpty() ? "" : errors.get(0);
        }
        StringBuilder text = new StringBuilder("Failed to apply configuration due to " + errors.size() + " errors:");
        for (int i = 0; i < Math.min(MOST_ERRORS, errors.size()); i++) {
            text.append("\n (").append(i + 1).append(") ").append(errors.get(i));
        }
        return text.toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "...";
    }
}
