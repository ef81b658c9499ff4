package io.quittance.core.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.core.calibration.Calibration;
import io.quittance.core.effect.ContactDesign;
import io.quittance.core.effect.LearntEffects;
import io.quittance.core.effect.SampleEffects;
import io.quittance.core.forest.RandomForests;
import io.quittance.core.model.ModelRefusedException;
import io.quittance.core.onnx.write.OnnxForestWriter;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EffectsPartTest {

  private static final LearntEffects EFFECTS =
      SampleEffects.of(factor -> factor.equals("call") ? 0.6 : 0.2, 0.4);

  @Test
  void readsWhatItWrote() {
    byte[] json = EffectsPart.of(EFFECTS).toJson();

    LearntEffects read = EffectsPart.read(json, EffectsPart.onnx(EFFECTS));

    assertArrayEquals(json, EffectsPart.of(read).toJson());
    assertArrayEquals(EffectsPart.onnx(EFFECTS), EffectsPart.onnx(read));
    assertEquals(EFFECTS.evidence(), read.evidence());
    assertEquals(ContactDesign.EFFECTS, read.model().design());
    float[] modifiers = {7, 3, 0.4f, 0};
    for (float[] row : EFFECTS.golden()) {
      assertArrayEquals(
          EFFECTS.model().probabilities(row, modifiers),
          read.model().probabilities(row, modifiers));
    }
  }

  @Test
  void refusesNumbersThatDoNotFitTheDesign() throws IOException {
    assertEquals("effects", refusal(part -> part.remove("shares")));
    assertEquals("effects", refusal(part -> ((ArrayNode) part.get("shares")).remove(0)));
    assertEquals("effects", refusal(part -> ((ArrayNode) part.get("shares")).set(0, -0.1)));
    assertEquals("effects", refusal(part -> ((ArrayNode) part.get("mean")).add(0)));
    assertEquals("effects", refusal(part -> ((ArrayNode) part.get("mean")).set(0, "NaN")));
    assertEquals("effects", refusal(part -> ((ArrayNode) part.get("covariance")).addNull()));
    assertEquals("effects", refusal(part -> ((ArrayNode) part.get("covariance").get(0)).add(0)));
    assertEquals("effects", refusal(part -> ((ArrayNode) part.get("standardSd")).set(0, 0)));
    assertEquals("effects", refusal(part -> ((ArrayNode) part.get("arms")).remove(0)));
    assertEquals("effects", refusal(part -> ((ArrayNode) part.get("terms")).removeAll()));
    assertEquals("effects", refusal(part -> ((ArrayNode) part.get("modifiers")).removeAll()));
    assertEquals("effects", refusal(part -> ((ArrayNode) part.get("features")).addNull()));
    assertEquals("effects", refusal(part -> ((ObjectNode) part.get("evidence")).put("debtors", 0)));
    assertEquals(
        "effects",
        refusal(part -> ((ObjectNode) part.get("evidence")).put("to", "2025-01-01T00:00:00Z")));
  }

  @Test
  void refusesFeaturesThatTheBaseDoesNotRead() throws IOException {
    assertEquals("input", refusal(part -> ((ArrayNode) part.get("features")).remove(0)));
  }

  @Test
  void refusesABaseThatScoresItsRowsOtherwise() {
    byte[] other =
        OnnxForestWriter.write(
            RandomForests.forest(
                new SplittableRandom(9), ContactDesign.features().size(), 5, 2, 0.9),
            Calibration.IDENTITY);

    assertEquals("golden-rows", refusal(EffectsPart.of(EFFECTS).toJson(), other));
  }

  @Test
  void refusesABaseWithACalibration() {
    byte[] calibrated =
        OnnxForestWriter.write(EFFECTS.model().base(), new Calibration.Logistic(0.8, 0.1));

    assertEquals("effects", refusal(EffectsPart.of(EFFECTS).toJson(), calibrated));
  }

  private static String refusal(Consumer<ObjectNode> change) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode part = (ObjectNode) mapper.readTree(EffectsPart.of(EFFECTS).toJson());
    change.accept(part);
    return refusal(mapper.writeValueAsBytes(part), EffectsPart.onnx(EFFECTS));
  }

  private static String refusal(byte[] json, byte[] onnx) {
    return assertThrows(ModelRefusedException.class, () -> EffectsPart.read(json, onnx)).rule();
  }
}
