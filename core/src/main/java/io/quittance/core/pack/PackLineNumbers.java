package io.quittance.core.pack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Line of each field in a pack's text, by path such as `rules[3].limit.max`.
final class PackLineNumbers {

  static final PackLineNumbers NONE = new PackLineNumbers(Map.of());

  private final Map<String, Integer> lines;

  private PackLineNumbers(Map<String, Integer> lines) {
    this.lines = lines;
  }

  static PackLineNumbers of(JsonFactory yaml, byte[] text) throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    try (JsonParser parser = yaml.createParser(text)) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        walk(parser, token, "", lines);
      }
    }
    return new PackLineNumbers(lines);
  }

  private static void walk(
      JsonParser parser, JsonToken start, String path, Map<String, Integer> lines)
      throws IOException {
    int index = 0;
    for (JsonToken token = parser.nextToken(); isInside(token); token = parser.nextToken()) {
      String inner;
      if (start == JsonToken.START_OBJECT) {
        String name = parser.currentName();
        inner = path.isEmpty() ? name : path + "." + name;
      } else {
        inner = path + "[" + index++ + "]";
      }
      lines.put(inner, parser.currentTokenLocation().getLineNr());
      JsonToken value = start == JsonToken.START_OBJECT ? parser.nextToken() : token;
      if (value.isStructStart()) {
        walk(parser, value, inner, lines);
      }
    }
  }

  private static boolean isInside(JsonToken token) {
    return token != null && !token.isStructEnd();
  }

  /// Returns whether the text has a field.
  boolean has(String path) {
    return lines.containsKey(path);
  }

  /// Returns the line of a field, or of the nearest enclosing field that is present; 0 when there
  /// is none.
  int nearestLine(String path) {
    String inner = path;
    while (!inner.isEmpty()) {
      Integer line = lines.get(inner);
      if (line != null) {
        return line;
      }
      inner =
          inner.substring(0, Math.max(0, Math.max(inner.lastIndexOf('.'), inner.lastIndexOf('['))));
    }
    return 0;
  }

  /// Returns the line of the first field below a path that a message mentions, or else that of the
  /// path itself.
  int lineOfFieldIn(String path, String reason) {
    for (String word : reason.split("[^A-Za-z]+")) {
      Integer line = lines.get(path.isEmpty() ? word : path + "." + word);
      if (line != null && !word.isEmpty()) {
        return line;
      }
    }
    return nearestLine(path);
  }
}
