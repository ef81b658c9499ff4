package io.quittance.feedback.dataset;

import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureDefinition;
import io.quittance.core.vocabulary.Action;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// Reads mature, uncensored labels with their features through a JDBC cursor, ordered by time and
/// id. Blocks; worker threads only.
@ApplicationScoped
class LabelledRows {

  private static final int FETCH = 2_000;
  private static final String SELECT =
      """
      select cast(decision_id as text), account_id, decided_at, label, action, propensity,
             balance_minor, model_version, degraded, feature_schema, features
      from (select * from feedback.decision
            where tenant = ? and label_state = 'matured' and decided_at >= ? and decided_at < ?
            order by decided_at desc, decision_id desc limit ?) newest
      order by newest.decided_at, newest.decision_id
      """;

  private final DataSource database;

  LabelledRows(DataSource database) {
    this.database = database;
  }

  /// Receives rows one by one.
  interface Sink {
    void add(LabelledRow row) throws SQLException;
  }

  /// Passes the newest `maxRows` labels of decisions made in [from, to) to the sink, oldest first.
  void read(String tenant, Instant from, Instant to, int maxRows, Sink sink) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Map<Integer, int[]> schemas = schemas(connection);
      try (PreparedStatement query = connection.prepareStatement(SELECT)) {
        query.setString(1, tenant);
        query.setObject(2, from.atOffset(ZoneOffset.UTC));
        query.setObject(3, to.atOffset(ZoneOffset.UTC));
        query.setInt(4, maxRows);
        query.setFetchSize(FETCH);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            sink.add(row(rows, schemas));
          }
        }
      } finally {
        connection.rollback();
      }
    }
  }

  private static LabelledRow row(ResultSet rows, Map<Integer, int[]> schemas) throws SQLException {
    int version = rows.getInt(8);
    Integer modelVersion = rows.wasNull() ? null : version;
    String action = rows.getString(5);
    Float[] stored = (Float[]) rows.getArray(11).getArray();
    return new LabelledRow(
        rows.getString(1),
        rows.getString(2),
        rows.getObject(3, OffsetDateTime.class).toInstant(),
        rows.getInt(4),
        action,
        rows.getDouble(6),
        rows.getLong(7),
        modelVersion,
        rows.getBoolean(9),
        features(action, stored, schemas.getOrDefault(rows.getInt(10), new int[0])));
  }

  private static float[] features(String action, Float[] stored, int[] slots) {
    List<String> names = FeatureCatalogue.standard().names();
    float[] features = new float[names.size()];
    Arrays.fill(features, Float.NaN);
    for (int i = 0; i < slots.length; i++) {
      Float value = slots[i] < 0 || slots[i] >= stored.length ? null : stored[slots[i]];
      features[i] = value == null ? Float.NaN : value;
    }
    for (Action each : Action.values()) {
      if (each.wireName().equals(action)) {
        features[names.indexOf(FeatureCatalogue.ACTION_CHANNEL)] = each.code();
      }
    }
    return features;
  }

  /// For each schema the stored position of each feature of the catalogue; -1 when it is absent or
  /// has another version.
  private static Map<Integer, int[]> schemas(Connection connection) throws SQLException {
    Map<Integer, int[]> schemas = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement("select id, names, versions from feedback.feature_schema");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        List<String> names = List.of((String[]) rows.getArray(2).getArray());
        Integer[] versions = (Integer[]) rows.getArray(3).getArray();
        List<FeatureDefinition> catalogue = FeatureCatalogue.standard().definitions();
        int[] slots = new int[catalogue.size()];
        for (int i = 0; i < slots.length; i++) {
          int at = names.indexOf(catalogue.get(i).name());
          slots[i] = at >= 0 && versions[at] == catalogue.get(i).version() ? at : -1;
        }
        schemas.put(rows.getInt(1), slots);
      }
    }
    return schemas;
  }
}
