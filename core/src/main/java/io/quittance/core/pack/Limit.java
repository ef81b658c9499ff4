package io.quittance.core.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a rule demands. The kinds are code; their numbers are the pack's.
///
/// A limit may be met for want of time only (it then says until when it blocks), for want of a
/// status, or never; two kinds only say what other limits of their pack count.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Limit.QuietHours.class, name = "quiet-hours"),
  @JsonSubTypes.Type(value = Limit.Inconvenient.class, name = "inconvenient"),
  @JsonSubTypes.Type(value = Limit.AttemptCap.class, name = "attempt-cap"),
  @JsonSubTypes.Type(value = Limit.AfterConversation.class, name = "after-conversation"),
  @JsonSubTypes.Type(value = Limit.NotCounted.class, name = "not-counted"),
  @JsonSubTypes.Type(value = Limit.CountingScope.class, name = "counting-scope"),
  @JsonSubTypes.Type(value = Limit.Cadence.class, name = "cadence"),
  @JsonSubTypes.Type(value = Limit.RefusedChannel.class, name = "refused-channel"),
  @JsonSubTypes.Type(value = Limit.StopStatus.class, name = "stop-status"),
  @JsonSubTypes.Type(value = Limit.Workplace.class, name = "workplace"),
  @JsonSubTypes.Type(value = Limit.CheckedNumber.class, name = "checked-number"),
  @JsonSubTypes.Type(value = Limit.ValidationAndDispute.class, name = "validation-and-dispute"),
  @JsonSubTypes.Type(value = Limit.TimeBarred.class, name = "time-barred"),
  @JsonSubTypes.Type(value = Limit.RevokedConsent.class, name = "revoked-consent"),
  @JsonSubTypes.Type(value = Limit.Moratorium.class, name = "moratorium"),
  @JsonSubTypes.Type(value = Limit.TailoredRoute.class, name = "tailored-route"),
  @JsonSubTypes.Type(value = Limit.HumanDecision.class, name = "human-decision"),
  @JsonSubTypes.Type(value = Limit.UnknownInput.class, name = "unknown-input")
})
public sealed interface Limit {

  /// The inputs whose absence makes this limit block, in words; empty when it needs none.
  default List<String> requiredInputs() {
    return List.of();
  }

  /// Over which accounts of a debtor is counted, from the narrowest to the widest.
  enum Scope {
    @JsonProperty("account")
    ACCOUNT,
    /// The accounts of one `debtGroup`; an account without a group is a debt of its own.
    @JsonProperty("debt")
    DEBT,
    @JsonProperty("debtor")
    DEBTOR
  }

  /// Contact only in [opens, closes) of local time, in every zone the debtor may be in.
  record QuietHours(LocalTime opens, LocalTime closes) implements Limit {
    public QuietHours {
      require(opens.isBefore(closes), "opens must be before closes");
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone");
    }
  }

