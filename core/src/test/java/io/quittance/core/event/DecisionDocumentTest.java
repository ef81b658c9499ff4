package io.quittance.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.validation.InvalidEventException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A document that holds a part of a model's answer is no decision.
final class DecisionDocumentTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ANSWER =
      List.of(
          "model",
          "probability",
          "riskBand",
          "margin",
          "reasons",
          "baseValue",
          "explanationMethod",
          "week");

  private static ObjectNode byModel() throws IOException {
    return (ObjectNode) JSON.readTree(EventCodec.write(EventExamples.decision()));
  }

  private static ObjectNode byRules() throws IOException {
    ObjectNode document = byModel();
    document.remove(ANSWER);
    return document.put("degraded", true);
  }

  private static ObjectNode without(String... parts) throws IOException {
    ObjectNode document = byModel();
    document.remove(List.of(parts));
    return document;
  }

  private static DecisionMade read(ObjectNode document) throws IOException {
    return EventCodec.read(JSON.writeValueAsBytes(document), DecisionMade.class);
  }

  private static String refusal(ObjectNode document) {
    InvalidEventException refused = assertThrows(InvalidEventException.class, () -> read(document));
    return refused.code() + " " + refused.field();
  }

  @Test
  void theAnswerIsThereExactlyWhenTheDecisionIsNotDegraded() throws IOException {
    assertNotNull(read(byModel()).answer());
    assertNull(read(byRules()).answer());
    assertEquals(byRules(), JSON.readTree(EventCodec.write(read(byRules()))));
  }

  @Test
  void aModelThatCannotBeExplainedLeavesTheAttributionOut() throws IOException {
    DecisionMade decision = read(without("reasons", "baseValue", "explanationMethod"));

    assertNull(Objects.requireNonNull(decision.answer()).attribution());
  }

  @Test
  void aModelThatHasLearntNoEffectsLeavesTheWeekOut() throws IOException {
    DecisionMade decision = read(without("week"));

    assertNull(Objects.requireNonNull(decision.answer()).week());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1e9"})
  void aShareThatNobodyCanPayIsRefused(String share) throws IOException {
    ObjectNode document = byModel();
    ((ArrayNode) document.at("/week/expectedShares")).set(3, new BigDecimal(share));

    assertEquals("out-of-range week.expectedShares", refusal(document));
  }

  @Test
  void aWeekWithAnotherNumberOfTreatmentsOrATurnedIntervalIsRefused() throws IOException {
    ObjectNode fewer = byModel();
    ((ArrayNode) fewer.at("/week/expectedShares")).remove(0);
    ObjectNode turned = byModel();
    ((ObjectNode) turned.get("week")).put("from", 0.9);

    assertEquals("out-of-range week.expectedShares", refusal(fewer));
    assertEquals("out-of-range week.from", refusal(turned));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "probability", "riskBand", "margin"})
  void anAnswerWithoutOneOfItsPartsIsRefused(String part) throws IOException {
    assertEquals("invalid-field degraded", refusal(without(part)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reasons", "baseValue", "explanationMethod"})
  void anAttributionWithoutOneOfItsPartsIsRefused(String part) throws IOException {
    assertEquals("invalid-field reasons", refusal(without(part)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model",
        "probability",
        "riskBand",
        "margin",
        "reasons",
        "baseValue",
        "explanationMethod",
        "week"
      })
  void aDegradedDecisionWithAPartOfAnAnswerIsRefused(String part) throws IOException {
    ObjectNode document = byRules();
    document.set(part, byModel().get(part));

    assertEquals("invalid-field degraded", refusal(document));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1})
  void aPropensityIsAProbabilityAboveZero(double propensity) throws IOException {
    assertEquals("out-of-range propensity", refusal(byModel().put("propensity", propensity)));
  }
}
