package io.quittance.registry.mlflow.search;

import io.quittance.registry.mlflow.MlflowRefusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/// The keys that one kind of search knows, with the SQL of each. Immutable once built.
public final class Grammar {

  private final Map<String, Column> attributes;
  private final Map<String, Entity> entities;
  private final Set<String> present;

  private Grammar(
      Map<String, Column> attributes, Map<String, Entity> entities, Set<String> present) {
    this.attributes = Map.copyOf(attributes);
    this.entities = Map.copyOf(entities);
    this.present = Set.copyOf(present);
  }

  public static Builder builder() {
    return new Builder();
  }

  Set<String> entities() {
    Set<String> names = new HashSet<>(entities.keySet());
    names.addAll(Set.of("attribute", "attributes", "attr", "run"));
    return names;
  }

  Kind kind(Key key) {
    Entity entity = entities.get(key.entity());
    return entity == null ? column(key).kind() : entity.kind();
  }

  Expression expression(Key key, Bindings bindings) {
    Entity entity = entities.get(key.entity());
    return entity == null
        ? Expression.of(column(key).sql())
        : entity.sql().apply(key.name(), bindings);
  }

  /// Returns whether an absent key counts as different from every text.
  boolean differsWhenAbsent(Key key) {
    return present.contains(key.name());
  }

  private Column column(Key key) {
    Column column = attributes.get(key.name());
    if (column == null) {
      throw MlflowRefusal.invalid(
          "'"
              + key.name()
              + "' is no attribute of this search; its attributes are "
              + String.join(", ", attributes.keySet().stream().sorted().toList()));
    }
    return column;
  }

  private record Column(String sql, Kind kind) {}

  private record Entity(Kind kind, BiFunction<String, Bindings, Expression> sql) {}

  /// Collects the keys of a search.
  public static final class Builder {

    private final Map<String, Column> attributes = new HashMap<>();
    private final Map<String, Entity> entities = new HashMap<>();
    private final Set<String> present = new HashSet<>();

    private Builder() {}

    public Builder text(String name, String sql) {
      attributes.put(name, new Column(sql, Kind.TEXT));
      return this;
    }

    public Builder number(String name, String sql) {
      attributes.put(name, new Column("(" + sql + ")::double precision", Kind.NUMBER));
      return this;
    }

    /// Adds the keys of an entity, which may have several spellings.
    public Builder entity(
        Kind kind, BiFunction<String, Bindings, Expression> sql, String... names) {
      for (String name : names) {
        entities.put(name, new Entity(kind, sql));
      }
      return this;
    }

    /// Adds the keys of a `jsonb` column that maps names to texts.
    public Builder map(String column, String... names) {
      return entity(
          Kind.TEXT,
          (key, bindings) -> Expression.of("(" + column + " ->> " + bindings.add(key) + ")"),
          names);
    }

    /// Names a key that `!=` also finds where it is absent.
    public Builder differsWhenAbsent(String name) {
      present.add(name);
      return this;
    }

    public Grammar build() {
      return new Grammar(attributes, entities, present);
    }
  }
}
