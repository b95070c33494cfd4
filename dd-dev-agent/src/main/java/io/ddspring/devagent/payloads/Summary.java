/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonParser;
import io.ddspring.vendor.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A few words on what a payload has. */
final class Summary {
    private static final int MAX_NAMES = 8;
    private static final int MAX_CHARS = 200;
    private static final JsonFactory JSON = new JsonFactory();

    private Summary() {}

    /** The files of a form; else what the top of the document has, arrays with their number of items. */
    static String of(List<ShownPart> parts) {
        String summary = parts.size() == 1 && parts.get(0).part().name().isEmpty()
                ? ofDocument(parts.get(0).json())
                : String.join(", ", parts.stream().map(Summary::name).toList());
        return summary.length() > MAX_CHARS ? summary.substring(0, MAX_CHARS) + "…" : summary;
    }

    private static String name(ShownPart shown) {
        BodyPart part = shown.part();
        return part.fileName().isEmpty() ? part.name() : part.fileName();
    }

    private static String ofDocument(@Nullable String json) {
        if (json == null) {
            return "";
        }
        try (JsonParser parser = JSON.createParser(json)) {
            JsonToken top = parser.nextToken();
            return top == JsonToken.START_OBJECT ? fields(parser) : top == JsonToken.START_ARRAY ? items(parser) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static String items(JsonParser parser) throws IOException {
        String first = "";
        int count = 0;
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (count++ == 0 && item == JsonToken.START_OBJECT) {
                first = ": " + fields(parser);
            } else {
                parser.skipChildren();
            }
        }
        return count + (count == 1 ? " item" : " items") + first;
    }

    private static String fields(JsonParser parser) throws IOException {
        List<String> names = new ArrayList<>();
        int more = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String field = parser.nextToken() == JsonToken.START_ARRAY ? name + " (" + count(parser) + ")" : name;
            parser.skipChildren();
            if (names.size() < MAX_NAMES) {
                names.add(field);
            } else {
                more++;
            }
        }
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }

    private static int count(JsonParser parser) throws IOException {
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            count++;
        }
        return count;
    }
}
