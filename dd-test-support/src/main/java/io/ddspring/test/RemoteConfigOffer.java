/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import io.ddspring.vendor.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** What an Agent answers that has configurations for a tracer. */
public final class RemoteConfigOffer {
    /** Where tracers ask. */
    public static final String PATH = "/v0.7/config";

    private static final JsonMapper JSON = new JsonMapper();

    private RemoteConfigOffer() {}

    /**
     * An answer after which exactly these configurations are to be in force. It is not signed.
     *
     * @param version of the list
     * @param contents each configuration by its path, for example {@code datadog/2/APM_TRACING/x/config}
     */
    public static String json(long version, Map<String, String> contents) {
        ObjectNode targets = JSON.createObjectNode();
        targets.putArray("signatures");
        ObjectNode signed = targets.putObject("signed");
        signed.put("_type", "targets");
        signed.putObject("custom").put("opaque_backend_state", "eyJ2IjoxfQ==");
        signed.put("expires", "2040-01-01T00:00:00Z");
        signed.put("spec_version", "1.0.0");
        signed.put("version", version);
        ObjectNode files = signed.putObject("targets");
        ObjectNode answer = JSON.createObjectNode();
        contents.forEach((path, content) -> {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            ObjectNode file = files.putObject(path);
            file.putObject("custom").put("v", version);
            file.putObject("hashes").put("sha256", sha256(bytes));
            file.put("length", bytes.length);
            answer.withArray("target_files").addObject().put("path", path).put("raw", base64(bytes));
            answer.withArray("client_configs").add(path);
        });
        answer.put("targets", base64(targets.toString().getBytes(StandardCharsets.UTF_8)));
        return answer.toString();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }
}
