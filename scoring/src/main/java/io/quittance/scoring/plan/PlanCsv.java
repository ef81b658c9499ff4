package io.quittance.scoring.plan;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.quittance.core.plan.PlanOption;
import io.quittance.core.plan.PlannedContact;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Offer;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A plan as CSV (RFC 4180, line feeds): a header, then a line a contact by account id. Amounts are
/// minor units, instants ISO 8601 UTC, what is absent is empty.
public final class PlanCsv {

  static final List<String> COLUMNS =
      List.of(
          "date",
          "account_id",
          "debtor_id",
          "decision_id",
          "action",
          "offer",
          "currency",
          "gain_minor",
          "agent_minutes",
          "cost_minor",
          "not_before",
          "not_after");

  private PlanCsv() {}

  /// Writes the plan; the writer stays open.
  public static void write(DayPlan day, Writer out) throws IOException {
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    csv.writeRecord(COLUMNS);
    for (PlannedContact contact : day.plan().contacts()) {
      PlanOption option = contact.option();
      csv.writeRecord(
          List.of(
              day.order().day().date().toString(),
              contact.accountId(),
              Objects.requireNonNullElse(contact.debtorId(), ""),
              contact.decisionId().toString(),
              option.action().wireName(),
              wireName(option.offer()),
              Objects.requireNonNullElse(day.currency(), ""),
              number(option.gainMinor()),
              number(option.agentMinutes()),
              number(option.costMinor()),
              instant(option.notBefore()),
              instant(option.notAfter())));
    }
    csv.flush();
  }

  /// Shortest digits that give the number again, without an exponent.
  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String instant(@Nullable Instant instant) {
    return instant == null ? "" : instant.toString();
  }

  private static String wireName(Offer offer) {
    return WireNames.of(offer);
  }
}
