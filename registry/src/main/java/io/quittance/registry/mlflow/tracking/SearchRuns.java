package io.quittance.registry.mlflow.tracking;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Rows;
import io.quittance.registry.mlflow.search.Bindings;
import io.quittance.registry.mlflow.search.Expression;
import io.quittance.registry.mlflow.search.Grammar;
import io.quittance.registry.mlflow.search.Kind;
import io.quittance.registry.mlflow.search.Search;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Searches for runs. A page ends where its answer would become too large.
@Singleton
final class SearchRuns {

  private static final long MAX_ANSWER = 16_000_000;

  static final Search SEARCH =
      new Search(
          Grammar.builder()
              .text("run_id", "r.run_id")
              .text("run_name", "r.name")
              .text("status", "r.status")
              .text("user_id", "r.user_id")
              .text(
                  "artifact_uri",
                  "('mlflow-artifacts:/' || r.experiment_id || '/' || r.run_id || '/artifacts')")
              .number("start_time", "r.started_at")
              .number("end_time", "r.ended_at")
              .map("r.params", "param", "params", "parameter", "parameters")
              .map("r.tags", "tag", "tags")
              .entity(Kind.NUMBER, SearchRuns::metric, "metric", "metrics")
              .entity(Kind.TEXT, (key, _) -> dataset(key), "dataset", "datasets")
              .build());

  private final Pool pool;
  private final RunRepository runs;

  SearchRuns(Pool pool, RunRepository runs) {
    this.pool = pool;
    this.runs = runs;
  }

  /// A page of runs.
  ///
  /// @param nextPageToken null on the last page
  @JsonNaming(SnakeCaseStrategy.class)
  record Page(List<Run> runs, @Nullable String nextPageToken) {}

  Uni<Page> search(String tenant, List<Long> experiments, SearchRequest request) {
    Bindings bindings = new Bindings();
    String mine = "r.tenant = " + bindings.add(tenant);
    String within = "r.experiment_id = any(" + bindings.add(experiments.toArray(Long[]::new)) + ")";
    String where = SEARCH.where(request.filter(), bindings);
    String order = SEARCH.order(request.order(), bindings);
    String sql =
        "select r.run_id, r.characters from registry.mlflow_run r where "
            + mine
            + " and "
            + within
            + " and "
            + request.view().condition("r.lifecycle_stage")
            + " and "
            + where
            + " order by "
            + order
            + "r.started_at desc, r.run_id"
            + request.page(bindings);
    return pool.preparedQuery(sql)
        .execute(bindings.tuple())
        .map(
            rows -> Rows.list(rows, r -> new Found(r.getString("run_id"), r.getLong("characters"))))
        .chain(found -> page(tenant, request, found));
  }

  private record Found(String id, long characters) {}

  private Uni<Page> page(String tenant, SearchRequest request, List<Found> found) {
    int taken = 0;
    long characters = 0;
    while (taken < Math.min(request.limit(), found.size())
        && (taken == 0 || characters + found.get(taken).characters() <= MAX_ANSWER)) {
      characters += found.get(taken).characters();
      taken++;
    }
    String next = taken < found.size() ? request.token().after(taken) : null;
    return runs.get(tenant, found.subList(0, taken).stream().map(Found::id).toList())
        .map(list -> new Page(list, next));
  }

  private static Expression metric(String key, Bindings bindings) {
    return Expression.of(
        "(select m.value from registry.mlflow_latest_metric m where m.tenant = r.tenant and m.run_id"
            + " = r.run_id and m.key = "
            + bindings.add(key)
            + " and m.value <> 'NaN')");
  }

  private static Expression dataset(String key) {
    return switch (key) {
      case "name" ->
          Expression.among(
              "jsonb_array_elements(r.dataset_inputs) d where", "(d -> 'dataset' ->> 'name')");
      case "digest" ->
          Expression.among(
              "jsonb_array_elements(r.dataset_inputs) d where", "(d -> 'dataset' ->> 'digest')");
      case "context" ->
          Expression.among(
              "jsonb_array_elements(r.dataset_inputs) d, jsonb_array_elements(d -> 'tags') t where"
                  + " t ->> 'key' = 'mlflow.data.context' and",
              "(t ->> 'value')");
      default -> throw MlflowRefusal.invalid("filter: datasets have name, digest and context");
    };
  }
}
