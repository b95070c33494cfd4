/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import java.lang.reflect.Field;

/** Tells the classes whose calls AspectJ sees, so that nobody is told that their methods are not traced. */
final class WovenClasses {
    private static final String JOIN_POINT_FIELD_PREFIX = "ajc$tjp_";

    private WovenClasses() {}

    /** Whether the weaver has left its mark in {@code type}. */
    static boolean contains(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().startsWith(JOIN_POINT_FIELD_PREFIX)) {
                return true;
            }
        }
        return false;
    }
}
