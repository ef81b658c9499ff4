package io.quittance.core.limit;

import static io.quittance.core.limit.LimitChecks.require;
import static io.quittance.core.limit.LimitChecks.requirePositive;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quittance.core.text.ConstantSets;
import io.quittance.core.vocabulary.Action;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Limit that depends on what is known about the debtor and the debt. Blocks until that changes.
public sealed interface StatusLimit extends Limit {

  /// Blocks contact while one of these states holds.
  ///
  /// @param statuses the states, at least one
  record StopStatus(Set<Stop> statuses) implements StatusLimit {
    /// @throws IllegalArgumentException when there is no state
    public StopStatus {
      statuses = ConstantSets.ordered(Stop.class, statuses);
      require(!statuses.isEmpty(), "statuses must not be empty");
    }
  }

  /// State that stops contact. Identity theft, closed and paid concern one account; all others hold
  /// for every account of the debtor.
  enum Stop {
    /// The debtor asked that contact cease.
    @JsonProperty("cease")
    CEASE,
    /// An attorney represents the debtor.
    @JsonProperty("attorney")
    ATTORNEY,
    /// The debtor is bankrupt.
    @JsonProperty("bankruptcy")
    BANKRUPTCY,
    /// The debtor has died.
    @JsonProperty("deceased")
    DECEASED,
    /// The identity behind the account was stolen.
    @JsonProperty("identity-theft")
    IDENTITY_THEFT,
    /// The account has left collection.
    @JsonProperty("closed")
    CLOSED,
    /// Nothing is owed on the account.
    @JsonProperty("paid")
    PAID,
    /// The debtor is a minor.
    @JsonProperty("minor")
    MINOR,
    /// Closed as settled.
    @JsonProperty("settled")
    SETTLED
  }

  /// Blocks the rule's actions while the debtor is vulnerable: people take over.
  record TailoredRoute() implements StatusLimit {}

  /// Until validation information has been sent, permits only the actions in `carries`, which bring
  /// it. While a dispute is open, blocks contact and the decisions of people that the rule names.
  ///
  /// @param carries actions that bring validation information
  /// @param anyDispute whether any open dispute blocks; otherwise only one opened in the validation
  ///   period
  /// @param validationPeriod length of the period from the validation information on; from its
  ///   receipt where `receiptBusinessDays` is given
  /// @param receiptBusinessDays number of days, without Saturdays, Sundays and holidays, after
  ///   which the information counts as received; the period then ends with a local day, in the last
  ///   of the debtor's zones; null to count from the sending
  /// @param holidays holidays among the days of receipt; null when no holiday counts
  record ValidationAndDispute(
      Set<Action> carries,
      boolean anyDispute,
      Duration validationPeriod,
      @Nullable Integer receiptBusinessDays,
      @Nullable Holidays holidays)
      implements StatusLimit {
    /// @throws IllegalArgumentException when `validationPeriod` is not positive
    public ValidationAndDispute {
      carries = ConstantSets.ordered(Action.class, carries);
      requirePositive("validationPeriod", validationPeriod);
      require(
          receiptBusinessDays == null || (receiptBusinessDays > 0 && receiptBusinessDays <= 30),
          "receiptBusinessDays must lie in [1, 30]");
    }

    /// Counts the period from the sending.
    public ValidationAndDispute(
        Set<Action> carries, boolean anyDispute, Duration validationPeriod) {
      this(carries, anyDispute, validationPeriod, null, null);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("validation information");
    }
  }

  /// Until it was recorded that the debtor was asked which language they prefer, permits only the
  /// actions in `carries`, in which people ask.
  ///
  /// @param carries actions in which the debtor is asked; none when absent
  record LanguageAsked(Set<Action> carries) implements StatusLimit {
    public LanguageAsked {
      carries = ConstantSets.ordered(Action.class, carries);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("whether the debtor was asked for their language");
    }
  }

  /// Blocks contact without a time zone or without the status of the debt, and blocks the actions
  /// in `consentFor` without a known consent.
  ///
  /// @param consentFor actions that need a known consent; none when absent
  record UnknownInput(Set<Action> consentFor) implements StatusLimit {
    /// Copies the set.
    public UnknownInput {
      consentFor = ConstantSets.ordered(Action.class, consentFor);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("placement", "time zone", "status of the debt", "consent");
    }
  }
}
