package io.quittance.registry.promotion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quittance.core.Fuzzed;
import io.quittance.core.FuzzedBody;
import io.quittance.core.event.EventCodec;
import io.quittance.core.text.Json;
import io.quittance.registry.Refusal;
import io.quittance.web.StrictJson;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies of requests: a line with the kind, then JSON.
final class RequestsFuzzTest {

  private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();

  static {
    new StrictJson().customize(JSON);
  }

  static Stream<byte[]> bodies() {
    String sha = "ab".repeat(32);
    return FuzzedBody.seeds(
        """
            registration
            {"artifactSha256":"%s","evidenceSha256":"%s","comparedWith":3,"runId":"run-1",\
            "requestId":"0f0e0d0c","dataSha256":"%s","from":"2026-01-01T00:00:00Z",\
            "to":"2026-03-02T00:00:00Z","rows":1000,"metrics":{"auc":0.75}}"""
            .formatted(sha, sha, sha),
        """
            comparison
            {"evidenceSha256":"%s","comparedWith":3}"""
            .formatted(sha),
        """
            reason
            {"reason":"the champion drifts"}""",
        """
            target
            {"version":3}""");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void theSeedsAreRead(byte[] seed) {
    assertNotEquals("", read(FuzzedBody.of(seed)));
  }

  @MethodSource("bodies")
  @FuzzTest
  void aBodyIsRefusedOrReadTheSameTwice(byte[] input) throws IOException {
    FuzzedBody body = FuzzedBody.of(input);
    Object read;
    try {
      read = Fuzzed.bounded(input, () -> read(body));
    } catch (Malformed _) {
      return;
    } catch (Refusal refusal) {
      assertFalse(refusal.message().isBlank(), "a refusal without a reason");
      return;
    }

    assertEquals(read, read(body));
    Fuzzed.storable(Json.read(EventCodec.write(read)));
  }

  /// What the services answer with 400.
  private static final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Malformed(IOException cause) {
      super(cause);
    }
  }

  private static Object read(FuzzedBody body) {
    try {
      return switch (body.kind()) {
        case "registration" -> {
          Requests.Registration request = JSON.readValue(body.data(), Requests.Registration.class);
          yield request == null
              ? ""
              : List.of(request.artifact(), request.evidence(), request.lineage());
        }
        case "comparison" -> {
          Requests.Comparison request = JSON.readValue(body.data(), Requests.Comparison.class);
          yield request == null ? "" : request.evidence();
        }
        case "reason" -> {
          Requests.Reason request = JSON.readValue(body.data(), Requests.Reason.class);
          yield request == null ? "" : request.required();
        }
        case "target" -> {
          Requests.Target request = JSON.readValue(body.data(), Requests.Target.class);
          yield request == null ? "" : request.required();
        }
        default -> "";
      };
    } catch (JsonProcessingException | CharConversionException e) {
      throw new Malformed(e);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
