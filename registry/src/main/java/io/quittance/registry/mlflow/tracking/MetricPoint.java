package io.quittance.registry.mlflow.tracking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Tag;
import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/// A value of a metric at a step and a time.
///
/// @param value finite or not a number; infinities are the largest finite numbers
/// @param timestamp milliseconds since 1970
/// @param of the logged model and data set that it measures, where it measures one
@JsonNaming(SnakeCaseStrategy.class)
public record MetricPoint(
    String key, double value, long timestamp, long step, @JsonIgnore @Nullable Measured of) {

  /// What a point measures.
  public record Measured(
      String modelId, @Nullable String datasetName, @Nullable String datasetDigest) {}

  static MetricPoint read(Fields entry) {
    Long timestamp = entry.integer("timestamp");
    if (timestamp == null) {
      throw MlflowRefusal.invalid("timestamp of a metric is required, in milliseconds since 1970");
    }
    String model = entry.optional("model_id", 34);
    return new MetricPoint(
        entry.text("key", Tag.MAX_KEY),
        entry.number("value"),
        timestamp,
        entry.integer("step", 0),
        model == null || model.isEmpty()
            ? null
            : new Measured(
                model, entry.optional("dataset_name", 500), entry.optional("dataset_digest", 36)));
  }

  static MetricPoint of(Row row) {
    return new MetricPoint(
        row.getString("key"), row.getDouble("value"), row.getLong("at"), row.getLong("step"), null);
  }
}
