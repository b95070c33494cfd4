/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.metrics.Faults;
import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the body of a request for configurations. */
final class PollRequest {
    private static final JsonFactory JSON = new JsonFactory();

    private PollRequest() {}

    /** The body that tells who asks, for which products, and what is known already. */
    static byte[] json(ClientIdentity client, Collection<RemoteConfigProduct> products, KnownConfigs known) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("client");
            json.writeStringField("id", client.id());
            texts(
                    json,
                    "products",
                    products.stream().map(RemoteConfigProduct::name).sorted().toList());
            json.writeBooleanField("is_tracer", true);
            tracer(json, client);
            json.writeStringField("capabilities", Capability.mask(capabilities(products)));
            state(json, known);
            json.writeEndObject();
            files(json, known.all());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** What {@code products} can do together. */
    static Set<Capability> capabilities(Collection<RemoteConfigProduct> products) {
        Set<Capability> all = EnumSet.noneOf(Capability.class);
        for (RemoteConfigProduct product : products) {
            try {
                all.addAll(product.capabilities());
            } catch (Throwable failure) {
                Faults.shared().record("remote-config.capabilities." + product.name(), failure);
            }
        }
        return all;
    }

    private static void tracer(JsonGenerator json, ClientIdentity client) throws IOException {
        json.writeObjectFieldStart("client_tracer");
        json.writeStringField("runtime_id", client.runtimeId());
        json.writeStringField("language", "java");
        json.writeStringField("tracer_version", client.tracerVersion());
        json.writeStringField("service", client.service());
        List<String> extraServices = client.extraServices().get();
        if (!extraServices.isEmpty()) {
            texts(json, "extra_services", extraServices);
        }
        json.writeStringField("env", client.env());
        json.writeStringField("app_version", client.version());
        texts(json, "tags", client.tags().get());
        texts(json, "process_tags", client.processTags().get());
        json.writeEndObject();
    }

    private static void state(JsonGenerator json, KnownConfigs known) throws IOException {
        json.writeObjectFieldStart("state");
        // Roots are the Agent's business.
        json.writeNumberField("root_version", 1);
        json.writeNumberField("targets_version", known.targetsVersion());
        json.writeBooleanField("has_error", !known.error().isEmpty());
        if (!known.error().isEmpty()) {
            json.writeStringField("error", known.error());
        }
        String backendState = known.backendState();
        if (backendState != null) {
            json.writeStringField("backend_client_state", backendState);
        }
        json.writeArrayFieldStart("config_states");
        for (KnownConfig config : known.all()) {
            json.writeStartObject();
            json.writeStringField("id", config.path().configId());
            json.writeNumberField("version", config.file().version());
            json.writeStringField("product", config.path().product());
            json.writeNumberField("apply_state", config.applyState());
            if (!config.applyError().isEmpty()) {
                json.writeStringField("apply_error", config.applyError());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void files(JsonGenerator json, List<KnownConfig> known) throws IOException {
        if (known.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("cached_target_files");
        for (KnownConfig config : known) {
            json.writeStartObject();
            json.writeStringField("path", config.path().text());
            json.writeNumberField("length", config.file().length());
            json.writeArrayFieldStart("hashes");
            for (Map.Entry<String, String> hash : config.file().hashes().entrySet()) {
                json.writeStartObject();
                json.writeStringField("algorithm", hash.getKey());
                json.writeStringField("hash", hash.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