  /// Not at a time or place that the debtor called inconvenient: the latest statement of every
  /// account of the debtor holds, in every zone the debtor may be in.
  record Inconvenient() implements Limit {
    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once a time was stated", "place, once a place was stated");
    }
  }

  /// Fewer than `max` attempts in the `window` that ends with the contact. Attempts count by their
  /// event time, later ones, too; one whose place or result is not known counts.
  ///
  /// @param channels which attempts count, and which contacts are held to it; calls when absent
  /// @param places likewise; all when absent or empty
  record AttemptCap(int max, Duration window, Set<Channel> channels, Set<Place> places)
      implements Limit {
    public AttemptCap {
      requirePositive("max", max);
      requirePositive("window", window);
      channels = callsIfAbsent(channels);
      places = ordered(Place.class, places);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("place of an attempt", "result of an attempt", "place of the contact");
    }
  }

  /// No call within `days` days after a telephone conversation, whose local date is day 1, in every
  /// zone the debtor may be in.
  record AfterConversation(int days) implements Limit {
    public AfterConversation {
      requirePositive("days", days);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once there was a conversation");
    }
  }

  /// What the attempt caps of the same pack do not count: attempts with one of these results, to
  /// one of these recipients, or calls made within `consentDays` local days after the debtor asked,
  /// on the same account, to be called (that date is day 1, in every zone). Blocks nothing itself.
  ///
  /// @param results none when absent
  /// @param recipients none when absent
  /// @param consentDays 0 when requests of the debtor play no part
  record NotCounted(Set<ContactResult> results, Set<Recipient> recipients, int consentDays)
      implements Limit {
    public NotCounted {
      results = ordered(ContactResult.class, results);
      recipients = ordered(Recipient.class, recipients);
      require(consentDays >= 0, "consentDays must not be negative");
      require(
          consentDays > 0 || !results.isEmpty() || !recipients.isEmpty(),
          "not-counted must name what is not counted");
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("result of an attempt", "time zone", "actor type");
    }
  }

  /// Over which accounts the caps, the cadence and the time after a conversation of the same pack
  /// are counted; over all of the debtor without such a rule. Blocks nothing itself.
  record CountingScope(Scope scope) implements Limit {
    @Override
    public List<String> requiredInputs() {
      return List.of("placement", "actor type");
    }
  }

  /// At least `minGap` after every attempt and fewer than `maxPerDay` on a local date, in every
  /// zone the debtor may be in.
  ///
  /// @param channels which attempts count, and which contacts are held to it; calls when absent
  record Cadence(Duration minGap, int maxPerDay, Set<Channel> channels) implements Limit {
    public Cadence {
      requirePositive("minGap", minGap);
      requirePositive("maxPerDay", maxPerDay);
      channels = callsIfAbsent(channels);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once there was an attempt");
    }
  }

  /// Not by a way of contact that the person refused, at once from the refusal on. A word of
  /// revocation refuses the way it came on.
  record RefusedChannel() implements Limit {}

  /// No contact in one of these states.
  record StopStatus(Set<Stop> statuses) implements Limit {
    public StopStatus {
      statuses = ordered(Stop.class, statuses);
      require(!statuses.isEmpty(), "statuses must not be empty");
    }
  }

  /// States that stop contact. All but identity theft, closed and paid hold for all accounts of the
  /// debtor.
  enum Stop {
    @JsonProperty("cease")
    CEASE,
    @JsonProperty("attorney")
    ATTORNEY,
    @JsonProperty("bankruptcy")
    BANKRUPTCY,
    @JsonProperty("deceased")
    DECEASED,
    @JsonProperty("identity-theft")
    IDENTITY_THEFT,
    @JsonProperty("closed")
    CLOSED,
    @JsonProperty("paid")
    PAID,
    @JsonProperty("minor")
    MINOR
  }

  /// At the place of work no call or letter unless the newest statement says that the employer
  /// allows it, and never a message.
  record Workplace() implements Limit {
    @Override
    public List<String> requiredInputs() {
      return List.of("what the employer allows", "place of the contact");
    }
  }

  /// Only before `within` has passed since the number or address was last made sure of.
  record CheckedNumber(Duration within, Set<Channel> channels) implements Limit {
    public CheckedNumber {
      requirePositive("within", within);
      channels = ordered(Channel.class, channels);
      require(!channels.isEmpty(), "channels must not be empty");
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("check of the number");
    }
  }

  /// Before validation information has gone out, only an action of `carries` (which brings it); no
  /// contact while a dispute is open: any dispute, or only one opened within `validationPeriod` of
  /// the validation information.
  record ValidationAndDispute(Set<Action> carries, boolean anyDispute, Duration validationPeriod)
      implements Limit {
    public ValidationAndDispute {
      carries = ordered(Action.class, carries);
      requirePositive("validationPeriod", validationPeriod);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("validation information");
    }
  }

  /// No suit once the time for it has run out.
  record TimeBarred() implements Limit {
    @Override
    public List<String> requiredInputs() {
      return List.of("end of the limitation period");
    }
  }

  /// Not by a way of contact for which consent was taken back: by a refusal of it, or by one of
  /// these words on any channel, which takes back all of `channels`. Only a later explicit grant
  /// lifts it.
  record RevokedConsent(Set<ReplyWord> words, Set<Channel> channels) implements Limit {
    public RevokedConsent {
      words = ordered(ReplyWord.class, words);
      channels = ordered(Channel.class, channels);
      require(!words.isEmpty() && !channels.isEmpty(), "words and channels must not be empty");
    }
  }

  /// In a breathing space no contact on any account of the debtor: a standard one until `days` full
  /// local days after its first day are over, in every zone, unless it ended earlier; one in a
  /// mental health crisis until `afterCrisis` after its end.
  record Moratorium(int days, Duration afterCrisis) implements Limit {
    public Moratorium {
      requirePositive("days", days);
      require(!afterCrisis.isNegative(), "afterCrisis must not be negative");
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once a breathing space began", "end of a crisis");
    }
  }

  /// None of the rule's actions while the debtor is vulnerable: people take over.
  record TailoredRoute() implements Limit {}

  /// Never automatic: a person decides.
  record HumanDecision() implements Limit {}

  /// No contact without a time zone, without the status of the debt, and by the rule's actions in
  /// `consentFor` without a known consent.
  record UnknownInput(Set<Action> consentFor) implements Limit {
    public UnknownInput {
      consentFor = ordered(Action.class, consentFor);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("placement", "time zone", "status of the debt", "consent");
    }
  }

  private static Set<Channel> callsIfAbsent(@Nullable Set<Channel> channels) {
    Set<Channel> told = channels == null ? Set.of(Channel.CALL) : ordered(Channel.class, channels);
    require(!told.isEmpty(), "channels must not be empty");
    return told;
  }

  /// An immutable set in the order of the constants, so that what is printed of it never varies;
  /// empty when absent.
  static <E extends Enum<E>> Set<E> ordered(Class<E> type, @Nullable Set<E> values) {
    EnumSet<E> copy = EnumSet.noneOf(type);
    if (values != null) {
      copy.addAll(values);
    }
    return Collections.unmodifiableSet(copy);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static void requirePositive(String field, int value) {
    require(value > 0, field + " must be positive");
  }

  private static void requirePositive(String field, Duration value) {
    require(value.isPositive(), field + " must be positive");
  }
}
