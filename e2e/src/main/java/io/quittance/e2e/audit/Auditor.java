package io.quittance.e2e.audit;

import io.quittance.e2e.audit.evidence.AuditedRecord;
import io.quittance.e2e.audit.evidence.RestAnswers;
import io.quittance.e2e.audit.evidence.SentRecords;
import io.quittance.e2e.audit.evidence.Tables;
import io.quittance.e2e.audit.evidence.TopicReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Checks these invariants over the whole content of the topics and the database:
/// - `one-fate`: every consumed record has exactly one recorded fate, every event is accepted once,
///   and every duplicate repeats an accepted event;
/// - `one-decision`: every accepted deciding event has exactly one decision, in the database and on
///   the topic, and repeats on the topic equal the first byte for byte and the row in the database;
/// - `no-orphan`: every decision has its event;
/// - `order`: the decisions of an account first appear in the order of their events;
/// - `dead-letter`: the dead-letter topics hold every refused record with its bytes and a cause,
///   and no other record;
/// - `reviewed`: every decision that routes its account to people has a case in the review queue,
///   only people conclude cases, and every conclusion is on the topic once, as it is in the
///   database; legal referrals, refusals of a plan and debt sales exist nowhere else;
/// - `joined-once`: feedback holds every decision and every outcome once, and joins outcomes only
///   to existing decisions;
/// - `labels`: every label is what the records on the topics say, and none is early or missing;
/// - `good-record`: no decision became a dead letter, and no input that its sender told good;
/// - `rest-order`: answers over REST are published as answered, and who asks after an answer gets a
///   decision that stands behind it.
///
/// Run the audit when lag is zero and the outbox is empty. It reads all topics into memory, so it
/// is for test runs and not for production. Each instance audits once.
public final class Auditor {

  private final String bootstrapServers;
  private final Tables tables;
  private final Tally tally = new Tally();
  private final InputChecks inputs = new InputChecks(tally);
  private final DecisionChecks decisions = new DecisionChecks(tally);
  private final GoodRecordChecks good = new GoodRecordChecks(tally);
  private final SentRecords sent;
  private final RestAnswers answers;

  /// Audits what the topics and tables tell alone.
  ///
  /// @param database connection that may read the schemas `scoring` and `feedback`
  public Auditor(String bootstrapServers, Connection database) {
    this(bootstrapServers, database, new SentRecords(), new RestAnswers());
  }

  /// Audits also what only the systems around the platform know.
  ///
  /// @param database connection that may read the schemas `scoring` and `feedback`
  /// @param sent the good inputs that were acknowledged
  /// @param answers the decisions that were answered over REST
  public Auditor(
      String bootstrapServers, Connection database, SentRecords sent, RestAnswers answers) {
    this.bootstrapServers = bootstrapServers;
    this.tables = new Tables(database);
    this.sent = sent;
    this.answers = answers;
  }

  /// Audits scoring only.
  public Verdict auditScoring() throws SQLException {
    try (TopicReader topics = new TopicReader(bootstrapServers)) {
      List<AuditedRecord> read = read(topics, "account-events", "outcomes");
      Fates fates = checkScoring(read, read(topics, "decisions"));
      good.check(sent, read, List.of(fates));
      new DeadLetterChecks(tally, read(topics, "account-events-dlq", "outcomes-dlq"))
          .checkAgainst(read, List.of(fates));
      return tally.verdict();
    }
  }

  /// Audits scoring and feedback.
  public Verdict auditLoop() throws SQLException {
    try (TopicReader topics = new TopicReader(bootstrapServers)) {
      List<AuditedRecord> events = read(topics, "account-events");
      List<AuditedRecord> outcomes = read(topics, "outcomes");
      List<AuditedRecord> published = read(topics, "decisions");
      Fates scoring = checkScoring(concat(events, outcomes), published);
      Fates feedback = Fates.ofFeedback(tables, tally);
      feedback.checkAgainst(concat(published, outcomes));
      new FeedbackChecks(tally, tables).check(decisions.ids());
      checkLabels(published, outcomes, feedback);
      good.check(sent, concat(events, outcomes), List.of(scoring, feedback));
      good.checkDecisions(published, feedback);
      new DeadLetterChecks(
              tally, read(topics, "account-events-dlq", "outcomes-dlq", "decisions-dlq"))
          .checkAgainst(concat(concat(events, outcomes), published), List.of(scoring, feedback));
      return tally.verdict();
    }
  }

  private Fates checkScoring(List<AuditedRecord> read, List<AuditedRecord> published)
      throws SQLException {
    tally.count("records read by scoring", read.size());
    Fates fates = Fates.ofScoring(tables, tally);
    fates.checkAgainst(read);
    inputs.check(read, fates);
    decisions.readRows(tables);
    decisions.readTopic(published);
    decisions.checkAgainst(inputs.causes());
    ReviewChecks reviews = new ReviewChecks(tally);
    reviews.readRows(tables);
    reviews.checkEvents(read);
    reviews.checkDecisions(published);
    new RestChecks(tally).check(answers, published);
    return fates;
  }

  private void checkLabels(
      List<AuditedRecord> published, List<AuditedRecord> outcomes, Fates feedback)
      throws SQLException {
    LabelChecks labels = new LabelChecks(tally);
    labels.readDecisions(published);
    labels.readOutcomes(outcomes, feedback);
    labels.check(tables);
  }

  private static List<AuditedRecord> read(TopicReader topics, String... names) {
    List<AuditedRecord> records = new ArrayList<>();
    for (String name : names) {
      topics.read(name).forEach(record -> records.add(AuditedRecord.of(record)));
    }
    return records;
  }

  private static List<AuditedRecord> concat(List<AuditedRecord> first, List<AuditedRecord> second) {
    List<AuditedRecord> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
