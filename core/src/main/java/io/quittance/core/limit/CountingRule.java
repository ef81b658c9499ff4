package io.quittance.core.limit;

import static io.quittance.core.limit.LimitChecks.require;

import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.text.ConstantSets;
import io.quittance.core.vocabulary.Recipient;
import java.util.List;
import java.util.Set;

/// Definition of what the frequency limits of the same pack count. Blocks nothing itself.
public sealed interface CountingRule extends Limit {

  /// Excludes attempts from the caps of the same pack: those with one of `results`, those to one of
  /// `recipients`, those to a number that proved to be somebody else's, and calls within
  /// `consentDays` local days after the debtor asked, on the same account, to be called (the date
  /// of the request is day 1, in every zone). A conversation after the request ends it. A call that
  /// does not count is also permitted after a conversation. Blocks nothing itself.
  ///
  /// @param results results that do not count; none when absent
  /// @param recipients recipients whose attempts do not count; none when absent
  /// @param consentDays 0 when requests of the debtor make no difference
  /// @param misdirected whether to exclude attempts that reached somebody else, and earlier ones to
  ///   the same named number
  record NotCounted(
      Set<ContactResult> results,
      Set<Recipient> recipients,
      Integer consentDays,
      Boolean misdirected)
      implements CountingRule {
    /// @throws IllegalArgumentException when nothing is excluded or `consentDays` is negative
    public NotCounted {
      results = ConstantSets.ordered(ContactResult.class, results);
      recipients = ConstantSets.ordered(Recipient.class, recipients);
      consentDays = consentDays == null ? 0 : consentDays;
      misdirected = misdirected != null && misdirected;
      require(consentDays >= 0, "consentDays must not be negative");
      require(consentDays <= LONGEST_DAYS, "consentDays must be at most " + LONGEST_DAYS);
      require(
          consentDays > 0 || misdirected || !results.isEmpty() || !recipients.isEmpty(),
          "not-counted must name at least one exclusion");
    }

    /// Leaves misdirected attempts in.
    public NotCounted(Set<ContactResult> results, Set<Recipient> recipients, int consentDays) {
      this(results, recipients, consentDays, false);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("result of an attempt", "time zone", "actor type");
    }
  }

  /// Accounts over which the caps, the cadence and the pause after a conversation of the same pack
  /// count. Without such a rule they count over all accounts of the debtor. Blocks nothing itself.
  ///
  /// @param scope which accounts count
  record CountingScope(Scope scope) implements CountingRule {
    @Override
    public List<String> requiredInputs() {
      return List.of("placement", "actor type");
    }
  }
}
