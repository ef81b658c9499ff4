package io.quittance.registry.mlflow;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// A key with a text, as experiments, runs, models and versions have them.
public record Tag(String key, String value) {

  public static final int MAX_KEY = 250;
  public static final int MAX_VALUE = 8000;

  /// The most keys that one object may have.
  public static final int MAX_COUNT = 1000;

  /// Reads the field `tags` of a body.
  public static List<Tag> list(Fields body) {
    return body.list("tags", MAX_COUNT).stream().map(Tag::of).toList();
  }

  /// Reads the fields `key` and `value`.
  public static Tag of(Fields entry) {
    return new Tag(entry.text("key", MAX_KEY), entry.textOrEmpty("value", MAX_VALUE));
  }

  /// Reads a column of the database, in the order of the keys.
  public static List<Tag> list(JsonObject column) {
    List<Tag> tags = new ArrayList<>();
    new TreeMap<>(column.getMap())
        .forEach((key, value) -> tags.add(new Tag(key, String.valueOf(value))));
    return tags;
  }

  /// Returns the form in which the database keeps tags.
  public static JsonObject column(List<Tag> tags) {
    JsonObject column = new JsonObject();
    tags.forEach(tag -> column.put(tag.key(), tag.value()));
    return column;
  }

  /// Adds tags to a column.
  ///
  /// @throws MlflowRefusal when there would be too many
  public static JsonObject merged(JsonObject column, List<Tag> tags) {
    JsonObject merged = column.copy();
    tags.forEach(tag -> merged.put(tag.key(), tag.value()));
    if (merged.size() > MAX_COUNT) {
      throw MlflowRefusal.invalid("There must be at most " + MAX_COUNT + " tags on one object");
    }
    return merged;
  }

  /// Returns the removal of a tag from a column.
  public static UnaryOperator<JsonObject> without(String key) {
    return column -> {
      JsonObject others = column.copy();
      others.remove(key);
      return others;
    };
  }
}
