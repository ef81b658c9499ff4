package io.quittance.registry.gate;

import io.quittance.registry.Refusal;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The probabilities that both models gave for the same rows, with the observed labels.
///
/// @param candidate the candidate's probabilities, in [0, 1]
/// @param champion the champion's probabilities, in [0, 1]; null when there was no champion
/// @param labels true for paid
@SuppressWarnings("ArrayRecordComponent") // a bulk of numbers; equality is never asked for
public record Evidence(double[] candidate, double @Nullable [] champion, boolean[] labels) {

  /// Size limit, bytes.
  public static final int MAX_BYTES = 32 * 1024 * 1024;

  static final int MAX_ROWS = 500_000;

  private static final String HEADER = "row,label,candidate,champion";
  private static final Pattern ROW = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,32})?([eE][+-]?[0-9]{1,3})?");
  private static final int FIELDS = 4;

  /// Reads CSV with the columns `row,label,candidate,champion`. The champion's column must be empty
  /// in every row or in none.
  ///
  /// @throws Refusal `invalid-evidence`, with line and rule
  public static Evidence read(byte[] csv) {
    if (csv.length > MAX_BYTES) {
      throw Refusal.unacceptable(
          "invalid-evidence", "The evidence is larger than the limit of " + MAX_BYTES + " bytes");
    }
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try (var lines =
        new BufferedReader(new InputStreamReader(new ByteArrayInputStream(csv), decoder))) {
      return new Parser().parse(lines);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw Refusal.unacceptable("invalid-evidence", "The evidence must be UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int rows() {
    return labels.length;
  }

  public int positives() {
    int positives = 0;
    for (boolean label : labels) {
      positives += label ? 1 : 0;
    }
    return positives;
  }

  private static final class Parser {

    private final Set<String> rows = new HashSet<>();
    private double[] candidate = new double[1024];
    private double[] champion = new double[1024];
    private boolean[] labels = new boolean[1024];
    private boolean compared;
    private int count;

    Evidence parse(BufferedReader lines) throws IOException {
      if (!HEADER.equals(lines.readLine())) {
        throw refused("the header must be " + HEADER);
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        add(line.split(",", -1));
      }
      return new Evidence(
          Arrays.copyOf(candidate, count),
          compared ? Arrays.copyOf(champion, count) : null,
          Arrays.copyOf(labels, count));
    }

    private void add(String[] fields) {
      if (fields.length != FIELDS) {
        throw refused("a row must have four fields");
      }
      if (count == MAX_ROWS) {
        throw refused("there must be at most " + MAX_ROWS + " rows");
      }
      if (!ROW.matcher(fields[0]).matches() || !rows.add(fields[0])) {
        throw refused("row must be a unique token of at most 64 characters");
      }
      boolean present = !fields[3].isEmpty();
      if (count > 0 && present != compared) {
        throw refused("champion must be empty in every row or in none");
      }
      compared = present;
      if (count == labels.length) {
        grow();
      }
      labels[count] = label(fields[1]);
      candidate[count] = probability("candidate", fields[2]);
      champion[count] = present ? probability("champion", fields[3]) : Double.NaN;
      count++;
    }

    private boolean label(String text) {
      return switch (text) {
        case "0" -> false;
        case "1" -> true;
        default -> throw refused("label must be 0 or 1");
      };
    }

    private double probability(String field, String text) {
      if (!NUMBER.matcher(text).matches()) {
        throw refused(field + " must be a number");
      }
      double value = Double.parseDouble(text);
      if (!(value >= 0 && value <= 1)) {
        throw refused(field + " must lie in [0, 1]");
      }
      return value;
    }

    private void grow() {
      int size = count * 2;
      labels = Arrays.copyOf(labels, size);
      candidate = Arrays.copyOf(candidate, size);
      champion = Arrays.copyOf(champion, size);
    }

    private Refusal refused(String rule) {
      return Refusal.unacceptable("invalid-evidence", "Evidence row " + (count + 1) + ": " + rule);
    }
  }
}
