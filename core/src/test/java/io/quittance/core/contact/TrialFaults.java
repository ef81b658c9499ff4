package io.quittance.core.contact;

import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import java.util.function.UnaryOperator;

/// Packs that are wrong by a little: the histories must tell them from the right ones.
final class TrialFaults {

  private TrialFaults() {}

  static PolicyPack oneAttemptMore(PolicyPack pack) {
    return with(
        pack,
        limit ->
            limit instanceof FrequencyLimit.AttemptCap cap
                ? new FrequencyLimit.AttemptCap(
                    cap.max() + 1, cap.window(), cap.channels(), cap.places())
                : limit instanceof FrequencyLimit.ContactCap contacts
                    ? new FrequencyLimit.ContactCap(
                        contacts.max() + 1,
                        contacts.days(),
                        contacts.calendar(),
                        contacts.channels(),
                        contacts.places(),
                        contacts.counting(),
                        contacts.scope())
                    : limit);
  }

  static PolicyPack longerDay(PolicyPack pack) {
    return with(
        pack,
        limit ->
            limit instanceof TimeLimit.QuietHours quiet
                ? new TimeLimit.QuietHours(quiet.opens(), quiet.closes().plusNanos(1_000_000))
                : limit);
  }

  static PolicyPack shorterRest(PolicyPack pack) {
    return with(
        pack,
        limit ->
            limit instanceof FrequencyLimit.AfterConversation after && after.days() > 1
                ? new FrequencyLimit.AfterConversation(after.days() - 1)
                : limit);
  }

  static PolicyPack shorterMoratorium(PolicyPack pack) {
    return with(
        pack,
        limit ->
            limit instanceof TimeLimit.Moratorium all && all.months() == null
                ? new TimeLimit.Moratorium(all.days() - 1, all.afterCrisis())
                : limit);
  }

  static PolicyPack shorterGap(PolicyPack pack) {
    return with(
        pack,
        limit ->
            limit instanceof FrequencyLimit.MinimumGap gap
                ? new FrequencyLimit.MinimumGap(gap.days() - 1, gap.channels())
                : limit);
  }

  static PolicyPack shorterWait(PolicyPack pack) {
    return with(
        pack,
        limit ->
            limit instanceof TimeLimit.WaitingTime waiting
                ? new TimeLimit.WaitingTime(waiting.since(), waiting.days() - 1)
                : limit);
  }

  static PolicyPack without(PolicyPack pack, PolicyPack broken, Rule left) {
    return pack.equals(broken)
        ? Packs.with(pack, pack.rules().stream().filter(rule -> !rule.equals(left)).toList())
        : pack;
  }

  private static PolicyPack with(PolicyPack pack, UnaryOperator<Limit> change) {
    return Packs.with(
        pack, pack.rules().stream().map(rule -> rule.with(change.apply(rule.limit()))).toList());
  }
}
