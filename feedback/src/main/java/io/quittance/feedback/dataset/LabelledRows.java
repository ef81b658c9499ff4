package io.quittance.feedback.dataset;

import io.quittance.core.event.EventTypes;
import io.quittance.core.feature.FeatureCatalogue;
import io.quittance.core.feature.FeatureDefinition;
import io.quittance.core.vocabulary.Action;
import io.quittance.feedback.label.KeyedPlans;
import io.quittance.feedback.label.LabelConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Reads mature, uncensored labels with their features through a JDBC cursor, ordered by time and
/// id; on request also decisions whose label is not known, but whose week is. Blocks; worker
/// threads only.
///
/// The week of a decision ends at the next decision on the same account, or after seven days. Its
/// payments are those in (t, end], by event time: as of the facts known now, so that a late one
/// counts in the next data set.
@ApplicationScoped
class LabelledRows {

  private static final int FETCH = 2_000;
  private static final String SELECT =
      """
      select cast(newest.decision_id as text) as id, newest.account_id, newest.debtor_id,
        newest.decided_at, newest.told as label, newest.action, newest.offer, newest.propensity,
        newest.explored, newest.choices, newest.balance_minor, newest.model_version,
        newest.degraded, newest.feature_schema, newest.features,
        case when newest.currency is not null and week.ends <= newest.watermark then
          (select coalesce(sum(o.amount_minor), 0) from feedback.outcome o
            where o.tenant || '' = newest.tenant and o.account_id = newest.account_id
              and o.amount_minor is not null and o.currency = newest.currency
              and o.ce_time > newest.decided_at and o.ce_time <= week.ends) end as week_paid,
        cast(extract(epoch from week.ends - newest.decided_at) / 86400 as double precision)
          as week_days
      from (select d.*, p.watermark, case when d.decided_at < w.till then d.label end as told
            from feedback.decision d
            cross join (select cast(? as timestamptz) as till, cast(? as timestamptz) as known) w
            left join feedback.label_progress p on p.tenant = d.tenant
            where d.tenant = ? and d.decided_at >= ? and d.decided_at < greatest(w.till, w.known)
              and (d.label_state = 'matured' and d.decided_at < w.till
                or d.balance_minor > 0 and d.trigger_type not in ('%s', '%s')
                  and d.decided_at + interval '7 days' <= w.known
                  and d.decided_at + interval '7 days' <= p.watermark)
            order by d.decided_at desc, d.decision_id desc limit ?) newest
      cross join lateral (
        select least(newest.decided_at + interval '7 days',
          (select e.decided_at from feedback.decision e
            where e.tenant || '' = newest.tenant and e.account_id = newest.account_id
              and e.decided_at >= newest.decided_at
              and e.decided_at < newest.decided_at + interval '7 days'
              and (e.decided_at, e.decision_id) > (newest.decided_at, newest.decision_id)
            order by e.decided_at limit 1)) as ends) week
      order by newest.decided_at, newest.decision_id
      """
          .formatted(EventTypes.CLOSED, EventTypes.BANKRUPTCY_FILED);

  private final DataSource database;
  private final LabelConfig labels;

  LabelledRows(DataSource database, LabelConfig labels) {
    this.database = database;
    this.labels = labels;
  }

  /// Receives rows one by one.
  interface Sink {
    void add(LabelledRow row) throws SQLException;
  }

  /// Passes the newest rows that are wanted to the sink, oldest first.
  void read(DatasetQueue.Work wanted, Sink sink) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Map<Integer, int[]> schemas = schemas(connection);
      try (PreparedStatement keyed = connection.prepareStatement("select " + KeyedPlans.SETTINGS);
          PreparedStatement query = connection.prepareStatement(SELECT)) {
        keyed.execute();
        query.setObject(1, wanted.to().atOffset(ZoneOffset.UTC));
        query.setObject(
            2, wanted.weeks() ? known(wanted.to()) : null, Types.TIMESTAMP_WITH_TIMEZONE);
        query.setString(3, wanted.tenant());
        query.setObject(4, wanted.from().atOffset(ZoneOffset.UTC));
        query.setInt(5, wanted.maxRows());
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

  /// Returns the instant at which the last label before `to` was mature: what happened later is not
  /// used.
  private OffsetDateTime known(Instant to) {
    return to.plus(labels.horizon()).atOffset(ZoneOffset.UTC);
  }

  private static LabelledRow row(ResultSet rows, Map<Integer, int[]> schemas) throws SQLException {
    String action = rows.getString("action");
    Float[] stored = (Float[]) rows.getArray("features").getArray();
    int[] slots = schemas.getOrDefault(rows.getInt("feature_schema"), new int[0]);
    return new LabelledRow(
        rows.getString("id"),
        rows.getString("account_id"),
        rows.getString("debtor_id"),
        rows.getObject("decided_at", OffsetDateTime.class).toInstant(),
        integer(rows, "label"),
        new LabelledRow.Choice(
            action,
            rows.getString("offer"),
            rows.getDouble("propensity"),
            rows.getBoolean("explored"),
            rows.getString("choices")),
        rows.getLong("balance_minor"),
        week(rows),
        integer(rows, "model_version"),
        rows.getBoolean("degraded"),
        features(action, stored, slots));
  }

  private static @Nullable Integer integer(ResultSet rows, String column) throws SQLException {
    int value = rows.getInt(column);
    return rows.wasNull() ? null : value;
  }

  private static LabelledRow.@Nullable Week week(ResultSet rows) throws SQLException {
    long paid = rows.getLong("week_paid");
    return rows.wasNull() ? null : new LabelledRow.Week(paid, rows.getDouble("week_days"));
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
