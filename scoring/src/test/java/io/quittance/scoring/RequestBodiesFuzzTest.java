package io.quittance.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quittance.core.Fuzzed;
import io.quittance.core.FuzzedBody;
import io.quittance.core.event.EventCodec;
import io.quittance.core.text.Json;
import io.quittance.scoring.decision.http.FuzzedDecisions;
import io.quittance.scoring.permit.FuzzedPermits;
import io.quittance.scoring.plan.FuzzedPlans;
import io.quittance.scoring.review.FuzzedReviews;
import io.quittance.web.StrictJson;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies of requests: a line with the kind, then JSON.
final class RequestBodiesFuzzTest {

  private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();

  private interface Reader {
    Object read(ObjectMapper json, byte[] body) throws IOException;
  }

  private static final FuzzedPermits PERMITS =
      new FuzzedPermits(
          new SmallRyeConfigBuilder()
              .addDiscoveredConverters()
              .withMapping(ScoringConfig.class)
              .withDefaultValues(Map.of("quittance.permits.simulated-tenants", "sim"))
              .build()
              .getConfigMapping(ScoringConfig.class));

  private static final Map<String, Reader> READERS =
      Map.of(
          "reservation", PERMITS::reservation,
          "use", PERMITS::use,
          "opening", FuzzedReviews::opening,
          "verdict", FuzzedReviews::verdict,
          "plan", FuzzedPlans::order,
          "decision", FuzzedDecisions::decision,
          "override", FuzzedDecisions::override);

  static {
    new StrictJson().customize(JSON);
  }

  static Stream<byte[]> bodies() {
    return FuzzedBody.seeds(
        """
            reservation
            {"requestId":"r-1","accountId":"a-1","channel":"call","place":"home","numberRef":"n-1",\
            "decisionId":"0f0e0d0c-0b0a-8908-8706-050403020100","at":"2026-03-02T15:00:00Z"}""",
        """
            use
            {"at":"2026-03-02T15:00:00Z"}""",
        """
            opening
            {"accountId":"a-1","kind":"legal-referral","reason":"asked","decisionId":null}""",
        """
            verdict
            {"verdict":"approve","reason":"income-verified","action":"email","offer":"reminder"}""",
        """
            plan
            {"date":"2026-03-02","zone":"Europe/Paris","agentHours":8.5,"budgetMinor":1000,\
            "channelLimits":{"call":3},"agentMinutes":{"call":5.5},"costMinor":{"sms":7},"currency":"USD"}""",
        """
            decision
            {"requestId":"r-1","accountId":"a-1","at":"2026-03-02T15:00:00Z"}""",
        """
            override
            {"action":"email","offer":"reminder","reason":"income-verified"}""");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void theSeedsAreRead(byte[] seed) throws IOException {
    FuzzedBody body = FuzzedBody.of(seed);

    assertNotNull(Objects.requireNonNull(READERS.get(body.kind())).read(JSON, body.data()));
  }

  @MethodSource("bodies")
  @FuzzTest
  void aBodyIsAProblemOrReadTheSameTwice(byte[] input) throws IOException {
    FuzzedBody body = FuzzedBody.of(input);
    Reader reader = READERS.get(body.kind());
    if (reader == null) {
      return;
    }
    Object read;
    try {
      read = reader.read(JSON, body.data());
    } catch (JsonProcessingException | CharConversionException _) {
      return;
    } catch (HttpProblem problem) {
      assertNotNull(problem.getDetail(), "a problem without a detail");
      return;
    }

    assertEquals(read, reader.read(JSON, body.data()));
    Fuzzed.storable(Json.read(EventCodec.write(read)));
  }
}
