/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;

/** The Ed25519 key with which lists of configurations are signed. Immutable. */
final class TargetsKey {
    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BYTES = 32;

    private final String id;
    private final PublicKey key;

    /**
     * A key by its id.
     *
     * @param hex its 32 bytes, in the form of <a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1.2">RFC 8032</a>
     * @throws IllegalArgumentException when these are not the bytes of a key
     */
    TargetsKey(String id, String hex) {
        this.id = id;
        byte[] littleEndian = HexFormat.of().parseHex(hex);
        if (littleEndian.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, not " + littleEndian.length);
        }
        byte[] bigEndian = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            bigEndian[i] = littleEndian[KEY_BYTES - 1 - i];
        }
        boolean xIsOdd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7F;
        EdECPoint point = new EdECPoint(xIsOdd, new BigInteger(1, bigEndian));
        try {
            this.key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
        } catch (GeneralSecurityException notAKey) {
            throw new IllegalArgumentException("not a key: " + notAKey.getMessage(), notAKey);
        }
    }

    /** @throws RemoteConfigException when {@code targets} are not signed with this key */
    void check(Targets targets) throws RemoteConfigException {
        String hex = targets.signatures().get(id);
        if (hex == null) {
            throw new RemoteConfigException("targets are not signed with the key " + id);
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(CanonicalJson.bytes(targets.signed()));
            if (!signature.verify(HexFormat.of().parseHex(hex))) {
                throw new RemoteConfigException("the signature of targets is wrong");
            }
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new RemoteConfigException("the signature of targets is broken: " + broken.getMessage(), broken);
        }
    }
}
