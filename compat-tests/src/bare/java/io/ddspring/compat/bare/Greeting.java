/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of which JSON libraries and their settings make different things. */
// All of them know Date, and no two write it alike.
@SuppressWarnings("JavaUtilDate")
public final class Greeting {
    private final String text;
    private final @Nullable String nobody = null;
    private final Date longAgo = new Date(0);
    private final BigDecimal price = new BigDecimal("10.00");
    private final List<Integer> numbers = List.of(1, 2, 3);
    private final Map<String, Boolean> flags = Map.of("camelCase", true);

    Greeting(String text) {
        this.text = text;
    }

    public String getText() {
        return text;
    }

    public @Nullable String getNobody() {
        return nobody;
    }

    public Date getLongAgo() {
        return new Date(longAgo.getTime());
    }

    public BigDecimal getPrice() {
        return price;
    }

    public List<Integer> getNumbers() {
        return numbers;
    }

    public Map<String, Boolean> getFlags() {
        return flags;
    }
}
