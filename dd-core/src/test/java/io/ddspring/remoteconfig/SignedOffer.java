/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An answer of the Agent in the making: a list of configurations, signed with a key whose seed is 32 zero bytes. */
final class SignedOffer {
    static final String KEY_ID = "139e3940e64b5491722088d9a0d741628fc826e09475d341a780acde3c4b8070";
    static final String PUBLIC_KEY = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";

    private final long version;
    private final Map<String, String> targets = new TreeMap<>();
    private final Map<String, String> contents = new LinkedHashMap<>();
    private final List<String> wanted = new ArrayList<>();
    private boolean tampered;

    private SignedOffer(long version) {
        this.version = version;
    }

    static SignedOffer version(long version) {
        return new SignedOffer(version);
    }

    /** A configuration that is wanted, with its content. */
    SignedOffer with(String path, long fileVersion, String content) {
        return listed(path, fileVersion, content).content(path, content).wanted(path);
    }

    /** Only what the configuration must look like. */
    SignedOffer listed(String path, long fileVersion, String content) {
        return listed(path, fileVersion, sha256(content), content.length());
    }

    SignedOffer listed(String path, long fileVersion, String sha256, long length) {
        targets.put(
                path,
                "{\"custom\":{\"v\":" + fileVersion + "},\"hashes\":{\"sha256\":\"" + sha256 + "\"},\"length\":"
                        + length + "}");
        return this;
    }

    SignedOffer content(String path, String content) {
        contents.put(path, content);
        return this;
    }

    SignedOffer wanted(String path) {
        wanted.add(path);
        return this;
    }

    SignedOffer tampered() {
        tampered = true;
        return this;
    }

    String signed() {
        StringBuilder files = new StringBuilder();
        targets.forEach((path, file) -> files.append(files.isEmpty() ? "" : ",")
                .append('"')
                .append(path)
                .append("\":")
                .append(file));
        return "{\"_type\":\"targets\",\"custom\":{\"opaque_backend_state\":\"eyJ2IjoxfQ==\"},"
                + "\"expires\":\"2040-01-01T00:00:00Z\",\"spec_version\":\"1.0.0\",\"targets\":{" + files
                + "},\"version\":" + version + "}";
    }

    String signature() {
        try {
            EdECPrivateKeySpec seed = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, new byte[32]);
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(seed);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(signed().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The body of the answer. */
    String json() {
        String signature = tampered ? "00".repeat(64) : signature();
        String document = "{\"signatures\":[{\"keyid\":\"" + KEY_ID + "\",\"sig\":\"" + signature + "\"}],\"signed\":"
                + signed() + "}";
        StringBuilder files = new StringBuilder();
        contents.forEach((path, content) -> files.append(files.isEmpty() ? "" : ",")
                .append("{\"path\":\"")
                .append(path)
                .append("\",\"raw\":\"")
                .append(base64(content))
                .append("\"}"));
        StringBuilder paths = new StringBuilder();
        wanted.forEach(path ->
                paths.append(paths.isEmpty() ? "\"" : ",\"").append(path).append('"'));
        return "{\"targets\":\"" + base64(document) + "\",\"target_files\":[" + files + "],\"client_configs\":[" + paths
                + "]}";
    }

    static String sha256(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
