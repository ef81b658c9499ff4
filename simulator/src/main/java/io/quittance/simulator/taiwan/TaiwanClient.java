package io.quittance.simulator.taiwan;

import java.util.List;

/// One client of the file *Default of Credit Card Clients* (UCI 350), with months from April (index
/// 0) to September (index 5). Amounts are whole New Taiwan dollars. The sex, age, marital status
/// and education columns are never read.
///
/// @param number the row of the file, from 0
/// @param limit credit limit
/// @param status the repayment status of each month: −2 no use, −1 paid duly, 0 revolving, 1 and
///   more months of delay
/// @param bill statement balance of each month; negative when overpaid
/// @param paid payments of each month, towards the bill of the month before
/// @param defaulted whether the payment due after the last month was missed
public record TaiwanClient(
    int number,
    long limit,
    List<Integer> status,
    List<Long> bill,
    List<Long> paid,
    boolean defaulted) {

  /// Number of months in the file.
  public static final int MONTHS = 6;

  public TaiwanClient {
    status = List.copyOf(status);
    bill = List.copyOf(bill);
    paid = List.copyOf(paid);
    if (status.size() != MONTHS || bill.size() != MONTHS || paid.size() != MONTHS) {
      throw new IllegalArgumentException("A client must have six months");
    }
  }

  /// Returns the account id of this client in the replay.
  public String accountId() {
    return "TW-%05d".formatted(number);
  }

  /// Returns whether the instalment due after a month was paid on time, which is the label of that
  /// month's decision. It comes from the next month's status, and for the last month from the
  /// file's default column.
  ///
  /// @param month 0 to 5
  public boolean settledAfter(int month) {
    return month == MONTHS - 1 ? !defaulted : status.get(month + 1) <= 0;
  }
}
