package io.quittance.e2e.growth;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Fills the tables of scoring and feedback with rows that look like those which the services
/// wrote: copies of real rows under other keys, spread over the months before the measured events,
/// oldest first, as time would have written them. The rows belong to accounts that get no event,
/// and none of their labels is due.
///
/// @param rows rows in each large table; a tenth in that of reviews
/// @param until the rows lie before this instant
/// @param months how many months before it they are spread over
/// @param matureBefore decisions before this instant have their label, later ones wait for it
/// @param payload bytes kept of each state and each decision; 0 keeps all
record TableFill(long rows, Instant until, int months, Instant matureBefore, int payload) {

  private static final int SAMPLE = 500;
  private static final long CHUNK = 100_000;
  private static final int DAYS_IN_A_MONTH = 30;

  /// Tables whose rows are copies of real ones, with the columns that differ.
  private static final List<Copied> COPIED =
      List.of(
          new Copied(
              "scoring.account",
              "'account_id', 'growth-' || g, 'debtor_id', 'growth-' || g / 2, 'newest', {time}"
                  + "{cut:state}"),
          new Copied("scoring.debtor", "'debtor_id', 'growth-' || g"),
          new Copied("scoring.identity", "'decision_id', {id}, 'ce_time', {time}"),
          new Copied(
              "scoring.inbox",
              "'event_id', 'growth-' || g, 'ce_time', {time}, 'account_id', 'growth-' || g,"
                  + " 'decision_id', {id}, 'content_sha256', {digest}, 'topic', 'growth',"
                  + " 'kafka_offset', g"),
          new Copied(
              "scoring.decision",
              "'decision_id', {id}, 'ce_time', {time}, 'account_id', 'growth-' || g{cut:bytes}"),
          new Copied(
              "feedback.decision",
              "'decision_id', {id}, 'decided_at', {time}, 'account_id', 'growth-' || g,"
                  + " 'debtor_id', 'growth-' || g / 2, 'content_sha256', {digest},"
                  + " 'kafka_topic', 'growth', 'kafka_offset', g, 'reopened', false,"
                  + " 'censored_by', null,"
                  + " 'label_state', case when {time} < {mature} then 'matured' else 'pending' end,"
                  + " 'label', case when {time} < {mature} then cast(g % 5 = 0 as integer) end"),
          new Copied(
              "feedback.outcome",
              "'event_id', 'growth-' || g, 'ce_time', {time}, 'account_id', 'growth-' || g,"
                  + " 'content_sha256', {digest}, 'kafka_topic', 'growth', 'kafka_offset', g,"
                  + " 'decision_id', case when (s.original).decision_id is not null then {id} end,"
                  + " 'join_state', case when (s.original).decision_id is null then 'none'"
                  + "   when g % 1000 = 0 then 'parked' else 'joined' end"));

  /// Tables of which the measured load writes no row that could be copied.
  private static final List<String> WRITTEN =
      List.of(
          """
          insert into scoring.fate_log (topic, kafka_partition, kafka_offset, fate, reason, ce_time)
          select 'growth', g % 3, g, 'DUPLICATE', 'repeat', {time} from generate_series({from}, {to}) g
          """,
          """
          insert into feedback.fate_log (topic, kafka_partition, kafka_offset, fate, reason, ce_time)
          select 'growth', g % 3, g, 'DUPLICATE', 'repeat', {time} from generate_series({from}, {to}) g
          """,
          """
          insert into scoring.permit (permit_id, tenant, request_id, request_sha256, account_id,
            debtor_id, channel, place, simulated, valid_from, valid_until, status, committed_at,
            ended_at)
          select {id}, 'default', 'growth-' || g, encode(sha256(cast(g as text)::bytea), 'hex'),
            'growth-' || g, 'growth-' || g / 2, 'call', 'mobile', false, {time},
            {time} + interval '10 minutes', 'committed', {time}, {time}
          from generate_series({from}, {to}) g
          """,
          """
          insert into scoring.review (tenant, review_id, account_id, debtor_id, kind, status, reason,
            opened_at, verdict, conclusion_reason, concluded_by, concluded_at)
          select 'default', {id}, 'growth-' || g, 'growth-' || g / 2, 'dispute', 'concluded',
            'dispute-reported', {time}, 'resume', 'growth', 'growth', {time}
          from generate_series({from}, {to}) g where g % 10 = 0
          """);

