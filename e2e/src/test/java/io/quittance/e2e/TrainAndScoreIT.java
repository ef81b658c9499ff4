package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checks that `score` gives the predictions of `train` for the test rows, digit for digit: with
/// the flat forest, and with ONNX Runtime for other models.
class TrainAndScoreIT {

  @TempDir Path directory = Path.of(".");

  @Test
  void aForestScoresAsItsTrainingPredicted() throws IOException {
    requireRoundTrip("xgboost,lightgbm");
  }

  @Test
  void anotherModelScoresAsItsTrainingPredicted() throws IOException {
    requireRoundTrip("logistic-regression");
  }

  private void requireRoundTrip(String families) throws IOException {
    Path data = write(directory.resolve("accounts.csv"), 800);
    Path out = directory.resolve("model");
    Path scored = directory.resolve("scored.csv");

    JsonNode trained =
        quittance(
            "train",
            "--data",
            data,
            "--target",
            "paid",
            "--families",
            families,
            "--trials",
            "2",
            "--folds",
            "2",
            "--out",
            out,
            "--json");
    JsonNode score =
        quittance(
            "score",
            "--model",
            out.resolve("bundle.zip"),
            "--data",
            data,
            "--out",
            scored,
            "--explain",
            "--json");

    assertEquals(800, score.get("rows").asInt(), score.toString());
    assertTrue(trained.at("/auc/value").asDouble() > 0.6, trained.toString());
    Map<String, String> probabilities = new HashMap<>();
    for (String line : Files.readAllLines(scored)) {
      String[] fields = line.split(",", -1);
      probabilities.put(fields[0], fields[1]);
    }
    List<String> predictions = Files.readAllLines(out.resolve("predictions.csv"));
    assertEquals("row,label,probability", predictions.removeFirst());
    assertEquals(160, predictions.size());
    for (String line : predictions) {
      String[] fields = line.split(",", -1);
      assertEquals(probabilities.get(fields[0]), fields[2], line);
    }
  }

  private static JsonNode quittance(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "QUITTANCE_BUILD=never", "./quittance"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Project.Output output = Project.run(Project.services(), "", command);
    assertEquals(0, output.status(), output.text());
    return new ObjectMapper().readTree(output.text().strip().lines().toList().getLast());
  }

  private static Path write(Path file, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder("balance,days,channel,paid\n");
    for (int i = 0; i < rows; i++) {
      int days = random.nextInt(90);
      String channel = random.nextInt(3) == 0 ? "letter" : "phone";
      double odds = 1 - days / 30.0 + (channel.equals("phone") ? 0.7 : 0);
      boolean paid = random.nextDouble() < 1 / (1 + Math.exp(-odds));
      text.append(random.nextInt(12) == 0 ? "" : Integer.toString(50 + random.nextInt(950)));
      text.append(',').append(days).append(',').append(channel).append(',');
      text.append(paid ? 1 : 0).append('\n');
    }
    return Files.writeString(file, text.toString());
  }
}
