package io.quittance.feedback.outcome;

import io.quittance.feedback.label.KeyedPlans;
import io.quittance.feedback.label.LabelConfig;

/// The statements of a batch. `cast` instead of `::`, since Hibernate reads colons.
final class FeedbackSql {

  static final String BEGIN =
      "select cast(pg_advisory_xact_lock_shared("
          + LabelConfig.LOCK
          + ") as text), "
          + KeyedPlans.SETTINGS;

  static final String KNOWN_DECISIONS =
      """
      select d.tenant, cast(d.decision_id as text), encode(d.content_sha256, 'hex'),
             d.kafka_topic, cast(d.kafka_partition as text), cast(d.kafka_offset as text)
      from unnest(cast(?1 as text[]), cast(?2 as text[])) as r(tenant, id)
      join feedback.decision d on d.tenant || '' = r.tenant and d.decision_id = cast(r.id as uuid)
      """;

  static final String KNOWN_OUTCOMES =
      """
      select o.tenant, o.source, o.event_id, encode(o.content_sha256, 'hex'),
             o.kafka_topic, cast(o.kafka_partition as text), cast(o.kafka_offset as text)
      from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[])) as r(tenant, source, id)
      join feedback.outcome o on o.event_id = r.id and o.source = r.source and o.tenant || '' = r.tenant
      """;

  static final String INSERT_DECISIONS =
      """
      insert into feedback.decision (tenant, decision_id, account_id, decided_at, trigger_type,
        model_name, model_version, degraded, probability, action, propensity, explored,
        balance_minor, currency, blocked_rules, feature_schema, features, content_sha256,
        kafka_topic, kafka_partition, kafka_offset, debtor_id, held_out, offer, choices)
      select r.tenant, cast(r.id as uuid), r.account, cast(r.at as timestamptz), r.trigger,
        r.model, cast(r.version as integer), cast(r.degraded as boolean),
        cast(r.probability as double precision), r.action, cast(r.propensity as double precision),
        cast(r.explored as boolean), cast(r.balance as bigint), r.currency,
        cast(r.rules as text[]),
        cast(r.schema as integer), cast(r.features as real[]), decode(r.digest, 'hex'),
        r.topic, cast(r.part as integer), cast(r.pos as bigint), r.debtor,
        cast(r.held as boolean), r.offer, r.choices
      from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]),
        cast(?5 as text[]), cast(?6 as text[]), cast(?7 as text[]), cast(?8 as text[]),
        cast(?9 as text[]), cast(?10 as text[]), cast(?11 as text[]), cast(?12 as text[]),
        cast(?13 as text[]), cast(?14 as text[]), cast(?15 as text[]), cast(?16 as text[]),
        cast(?17 as text[]), cast(?18 as text[]), cast(?19 as text[]), cast(?20 as text[]),
        cast(?21 as text[]), cast(?22 as text[]), cast(?23 as text[]), cast(?24 as text[]),
        cast(?25 as text[]))
        as r(tenant, id, account, at, trigger, model, version, degraded, probability, action,
          propensity, explored, balance, rules, schema, features, digest, topic, part, pos, currency,
          debtor, held, offer, choices)
      on conflict do nothing
      """;

  static final String INSERT_OUTCOMES =
      """
      insert into feedback.outcome (tenant, source, event_id, ce_time, ce_type, account_id,
        decision_id, join_state, amount_minor, currency, settled, channel, result, content_sha256,
        kafka_topic, kafka_partition, kafka_offset)
      select r.tenant, r.source, r.id, cast(r.at as timestamptz), r.type, r.account,
        cast(r.decision as uuid), case when r.decision is null then 'none' else 'parked' end,
        cast(r.amount as bigint), r.currency, cast(r.settled as boolean), r.channel, r.result,
        decode(r.digest, 'hex'), r.topic, cast(r.part as integer), cast(r.pos as bigint)
      from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]),
        cast(?5 as text[]), cast(?6 as text[]), cast(?7 as text[]), cast(?8 as text[]),
        cast(?9 as text[]), cast(?10 as text[]), cast(?11 as text[]), cast(?12 as text[]),
        cast(?13 as text[]), cast(?14 as text[]), cast(?15 as text[]), cast(?16 as text[]))
        as r(tenant, source, id, at, type, account, decision, amount, settled, channel, result,
          digest, topic, part, pos, currency)
      on conflict do nothing
      """;

  /// Parked outcomes whose decision is in this batch.
  static final String JOIN_PARKED =
      """
      update feedback.outcome o set join_state = 'joined'
      from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]))
        as r(tenant, id, account)
      where o.join_state = 'parked' and o.tenant || '' = r.tenant
        and o.decision_id = cast(r.id as uuid) and o.account_id = r.account
      """;

  /// Outcomes of this batch whose decision is stored; a decision of another account is not theirs.
  static final String JOIN_OUTCOMES =
      """
      update feedback.outcome o set join_state = 'joined'
      from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]))
        as r(tenant, source, id, at)
      where o.tenant || '' = r.tenant and o.source = r.source and o.event_id = r.id
        and o.ce_time = cast(r.at as timestamptz)
        and exists (select 1 from feedback.decision d where d.tenant || '' = o.tenant
          and d.decision_id = o.decision_id and d.account_id = o.account_id)
      """;

  /// Labelled decisions whose window (t, t + horizon] holds a payment, reversal or assessment of
  /// this batch, or that were open when the account closed. Facts beyond the last label pass cannot
  /// be late.
  static final String REOPEN =
      """
      update feedback.decision d set reopened = true
      from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]))
        as r(tenant, account, at, closing)
      join feedback.label_progress p
        on p.tenant = r.tenant and cast(r.at as timestamptz) <= p.labelled_to
      where d.tenant || '' = r.tenant and d.account_id = r.account
        and d.label_state <> 'pending' and not d.reopened
        and case when cast(r.closing as boolean)
          then d.decided_at <= cast(r.at as timestamptz)
            and d.decided_at > cast(r.at as timestamptz) - cast(cast(?5 as text) as interval)
          else d.decided_at < cast(r.at as timestamptz)
            and d.decided_at >= cast(r.at as timestamptz) - cast(cast(?5 as text) as interval) end
        and d.decided_at <= cast(r.at as timestamptz)
        and d.decided_at >= cast(r.at as timestamptz) - cast(cast(?5 as text) as interval)
      """;

  static final String LOG_FATES =
      """
      insert into feedback.fate_log (topic, kafka_partition, kafka_offset, fate, reason, ce_time)
      select r.topic, cast(r.part as integer), cast(r.pos as bigint), r.fate, r.reason,
        cast(r.at as timestamptz)
      from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]),
        cast(?5 as text[]), cast(?6 as text[])) as r(topic, part, pos, fate, reason, at)
      on conflict do nothing
      """;

  static final String ADVANCE =
      """
      insert into feedback.partition_progress as p
        (tenant, topic, kafka_partition, newest, seen_at)
      select r.tenant, r.topic, cast(r.part as integer), cast(r.at as timestamptz),
        cast(cast(?5 as text) as timestamptz)
      from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]))
        as r(tenant, topic, part, at)
      on conflict (tenant, topic, kafka_partition) do update
        set newest = greatest(p.newest, excluded.newest),
            seen_at = greatest(p.seen_at, excluded.seen_at)
      """;

  private FeedbackSql() {}
}
