package io.quittance.simulator.taiwan;

import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.simulator.record.SimulatedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Replays the file as account events and outcomes in event time. Each client has six deciding
/// events: a placement with the April statement and five later snapshots. Payments lie between
/// them, and 30 days after each statement the bank assesses whether the instalment was paid on
/// time.
///
/// Statements are 35 days apart, so each assessment falls before the next statement and within the
/// horizon of 31 days. Payments lie 5 to 33 days after the statement. The statements of a month are
/// spread over six hours. Amounts are in cents of TWD. The same file and start give the same bytes.
public final class TaiwanReplay {

  /// CloudEvents source of the records.
  public static final String SOURCE = "replay/taiwan";

  /// Days between two statements.
  public static final int PERIOD_DAYS = 35;

  /// Days from a statement to its assessment.
  public static final int ASSESSMENT_DAYS = 30;

  private static final long CENTS = 100;
  private static final String CURRENCY = "TWD";
  private static final int DAYS_OF_A_MONTH = 30;
  private static final int SPREAD_SECONDS = 6 * 3_600;
  private static final int FIRST_PAYMENT_DAY = 5;
  private static final int PAYMENT_DAYS = 29;
  private static final int MINIMUM_SHARE = 20;

  private final List<TaiwanClient> clients;
  private final LocalDate firstStatement;

  private TaiwanReplay(List<TaiwanClient> clients, LocalDate firstStatement) {
    this.clients = clients;
    this.firstStatement = firstStatement;
  }

  /// @param file the CSV, gzipped or plain
  /// @param firstStatement date of the April statement; the replay ends 206 days later
  public static TaiwanReplay of(Path file, LocalDate firstStatement) throws IOException {
    return new TaiwanReplay(TaiwanFile.read(file), firstStatement);
  }

  static TaiwanReplay of(List<TaiwanClient> clients, LocalDate firstStatement) {
    return new TaiwanReplay(List.copyOf(clients), firstStatement);
  }

  public List<TaiwanClient> clients() {
    return clients;
  }

  /// Returns the number of statements of a client.
  public int statements() {
    return TaiwanClient.MONTHS;
  }

  /// Returns the total number of deciding events, six per client.
  public long decidingEvents() {
    return (long) clients.size() * TaiwanClient.MONTHS;
  }

  /// Returns the instant of the first event of a statement.
  public Instant statementOpens(int month) {
    return firstStatement
        .plusDays((long) month * PERIOD_DAYS)
        .atTime(1, 0)
        .toInstant(ZoneOffset.UTC);
  }

  /// Returns the account events of a statement in the order of event time, one per client.
  ///
  /// @param month 0 (April) to 5 (September)
  public Stream<SimulatedRecord> statement(int month) {
    return clients.stream().map(client -> statement(client, month));
  }

  /// Returns the payments and assessments between a statement and the next, in the order of event
  /// time.
  public List<SimulatedRecord> outcomes(int month) {
    List<SimulatedRecord> records = new ArrayList<>();
    for (TaiwanClient client : clients) {
      payment(client, month).forEach(records::add);
      records.add(assessment(client, month));
    }
    records.sort(SimulatedRecord.ORDER);
    return List.copyOf(records);
  }

  /// Returns by account id whether the last instalment was paid on time.
  public Map<String, Boolean> lastLabels() {
    return clients.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                TaiwanClient::accountId, client -> client.settledAfter(TaiwanClient.MONTHS - 1)));
  }

  private SimulatedRecord statement(TaiwanClient client, int month) {
    Instant time = statementAt(client, month);
    AccountEvent.Snapshot snapshot = snapshot(client, month, time);
    AccountEvent event =
        month == 0
            ? placed(client, snapshot)
            : new AccountEvent.Updated(client.accountId(), debtor(client), snapshot);
    return SimulatedRecord.of(SOURCE, client.accountId() + "/statement/" + month, time, event);
  }

  private static AccountEvent placed(TaiwanClient client, AccountEvent.Snapshot snapshot) {
    Map<Channel, Consent> consents =
        Stream.of(Channel.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> Consent.GRANTED));
    return new AccountEvent.Placed(
        client.accountId(),
        debtor(client),
        snapshot,
        ActorType.CREDITOR,
        "TW",
        List.of("Asia/Taipei"),
        consents,
        null,
        snapshot.asOf(),
        null,
        null,
        null);
  }

  /// Sets the instalment to the minimum payment of a card, a twentieth of the bill.
  private static AccountEvent.Snapshot snapshot(TaiwanClient client, int month, Instant asOf) {
    long balance = Math.max(0, client.bill().get(month)) * CENTS;
    return new AccountEvent.Snapshot(
        asOf,
        balance,
        CURRENCY,
        Math.max(0, client.status().get(month)) * DAYS_OF_A_MONTH,
        balance / MINIMUM_SHARE,
        client.limit() * CENTS);
  }

  /// Returns the payments of the month after a statement. The file has none after the last
  /// statement.
  private Stream<SimulatedRecord> payment(TaiwanClient client, int month) {
    if (month + 1 >= TaiwanClient.MONTHS || client.paid().get(month + 1) <= 0) {
      return Stream.empty();
    }
    int day = FIRST_PAYMENT_DAY + client.number() % PAYMENT_DAYS;
    String id = client.accountId() + "-" + month;
    long amount = client.paid().get(month + 1) * CENTS;
    return Stream.of(
        SimulatedRecord.of(
            SOURCE,
            client.accountId() + "/payment/" + month,
            statementAt(client, month).plus(Duration.ofDays(day)),
            new Outcome.PaymentReceived(client.accountId(), id, amount, CURRENCY)));
  }

  private SimulatedRecord assessment(TaiwanClient client, int month) {
    Instant due = statementAt(client, month).plus(Duration.ofDays(ASSESSMENT_DAYS));
    return SimulatedRecord.of(
        SOURCE,
        client.accountId() + "/verdict/" + month,
        due,
        new Outcome.InstalmentAssessed(client.accountId(), due, client.settledAfter(month)));
  }

  private Instant statementAt(TaiwanClient client, int month) {
    long second = (long) client.number() * SPREAD_SECONDS / Math.max(1, clients.size());
    return statementOpens(month).plusSeconds(second);
  }

  private static String debtor(TaiwanClient client) {
    return "TWD-%05d".formatted(client.number());
  }
}
