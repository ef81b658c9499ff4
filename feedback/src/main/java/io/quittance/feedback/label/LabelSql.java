package io.quittance.feedback.label;

import io.quittance.core.event.EventTypes;

/// The statements of watermarks and label passes.
final class LabelSql {

  private static final String ISO = "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'";

  static final String PARTITIONS =
      "select t.tenant, t.topic, cast(t.kafka_partition as text), "
          + iso("t.newest")
          + ", "
          + iso("t.seen_at")
          + ", "
          + iso("p.watermark")
          + " from feedback.partition_progress t"
          + " left join feedback.label_progress p on p.tenant = t.tenant";

  static final String MOVE =
      """
      insert into feedback.label_progress as p (tenant, watermark)
      select r.tenant, cast(r.at as timestamptz)
      from unnest(cast(?1 as text[]), cast(?2 as text[])) as r(tenant, at)
      on conflict (tenant) do update set watermark = excluded.watermark
      """;

  static final String PROGRESS =
      "select p.tenant, "
          + iso("p.watermark")
          + ", "
          + iso("p.labelled_to")
          + ", cast(p.evaluated_day as text), cast(exists (select 1 from feedback.decision d"
          + " where d.tenant = p.tenant and d.reopened) as text)"
          + " from feedback.label_progress p order by p.tenant";

  static final String BEGIN_PASS =
      """
      update feedback.label_progress
      set labelled_to = greatest(labelled_to, cast(cast(?2 as text) as timestamptz)) where tenant = ?1
      """;

  static final String JOIN_LEFT_BEHIND =
      """
      update feedback.outcome o set join_state = 'joined'
      where o.tenant || '' = ?1 and o.join_state = 'parked'
        and exists (select 1 from feedback.decision d where d.tenant || '' = o.tenant
          and d.decision_id = o.decision_id and d.account_id = o.account_id)
      """;

  /// Net payments in (t, t + horizon], in the currency of the balance, against the share of it.
  static final String PAID_SHARE =
      pass(
          """
          cast((select coalesce(sum(o.amount_minor), 0) from feedback.outcome o
            where o.tenant || '' = due.tenant and o.account_id = due.account_id
              and o.amount_minor is not null and o.currency = due.currency
              and o.ce_time > due.decided_at
              and o.ce_time <= due.decided_at + cast(cast(?3 as text) as interval))
            >= cast(cast(?4 as text) as numeric) * due.balance_minor as integer)
          """);

  /// The first assessment in (t, t + horizon]; none leaves the label unknown. The share is not
  /// used.
  static final String INSTALMENT_ASSESSED =
      pass(
          """
          (select cast(o.settled as integer) from feedback.outcome o
            where o.tenant || '' = due.tenant and o.account_id = due.account_id
              and o.settled is not null and o.ce_time > due.decided_at
              and o.ce_time <= due.decided_at + cast(cast(?3 as text) as interval)
              and cast(cast(?4 as text) as numeric) is not null
            order by o.ce_time, o.source, o.event_id limit 1)
          """);

  static final String GROUPS =
      """
      select to_char(decided_at at time zone 'UTC', 'YYYY-MM'), model_version, count(*),
        count(*) filter (where label_state = 'pending'),
        count(*) filter (where label_state = 'matured'), coalesce(sum(label), 0),
        count(*) filter (where label_state = 'censored'),
        count(*) filter (where label_revision > 0), count(*) filter (where reopened)
      from feedback.decision where tenant = ?1 group by 1, 2 order by 1, 2 nulls first
      """;

  static final String OUTCOMES =
      """
      select count(*), count(*) filter (where join_state = 'parked')
      from feedback.outcome where tenant = ?1
      """;

  /// Reads the index of the parked alone, however many outcomes there are.
  static final String PARKED =
      """
      select count(*) from feedback.outcome where tenant || '' = ?1 and join_state = 'parked'
      """;

  private LabelSql() {}

  private static String iso(String column) {
    return "to_char(" + column + " at time zone 'UTC', " + ISO + ")";
  }

  /// ?1 tenant, ?2 newest mature t, ?3 horizon, ?4 share, ?5 watermark, ?6 rows at most. An account
  /// that closes or goes bankrupt in [t, t + horizon) leaves the label unknown.
  private static String pass(String label) {
    return """
    with due as materialized (
      select tenant, decision_id, decided_at, account_id, balance_minor, currency,
             label_state <> 'pending' as again
      from feedback.decision
      where tenant = ?1 and decided_at <= cast(cast(?2 as text) as timestamptz)
        and (label_state = 'pending' or reopened)
      order by decided_at limit ?6),
    judged as materialized (
      select due.*,
        case when due.balance_minor <= 0 then 'no-balance'
          else (select case e.trigger_type when '%s' then 'closed' else 'bankruptcy' end
            from feedback.decision e
            where e.tenant || '' = due.tenant and e.account_id = due.account_id
              and e.decided_at >= due.decided_at
              and e.decided_at < due.decided_at + cast(cast(?3 as text) as interval)
              and e.trigger_type in ('%s', '%s')
            order by e.decided_at, e.trigger_type limit 1) end as censored_by,
        %s as label
      from due),
    told as (
      select tenant, decision_id, decided_at, again,
        case when censored_by is not null then censored_by
          when label is null then 'no-assessment' end as censored_by, label
      from judged),
    written as (
      update feedback.decision d
      set label = cast(case when j.censored_by is null then j.label end as smallint),
          label_state = case when j.censored_by is null then 'matured' else 'censored' end,
          censored_by = j.censored_by,
          label_revision = d.label_revision + cast(j.again as integer),
          matured_at = cast(cast(?5 as text) as timestamptz),
          reopened = false
      from told j
      where d.tenant || '' = j.tenant and d.decision_id = j.decision_id and d.decided_at = j.decided_at
      returning d.label_state as state, j.again)
    select count(*), count(*) filter (where state = 'matured' and not again),
           count(*) filter (where state = 'censored' and not again), count(*) filter (where again)
    from written
    """
        .formatted(EventTypes.CLOSED, EventTypes.CLOSED, EventTypes.BANKRUPTCY_FILED, label);
  }
}
