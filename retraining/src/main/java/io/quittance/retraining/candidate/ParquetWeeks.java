package io.quittance.retraining.candidate;

import io.quittance.core.text.WireNames;
import io.quittance.core.treatment.Treatment;
import io.quittance.laboratory.table.problem.BadDataException;
import io.quittance.retraining.candidate.DecisionWeeks.Open;
import io.quittance.retraining.candidate.DecisionWeeks.Week;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the weeks of the feedback service's Parquet files: of decisions on which a contact was
/// permitted and whose treatment is one of a contact's. Where nothing but no contact is permitted,
/// the reason, such as a dispute, may itself change who pays.
///
/// Blocks the calling thread.
public final class ParquetWeeks {

  /// So many of the newest weeks are read, to bound memory.
  private static final int MOST = 200_000;

  private static final String WANTED =
      " from read_parquet(?) where week_days > 0 and week_paid_minor is not null"
          + " and offer is not null and choices is not null and contains(choices, ' ')"
          + " and balance_minor > 0";

  private static final Pattern CHOICE =
      Pattern.compile("([^/]+)/([^:]+):([0-9]+(?:\\.[0-9]+)?(?:E-[0-9]+)?)");
  private static final List<Treatment> TREATMENTS = Treatment.values();

  private ParquetWeeks() {}

  /// Returns the weeks; none for a file of a version of feedback that writes none.
  ///
  /// @throws BadDataException when the file is not a data set
  public static DecisionWeeks read(Path file) {
    try (Connection connection = ParquetRows.open()) {
      List<String> columns = ParquetRows.columns(connection, file);
      if (!columns.contains("week_days")) {
        return DecisionWeeks.NONE;
      }
      return weeks(connection, file, ParquetRows.features(columns));
    } catch (SQLException e) {
      throw ParquetRows.unreadable(e);
    }
  }

  private static DecisionWeeks weeks(Connection connection, Path file, List<String> features)
      throws SQLException {
    StringBuilder newest =
        new StringBuilder("select decided_at, decision_id, account_id::varchar as account_id,")
            .append(" coalesce(debtor_id, account_id)::varchar as debtor, action, offer, choices,")
            .append(" balance_minor, week_paid_minor, week_days, epoch_us(decided_at) as micros");
    features.forEach(feature -> newest.append(", ").append(ParquetRows.column(feature)));
    String sql =
        "select * exclude (decided_at, decision_id) from ("
            + newest
            + WANTED
            + " order by decided_at desc, decision_id desc limit "
            + MOST
            + ") order by decided_at, decision_id";
    List<Week> weeks = new ArrayList<>();
    FloatRows values = new FloatRows(features.size());
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, file.toString());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Week week = week(rows);
          if (week != null) {
            weeks.add(week);
            values.add(rows, 10);
          }
        }
      }
    }
    return new DecisionWeeks(features, values.toArray(), weeks);
  }

  private static @Nullable Week week(ResultSet rows) throws SQLException {
    OptionalInt arm = arm(rows.getString(3), rows.getString(4));
    List<Open> open = open(rows.getString(5));
    if (arm.isEmpty() || open.isEmpty()) {
      return null;
    }
    return new Week(
        rows.getString(1),
        rows.getString(2),
        rows.getLong(9),
        arm.getAsInt(),
        open,
        rows.getLong(6),
        rows.getLong(7),
        Math.min(Week.WHOLE, rows.getDouble(8)));
  }

  /// Returns nothing when one of the choices cannot be read, as one that a later version knows.
  private static List<Open> open(String choices) {
    List<Open> open = new ArrayList<>();
    for (String choice : choices.split(" ", -1)) {
      Matcher parts = CHOICE.matcher(choice);
      if (!parts.matches()) {
        return List.of();
      }
      OptionalInt arm = arm(parts.group(1), parts.group(2));
      double propensity = Double.parseDouble(parts.group(3));
      if (arm.isEmpty() || propensity > 1) {
        return List.of();
      }
      open.add(new Open(arm.getAsInt(), propensity));
    }
    return open;
  }

  private static OptionalInt arm(String action, String offer) {
    for (int arm = 0; arm < TREATMENTS.size(); arm++) {
      Treatment treatment = TREATMENTS.get(arm);
      if (treatment.action().wireName().equals(action)
          && WireNames.of(treatment.offer()).equals(offer)) {
        return OptionalInt.of(arm);
      }
    }
    return OptionalInt.empty();
  }

  /// Rows of numbers, as many as come.
  private static final class FloatRows {

    private final int width;
    private float[] values = new float[0];
    private int used;

    FloatRows(int width) {
      this.width = width;
    }

    void add(ResultSet rows, int from) throws SQLException {
      if (used + width > values.length) {
        values = Arrays.copyOf(values, Math.max(1_024 * width, values.length * 2));
      }
      for (int j = 0; j < width; j++) {
        float value = rows.getFloat(from + j);
        values[used++] = rows.wasNull() ? Float.NaN : value;
      }
    }

    float[] toArray() {
      return Arrays.copyOf(values, used);
    }
  }
}
