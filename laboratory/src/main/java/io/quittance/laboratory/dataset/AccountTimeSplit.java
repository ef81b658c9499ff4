package io.quittance.laboratory.dataset;

import io.quittance.core.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A data set divided into three parts: for training, calibration and evaluation. The evaluation
/// rows are later than all others and come from accounts that the other parts never contain.
///
/// A split by time alone leaks. The label windows of one account's decisions overlap, so one
/// payment may label rows on both sides of an instant, and features can identify accounts. Each
/// account is therefore either seen or held out, by a hash of the model's name and the account.
/// This stays the same from one training run of a model to the next, so a champion trained with the
/// same shares has not seen the rows on which it is compared. Two kinds of rows are not used at
/// all: those of seen accounts in the last period, and those of held-out accounts in earlier
/// periods.
///
/// Decisions made at the same instant always stay together.
///
/// @param train seen accounts, first period
/// @param calibration seen accounts, second period
/// @param evaluation held-out accounts, last period
/// @param unused rows that are in none of the parts
public record AccountTimeSplit(
    Shares shares,
    LabelledRows train,
    LabelledRows calibration,
    LabelledRows evaluation,
    int unused) {

  /// How to divide the rows.
  ///
  /// @param train share of the rows, in order of time, that forms the first period; in (0, 1)
  /// @param calibration share of the rows, in order of time, that forms the second period; the
  ///   remaining rows form the last
  /// @param heldOut share of the accounts to hold out, in (0, 1)
  public record Shares(double train, double calibration, double heldOut) {

    public Shares {
      if (!(train > 0 && calibration > 0 && train + calibration < 1)) {
        throw new IllegalArgumentException(
            "the shares of training and calibration must be positive and leave evaluation rows: "
                + train
                + " and "
                + calibration);
      }
      if (!(heldOut > 0 && heldOut < 1)) {
        throw new IllegalArgumentException(
            "the share of held-out accounts must be between 0 and 1: " + heldOut);
      }
    }

    /// Returns the rule in one sentence.
    public String words() {
      return String.format(
          Locale.ROOT,
          "Of the rows in order of time the earliest %.0f %% train, the next %.0f %% calibrate"
              + " (%.0f %% of the accounts), the last %.0f %% evaluate (the other %.0f %% of the"
              + " accounts, by a hash of model and account)",
          100 * train,
          100 * calibration,
          100 * (1 - heldOut),
          100 * (1 - train - calibration),
          100 * heldOut);
    }
  }

  /// Divides the rows. A part may be empty, which [DataGate#check(AccountTimeSplit)] refuses.
  ///
  /// @param model the name of the model, from which it follows which accounts are held out
  public static AccountTimeSplit of(LabelledRows data, String model, Shares shares) {
    int rows = data.size();
    int first = boundary(data, (int) Math.round(rows * shares.train));
    int second =
        Math.max(
            first, boundary(data, (int) Math.round(rows * (shares.train + shares.calibration))));
    boolean[] heldOut = heldOut(data, model, shares.heldOut);
    LabelledRows train = pick(data, 0, first, row -> !heldOut[row]);
    LabelledRows calibration = pick(data, first, second, row -> !heldOut[row]);
    LabelledRows evaluation = pick(data, second, rows, row -> heldOut[row]);
    int used = train.size() + calibration.size() + evaluation.size();
    return new AccountTimeSplit(shares, train, calibration, evaluation, rows - used);
  }

  /// Returns whether an account is kept out of training: whether the first 52 bits of the SHA-256
  /// of `model, zero byte, account` in UTF-8, read as a fraction, are below the share.
  public static boolean isHeldOut(String model, String account, double share) {
    String digest = Sha256.hex((model + '\0' + account).getBytes(StandardCharsets.UTF_8));
    return Long.parseLong(digest, 0, 13, 16) * 0x1p-52 < share;
  }

  private static boolean[] heldOut(LabelledRows data, String model, double share) {
    Map<String, Boolean> known = new HashMap<>();
    boolean[] heldOut = new boolean[data.size()];
    for (int i = 0; i < heldOut.length; i++) {
      heldOut[i] =
          known.computeIfAbsent(data.accounts()[i], account -> isHeldOut(model, account, share));
    }
    return heldOut;
  }

  private static LabelledRows pick(LabelledRows data, int from, int to, IntPredicate wanted) {
    return data.pick(IntStream.range(from, to).filter(wanted).toArray());
  }

  private static int boundary(LabelledRows data, int wanted) {
    long[] times = data.decidedAtMicros();
    int at = Math.min(wanted, times.length);
    while (at > 0 && at < times.length && times[at] == times[at - 1]) {
      at++;
    }
    return at;
  }
}
