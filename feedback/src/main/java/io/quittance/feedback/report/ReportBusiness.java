package io.quittance.feedback.report;

import io.quittance.core.event.EventTypes;
import io.quittance.feedback.report.BusinessReport.Metric;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Computes the business metrics of a period from its outcomes and decisions.
@ApplicationScoped
class ReportBusiness {

  private static final String FIRST = "0001-01-01T00:00:00Z";
  private static final String LAST = "9999-01-01T00:00:00Z";
  private static final String PERIOD =
      " tenant = ?1 and %s >= cast(cast(?2 as text) as timestamptz) and %s < cast(cast(?3 as text) as timestamptz) ";

  private static final String OUTCOMES =
      "select ce_type, count(*), coalesce(sum(amount_minor), 0) from feedback.outcome where"
          + PERIOD.formatted("ce_time", "ce_time")
          + "group by ce_type";
  private static final String DECISIONS =
      "select count(*), count(distinct account_id),"
          + " count(*) filter (where cardinality(blocked_rules) > 0), coalesce((select"
          + " sum(balance_minor) from (select distinct on (account_id) balance_minor from"
          + " feedback.decision where"
          + PERIOD.formatted("decided_at", "decided_at")
          + "order by account_id, decided_at, decision_id) first), 0)"
          + " from feedback.decision where"
          + PERIOD.formatted("decided_at", "decided_at");
  private static final String RULES =
      "select rule, count(*) from feedback.decision, unnest(blocked_rules) as rule where"
          + PERIOD.formatted("decided_at", "decided_at")
          + "group by rule";

  /// Counts an account without a known debtor as a debtor of its own.
  private static final String UPLIFT =
      "select held_out, count(*), sum(n), sum(y), sum(n * n), sum(n * y), sum(y * y) from (select"
          + " held_out, count(*) as n, sum(label) as y from feedback.decision where label_state ="
          + " 'matured' and held_out is not null and"
          + PERIOD.formatted("decided_at", "decided_at")
          + "group by held_out, coalesce('d' || debtor_id, 'a' || account_id)) debtor group by"
          + " held_out";

  private final Mutiny.SessionFactory sessions;

  ReportBusiness(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  private record Tally(long count, double sumMinor) {}

  private record DecisionTally(long all, long accounts, long blocked, double balanceMinor) {}

  Uni<BusinessReport> report(String tenant, @Nullable Instant from, @Nullable Instant to) {
    Map<String, Tally> outcomes = new HashMap<>();
    SortedMap<String, Long> rules = new TreeMap<>();
    Map<Boolean, HoldoutUplift.Sums> groups = new HashMap<>();
    return rows(OUTCOMES, tenant, from, to)
        .invoke(
            found ->
                found.forEach(
                    row -> outcomes.put((String) row[0], new Tally(count(row[1]), amount(row[2])))))
        .chain(() -> rows(RULES, tenant, from, to))
        .invoke(found -> found.forEach(row -> rules.put((String) row[0], count(row[1]))))
        .chain(() -> rows(UPLIFT, tenant, from, to))
        .invoke(found -> found.forEach(row -> groups.put((Boolean) row[0], sums(row))))
        .chain(() -> rows(DECISIONS, tenant, from, to))
        .map(
            found -> {
              Object[] row = found.getFirst();
              DecisionTally decisions =
                  new DecisionTally(count(row[0]), count(row[1]), count(row[2]), amount(row[3]));
              return new BusinessReport(
                  from, to, metrics(outcomes, decisions), rules, uplift(groups));
            });
  }

  private static HoldoutUplift.Sums sums(Object[] row) {
    return new HoldoutUplift.Sums(
        count(row[1]),
        count(row[2]),
        count(row[3]),
        amount(row[4]),
        amount(row[5]),
        amount(row[6]));
  }

  private static HoldoutUplift uplift(Map<Boolean, HoldoutUplift.Sums> groups) {
    return HoldoutUplift.of(
        groups.getOrDefault(false, HoldoutUplift.Sums.NONE),
        groups.getOrDefault(true, HoldoutUplift.Sums.NONE));
  }

  private Uni<List<Object[]>> rows(
      String sql, String tenant, @Nullable Instant from, @Nullable Instant to) {
    return sessions.withStatelessSession(
        session ->
            session
                .createNativeQuery(sql, Object[].class)
                .setParameter(1, tenant)
                .setParameter(2, from == null ? FIRST : from.toString())
                .setParameter(3, to == null ? LAST : to.toString())
                .getResultList());
  }

  private static List<Metric> metrics(Map<String, Tally> outcomes, DecisionTally decisions) {
    long attempts = counted(outcomes, EventTypes.CONTACT_ATTEMPTED);
    long contacts = counted(outcomes, EventTypes.RIGHT_PARTY_CONTACT);
    long kept = counted(outcomes, EventTypes.PROMISE_KEPT);
    long broken = counted(outcomes, EventTypes.PROMISE_BROKEN);
    double net =
        summed(outcomes, EventTypes.PAYMENT_RECEIVED)
            + summed(outcomes, EventTypes.PAYMENT_REVERSED);
    return List.of(
        Metric.ratio(
            "right_party_contact_rate",
            contacts,
            attempts,
            "right-party contacts per contact attempt"),
        Metric.ratio(
            "promise_rate",
            counted(outcomes, EventTypes.PROMISE_MADE),
            contacts,
            "promises made per right-party contact"),
        Metric.ratio(
            "promise_kept_rate", kept, kept + broken, "promises kept per promise kept or broken"),
        Metric.ratio(
            "contact_intensity",
            attempts,
            decisions.accounts(),
            "contact attempts per account decided on"),
        Metric.ratio(
            "recovery_rate",
            net,
            decisions.balanceMinor(),
            "net payments per balance at each account's first decision of the period, minor units"),
        Metric.per(
            1_000,
            "complaints_per_1000_contacts",
            counted(outcomes, EventTypes.COMPLAINT_RAISED),
            attempts,
            "complaints per 1,000 contact attempts"),
        Metric.per(
            1_000,
            "opt_outs_per_1000_contacts",
            counted(outcomes, EventTypes.OPTED_OUT),
            attempts,
            "opt-outs per 1,000 contact attempts"),
        Metric.ratio(
            "blocked_share",
            decisions.blocked(),
            decisions.all(),
            "decisions in which a rule blocked an action per decision"));
  }

  private static long counted(Map<String, Tally> outcomes, String type) {
    Tally tally = outcomes.get(type);
    return tally == null ? 0 : tally.count();
  }

  private static double summed(Map<String, Tally> outcomes, String type) {
    Tally tally = outcomes.get(type);
    return tally == null ? 0 : tally.sumMinor();
  }

  private static long count(Object value) {
    return ((Number) value).longValue();
  }

  private static double amount(Object value) {
    return ((Number) value).doubleValue();
  }
}
