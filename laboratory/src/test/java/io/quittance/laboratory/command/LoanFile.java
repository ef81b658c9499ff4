package io.quittance.laboratory.command;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/// A made-up file of loans whose target follows from amount, days and region, with noise.
final class LoanFile {

  private static final String[] REGIONS = {"north", "south", "east", "west"};

  private LoanFile() {}

  /// @param leak whether a column tells the target
  static Path write(Path file, int rows, boolean leak) throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    boolean gzip = file.toString().endsWith(".gz");
    try (Writer out =
        new OutputStreamWriter(
            gzip ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file),
            StandardCharsets.UTF_8)) {
      out.write("loan;amount;days;region;age;" + (leak ? "recovered;" : "") + "paid\n");
      for (int i = 0; i < rows; i++) {
        double amount = 100 + 900 * random.nextDouble();
        int days = random.nextInt(120);
        int region = random.nextInt(4);
        double odds = 1.5 - days / 30.0 + (region == 2 ? 1.5 : 0) + (amount < 400 ? 0.8 : -0.4);
        boolean paid = random.nextDouble() < 1 / (1 + Math.exp(-odds));
        out.write(
            String.format(
                Locale.ROOT,
                "L%d;%s;%d;%s;%d;%s%s\n",
                i,
                random.nextInt(15) == 0 ? "" : String.format(Locale.ROOT, "%.2f", amount),
                days,
                REGIONS[region],
                18 + random.nextInt(60),
                leak ? (paid ? amount : 0) + ";" : "",
                paid ? "yes" : "no"));
      }
    }
    return file;
  }

  /// The same with two columns that tell nothing.
  static Path writeNoisy(Path file, int rows) throws IOException {
    List<String> lines = Files.readAllLines(write(file, rows, false));
    SplittableRandom random = new SplittableRandom(12);
    List<String> wider = new ArrayList<>();
    wider.add("branch;hour;" + lines.getFirst());
    for (String line : lines.subList(1, lines.size())) {
      wider.add(
          String.format(
              Locale.ROOT, "%.3f;%d;%s", random.nextGaussian(), random.nextInt(24), line));
    }
    return Files.write(file, wider);
  }
}
