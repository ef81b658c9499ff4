package io.quittance.laboratory;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quittance.core.metric.ClassificationMetrics;
import io.quittance.laboratory.dataset.LabelledRows;
import io.quittance.laboratory.training.FittedModel;
import io.quittance.laboratory.training.Limits;
import io.quittance.laboratory.training.Trainer;
import io.quittance.laboratory.training.trees.XgboostTrainer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// The published data set of 30,000 credit-card clients, for which gradient boosting is known to
/// reach an AUC of 0.77 to 0.785. Five folds.
final class TaiwanCreditTest {

  private static final String TARGET = "default payment";
  private static final Set<String> PROTECTED = Set.of("SEX", "AGE", "MARRIAGE", "EDUCATION");
  private static final int FOLDS = 5;

  @Test
  void reachesThePublishedAuc() throws IOException {
    Path file = dataFile();
    assumeTrue(
        Files.isReadable(file),
        "Skipped: the Taiwan credit data is absent (set -Dquittance.data.taiwan=FILE or QUITTANCE_DATA)");
    LabelledRows rows = read(file);
    double[] scores = crossValidated(rows);
    double auc = ClassificationMetrics.auc(scores, rows.labels());
    System.getLogger("taiwan").log(System.Logger.Level.INFO, "AUC over 5 folds: " + auc);
    assertTrue(auc >= 0.765, "AUC " + auc);
    assertTrue(auc <= 0.80, "too good to be true: AUC " + auc);
  }

  private static double[] crossValidated(LabelledRows rows) {
    Trainer trainer = new XgboostTrainer();
    Limits limits = new Limits(200, 20, 4, 64, 7);
    double[] scores = new double[rows.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      int next = (fold + 1) % FOLDS;
      LabelledRows train = pick(rows, i -> i % FOLDS != held && i % FOLDS != next);
      LabelledRows stop = pick(rows, i -> i % FOLDS == next);
      LabelledRows judge = pick(rows, i -> i % FOLDS == held);
      FittedModel model =
          trainer.train(
              new Trainer.Task(train.examples(), stop.examples(), trainer.defaults(limits), limits),
              Trainer.Progress.NONE);
      double[] margins = model.margins(judge.examples());
      for (int i = 0; i < margins.length; i++) {
        scores[i * FOLDS + held] = 1 / (1 + Math.exp(-margins[i]));
      }
    }
    return scores;
  }

  private static LabelledRows pick(LabelledRows rows, java.util.function.IntPredicate wanted) {
    int[] picked = IntStream.range(0, rows.size()).filter(wanted).toArray();
    return reorder(rows, picked);
  }

  private static LabelledRows reorder(LabelledRows rows, int[] order) {
    int width = rows.width();
    float[] values = new float[order.length * width];
    boolean[] labels = new boolean[order.length];
    String[] accounts = new String[order.length];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(rows.values(), order[i] * width, values, i * width, width);
      labels[i] = rows.labels()[order[i]];
      accounts[i] = rows.accounts()[order[i]];
    }
    return new LabelledRows(rows.features(), values, labels, new long[order.length], accounts);
  }

  private static LabelledRows read(Path file) throws IOException {
    List<NamedCsvRecord> records = new ArrayList<>();
    try (var csv =
        CsvReader.builder()
            .ofNamedCsvRecord(
                new InputStreamReader(
                    new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))),
                    StandardCharsets.UTF_8))) {
      csv.forEach(records::add);
    }
    List<String> names =
        records.getFirst().getHeader().stream()
            .filter(name -> !name.equals(TARGET) && !PROTECTED.contains(name))
            .toList();
    float[] values = new float[records.size() * names.size()];
    boolean[] labels = new boolean[records.size()];
    String[] accounts = new String[records.size()];
    for (int i = 0; i < records.size(); i++) {
      for (int j = 0; j < names.size(); j++) {
        values[i * names.size() + j] = Float.parseFloat(records.get(i).getField(names.get(j)));
      }
      labels[i] = records.get(i).getField(TARGET).equals("1");
      accounts[i] = "client-" + i;
    }
    LabelledRows rows = new LabelledRows(names, values, labels, new long[records.size()], accounts);
    return reorder(rows, shuffled(records.size()));
  }

  private static int[] shuffled(int rows) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
    Collections.shuffle(order, new Random(7));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Path dataFile() {
    String named = System.getProperty("quittance.data.taiwan");
    if (named != null) {
      return Path.of(named);
    }
    String directory = System.getenv("QUITTANCE_DATA");
    return Stream.of(
            directory == null ? "../shared/data" : directory, "../shared/data", "../../shared/data")
        .map(place -> Path.of(place, "taiwan-credit.csv.gz"))
        .filter(Files::isReadable)
        .findFirst()
        .orElse(Path.of("../shared/data/taiwan-credit.csv.gz"));
  }
}
