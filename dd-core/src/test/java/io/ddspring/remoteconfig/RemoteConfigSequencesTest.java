/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.RemoteConfigOffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the backend offers one after another, products have exactly that, and are told of each change once. */
class RemoteConfigSequencesTest {
    private static final List<String> PRODUCTS = List.of("APM_TRACING", "ASM_DD", "LIVE_DEBUGGING");

    @Property(tries = 300)
    void products_have_what_was_offered_last(@ForAll("offers") List<Map<String, String>> offers)
            throws RemoteConfigException {
        KnownConfigs known = new KnownConfigs(Clock.systemUTC());
        Map<String, RemoteConfigProduct> products = new TreeMap<>();
        Map<String, Model> models = new TreeMap<>();
        for (String product : PRODUCTS) {
            Model model = new Model(product);
            models.put(product, model);
            products.put(product, model);
        }
        Map<String, String> before = Map.of();
        long version = 0;
        for (Map<String, String> offer : offers) {
            PollAnswer answer = Objects.requireNonNull(
                    PollAnswer.parse(RemoteConfigOffer.json(++version, offer).getBytes(StandardCharsets.UTF_8)));
            known.take(answer, products);

            Map<String, String> inForce = new TreeMap<>();
            int changes = 0;
            for (Model model : models.values()) {
                inForce.putAll(model.contents);
                changes += model.takeChanges();
            }
            assertThat(inForce).isEqualTo(offer);
            assertThat(changes).isEqualTo(differences(before, offer));
            assertThat(known.all())
                    .extracting(config -> config.path().text())
                    .containsExactlyInAnyOrderElementsOf(offer.keySet());
            assertThat(known.targetsVersion()).isEqualTo(version);
            assertThat(known.error()).isEmpty();
            before = offer;
        }
    }

    private static int differences(Map<String, String> before, Map<String, String> after) {
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        return (int) paths.stream()
                .filter(path -> !Objects.equals(before.get(path), after.get(path)))
                .count();
    }

    @Provide
    Arbitrary<List<Map<String, String>>> offers() {
        Arbitrary<String> paths = Arbitraries.of(PRODUCTS).flatMap(product -> Arbitraries.of("a", "b", "c")
                .map(id -> "datadog/2/" + product + "/" + id + "/config"));
        return Arbitraries.maps(paths, Arbitraries.of("{}", "{\"x\":1}", "{\"x\":2}"))
                .ofMaxSize(6)
                .list()
                .ofMaxSize(8);
    }

    /** What a product makes of what it is told. */
    private static final class Model implements RemoteConfigProduct {
        private final String name;
        private final Map<String, String> contents = new TreeMap<>();
        private final List<String> calls = new ArrayList<>();

        Model(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.noneOf(Capability.class);
        }

        @Override
        public boolean removesFirst() {
            return name.equals("ASM_DD");
        }

        @Override
        public void apply(RemoteConfig config) {
            calls.add("apply");
            contents.put(config.path().text(), new String(config.content(), StandardCharsets.UTF_8));
        }

        @Override
        public void remove(RemoteConfigPath path) {
            calls.add("remove");
            contents.remove(path.text());
        }

        @Override
        public void commit() {
            calls.add("commit");
        }

        /** Number of changes since the last call, which ended with one commit and came in the right order. */
        int takeChanges() {
            List<String> taken = List.copyOf(calls);
            calls.clear();
            if (taken.isEmpty()) {
                return 0;
            }
            List<String> changes = taken.subList(0, taken.size() - 1);
            assertThat(taken.get(taken.size() - 1)).isEqualTo("commit");
            assertThat(changes).doesNotContain("commit");
            String last = removesFirst() ? "apply" : "remove";
            assertThat(changes.stream().dropWhile(call -> !call.equals(last))).allMatch(last::equals);
            return changes.size();
        }
    }
}