  private record Copied(String table, String changes) {

    String sample() {
      return "growth_" + table.replace('.', '_');
    }
  }

  /// Fills the tables, then vacuums and analyses them.
  ///
  /// @param database a session of a superuser
  /// @throws IllegalStateException when the services have not yet written a row to copy
  void run(Connection database, Consumer<String> tell) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute("set synchronous_commit = off");
      for (int month = 0; month <= months + 1; month++) {
        String at = literal(begin().plus((long) month * DAYS_IN_A_MONTH, ChronoUnit.DAYS));
        statement.execute(
            "select scoring.ensure_month(%s), feedback.ensure_month(%s)".formatted(at, at));
      }
      for (Copied copied : COPIED) {
        statement.execute(
            "create temp table %s as select row_number() over () - 1 as n, t as original from %s t limit %d"
                .formatted(copied.sample(), copied.table(), SAMPLE));
      }
      for (long from = 1; from <= rows; from += CHUNK) {
        long to = Math.min(rows, from + CHUNK - 1);
        for (String insert : inserts(from, to)) {
          statement.execute(insert);
        }
        tell.accept(String.format(Locale.ROOT, "%,d of %,d rows in each table", to, rows));
      }
      for (Copied copied : COPIED) {
        requireRows(statement, copied.table());
      }
      statement.execute("vacuum (analyze)");
      statement.execute("checkpoint");
    }
  }

  private void requireRows(Statement statement, String table) throws SQLException {
    try (var counted =
        statement.executeQuery(
            "select count(*) >= %d from (select from %s limit %d) t"
                .formatted(rows, table, rows))) {
      counted.next();
      if (!counted.getBoolean(1)) {
        throw new IllegalStateException(table + " was not filled: there was no row to copy");
      }
    }
  }

  private List<String> inserts(long from, long to) {
    List<String> inserts = new ArrayList<>();
    for (Copied copied : COPIED) {
      inserts.add(
          """
          insert into %s
          select r.* from generate_series({from}, {to}) g
          join %s s on s.n = g %% (select count(*) from %s)
          cross join lateral jsonb_populate_record(s.original, jsonb_build_object(%s)) r
          """
              .formatted(copied.table(), copied.sample(), copied.sample(), copied.changes()));
    }
    inserts.addAll(WRITTEN);
    inserts.replaceAll(insert -> filledIn(insert, from, to));
    return inserts;
  }

  private String filledIn(String sql, long from, long to) {
    return sql.replace("{cut:state}", cut("state"))
        .replace("{cut:bytes}", cut("bytes"))
        .replace("{from}", Long.toString(from))
        .replace("{to}", Long.toString(to))
        .replace("{id}", "cast(md5('growth' || g) as uuid)")
        .replace("{digest}", "'\\x' || encode(sha256(cast(g as text)::bytea), 'hex')")
        .replace("{mature}", literal(matureBefore))
        .replace(
            "{time}",
            "(%s + cast(g as double precision) / %d * interval '%d days')"
                .formatted(literal(begin()), rows + 1, (long) months * DAYS_IN_A_MONTH));
  }

  private String cut(String column) {
    return payload == 0
        ? ""
        : ", '%s', '\\x' || encode(substring((s.original).%s from 1 for %d), 'hex')"
            .formatted(column, column, payload);
  }

  private Instant begin() {
    return until.minus((long) months * DAYS_IN_A_MONTH, ChronoUnit.DAYS);
  }

  private static String literal(Instant at) {
    return "timestamptz '%s'".formatted(at);
  }
}
