package io.quittance.feedback.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.core.Fuzzed;
import io.quittance.core.FuzzedBody;
import io.quittance.core.event.EventCodec;
import io.quittance.core.text.Json;
import io.quittance.feedback.dataset.DatasetResource.DatasetRequest;
import io.quittance.feedback.dataset.DatasetResource.Wanted;
import io.quittance.web.StrictJson;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The body of a request for a data set.
final class DatasetRequestFuzzTest {

  private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();

  static {
    new StrictJson().customize(JSON);
  }

  static Stream<byte[]> bodies() {
    return FuzzedBody.seeds(
        """
            {"model":"payment-30d","from":"2026-01-01T00:00:00Z","to":"2026-03-02T00:00:00Z",\
            "maxRows":1000}""");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void theSeedsAreRead(byte[] seed) throws IOException {
    assertEquals(1_000, read(seed).maxRows());
  }

  @MethodSource("bodies")
  @FuzzTest
  void aBodyIsAProblemOrReadTheSameTwice(byte[] input) throws IOException {
    Wanted wanted;
    try {
      wanted = read(input);
    } catch (JsonProcessingException | CharConversionException _) {
      return;
    } catch (HttpProblem problem) {
      assertNotNull(problem.getDetail(), "a problem without a detail");
      return;
    }

    assertEquals(wanted, read(input));
    assertTrue(wanted.from().isBefore(wanted.to()), wanted::toString);
    Fuzzed.storable(
        Json.read(
            EventCodec.write(
                new Wanted(null, wanted.from(), wanted.to(), wanted.maxRows(), wanted.weeks()))));
  }

  private static Wanted read(byte[] input) throws IOException {
    return DatasetResource.wanted(JSON.readValue(input, DatasetRequest.class));
  }
}
