package io.quittance.simulator.taiwan;

import java.util.List;

/// One client of the file *Default of Credit Card Clients* (UCI 350), months from April (index 0)
/// to September (index 5). Amounts are whole New Taiwan dollars. Sex, age, marital status and
/// education are never read.
///
/// @param number the row of the file, from 0
/// @param limit the amount of credit given
/// @param status the repayment status of each month: −2 no use, −1 paid duly, 0 revolving, 1 and
///   more months of delay
/// @param bill the statement of each month; negative when overpaid
/// @param paid what was paid in each month, towards the bill of the month before
/// @param defaulted whether the payment due after the last month was missed
public record TaiwanClient(
    int number,
    long limit,
    List<Integer> status,
    List<Long> bill,
    List<Long> paid,
    boolean defaulted) {

  /// Months in the file.
  public static final int MONTHS = 6;

  public TaiwanClient {
    status = List.copyOf(status);
    bill = List.copyOf(bill);
    paid = List.copyOf(paid);
    if (status.size() != MONTHS || bill.size() != MONTHS || paid.size() != MONTHS) {
      throw new IllegalArgumentException("A client has six months");
    }
  }

  /// The account of this client in the replay.
  public String accountId() {
    return "TW-%05d".formatted(number);
  }

  /// Whether the instalment due after a month was paid duly: the label of that month's decision.
  /// Within the file it is the next month's status, at its end the file's own default column.
  ///
  /// @param month 0 to 5
  public boolean settledAfter(int month) {
    return month == MONTHS - 1 ? !defaulted : status.get(month + 1) <= 0;
  }
}
