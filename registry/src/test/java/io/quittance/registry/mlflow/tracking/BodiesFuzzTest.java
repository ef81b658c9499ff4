package io.quittance.registry.mlflow.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quittance.core.Fuzzed;
import io.quittance.core.FuzzedBody;
import io.quittance.core.text.Json;
import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.Tag;
import io.quittance.registry.mlflow.search.Bindings;
import io.quittance.web.StrictJson;
import io.vertx.core.json.JsonObject;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies as MLflow's clients send them: a line with the route, then JSON.
final class BodiesFuzzTest {

  private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();

  static {
    new StrictJson().customize(JSON);
  }

  static Stream<byte[]> bodies() {
    return FuzzedBody.seeds(
        """
            log-batch
            {"run_id":"0f0e0d0c","metrics":[{"key":"auc","value":0.75,"timestamp":1767225600000,\
            "step":"3","model_id":"m-1","dataset_name":"d","dataset_digest":"x"}],\
            "params":[{"key":"depth","value":"3"}],"tags":[{"key":"mlflow.note","value":"n"}]}""",
        """
            log-inputs
            {"run_uuid":"0f0e0d0c","datasets":[{"tags":[{"key":"a","value":"b"}],"dataset":\
            {"name":"loans","digest":"abc","source_type":"local","source":"{}","schema":"{}"}}]}""",
        """
            search
            {"experiment_ids":["0","12"],"filter":"metrics.auc > 0.7 AND params.\\"depth\\" = '3' and\
             tags.a IN ('x','y')","order_by":["start_time DESC","metrics.auc"],"max_results":100,\
            "run_view_type":"ACTIVE_ONLY","page_token":"MTAw"}""");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void theSeedsAreRead(byte[] seed) throws IOException {
    FuzzedBody body = FuzzedBody.of(seed);

    assertNotEquals("", read(body.kind(), Fields.of(JSON.readTree(body.data()))));
  }

  @MethodSource("bodies")
  @FuzzTest
  void aBodyIsRefusedOrReadTheSameTwice(byte[] input) throws IOException {
    FuzzedBody body = FuzzedBody.of(input);
    Object read;
    try {
      Fields fields = Fields.of(JSON.readTree(body.data()));
      read = Fuzzed.bounded(input, () -> read(body.kind(), fields));
      assertEquals(read, read(body.kind(), fields));
    } catch (JsonProcessingException | CharConversionException _) {
      return;
    } catch (MlflowRefusal refusal) {
      assertFalse(refusal.message().isBlank(), "a refusal without a reason");
      return;
    }

    Fuzzed.wellFormed(Json.tree(read));
  }

  private static Object read(String route, Fields body) {
    return switch (route) {
      case "log-batch" ->
          List.of(
              RunId.of(body),
              body.list("metrics", 1000).stream().map(MetricPoint::read).toList(),
              body.list("params", 2000).stream().map(RunDataResource::param).toList(),
              Tag.list(body));
      case "log-inputs" ->
          List.of(
              RunId.of(body),
              body.list("datasets", 1000).stream()
                  .map(RunDataResource::dataset)
                  .map(JsonObject::encode)
                  .toList());
      case "search" -> search(body);
      default -> "";
    };
  }

  /// Returns what a search asks for. Texts of the caller are parameters, never part of the SQL.
  private static Object search(Fields body) {
    List<Long> experiments =
        body.texts("experiment_ids", 1000, 32).stream().map(ExperimentId::of).toList();
    SearchRequest request = SearchRequest.read(body, "run_view_type");
    Bindings bindings = new Bindings();
    String sql =
        SearchRuns.SEARCH.where(request.filter(), bindings)
            + SearchRuns.SEARCH.order(request.order(), bindings);
    assertEquals(0, sql.chars().filter(one -> one == ';' || one > '~').count(), sql);
    return List.of(experiments, sql, request.limit(), request.token().offset());
  }
}
