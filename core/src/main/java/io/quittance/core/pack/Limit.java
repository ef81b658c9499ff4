package io.quittance.core.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Demand of a rule. The kinds are code; their numbers come from the pack. Immutable.
///
/// Some limits block until a certain time, which they report; some block until a status changes;
/// some block for good. [NotCounted] and [CountingScope] block nothing: they define what the other
/// limits of their pack count.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Limit.QuietHours.class, name = "quiet-hours"),
  @JsonSubTypes.Type(value = Limit.Inconvenient.class, name = "inconvenient"),
  @JsonSubTypes.Type(value = Limit.AttemptCap.class, name = "attempt-cap"),
  @JsonSubTypes.Type(value = Limit.WeeklyHours.class, name = "weekly-hours"),
  @JsonSubTypes.Type(value = Limit.ContactCap.class, name = "contact-cap"),
  @JsonSubTypes.Type(value = Limit.MinimumGap.class, name = "minimum-gap"),
  @JsonSubTypes.Type(value = Limit.WaitingTime.class, name = "waiting-time"),
  @JsonSubTypes.Type(value = Limit.DisprovedNumber.class, name = "disproved-number"),
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
  @JsonSubTypes.Type(value = Limit.ThirdPersons.class, name = "third-persons"),
  @JsonSubTypes.Type(value = Limit.LanguageAsked.class, name = "language-asked"),
  @JsonSubTypes.Type(value = Limit.HumanDecision.class, name = "human-decision"),
  @JsonSubTypes.Type(value = Limit.UnknownInput.class, name = "unknown-input")
})
public sealed interface Limit {

  /// Returns the inputs, in words, without which this limit blocks; empty when it needs none.
  default List<String> requiredInputs() {
    return List.of();
  }

  /// The longest period, in days, over which a rule may look back. Facts of attempts are kept a
  /// little longer.
  int LONGEST_DAYS = 366;

  /// The highest count of a cap. So many attempts of a kind are kept.
  int MOST_COUNTED = 1_000;

  /// The highest number of contacts with one other person. Fewer than an account keeps.
  int MOST_PERSON_CONTACTS = 100;

  /// The accounts of a debtor over which a limit counts, from narrowest to widest.
  enum Scope {
    /// The account of the decision alone.
    @JsonProperty("account")
    ACCOUNT,
    /// The accounts of one `debtGroup`. An account without a group is a debt of its own.
    @JsonProperty("debt")
    DEBT,
    /// All accounts of the debtor.
    @JsonProperty("debtor")
    DEBTOR
  }

  /// Permits contact only in [opens, closes) of local time, in every zone the debtor may be in.
  ///
  /// @param opens local time from which contact is allowed
  /// @param closes local time at which it ends, later than `opens`; midnight is the end of the day,
  ///   which packs may write as `24:00`
  record QuietHours(LocalTime opens, @JsonDeserialize(using = EndOfDayTime.class) LocalTime closes)
      implements Limit {
    public QuietHours {
      require(
          DailyHours.isOrdered(opens, closes) && !opens.equals(closes),
          "opens must be before closes");
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone");
    }
  }

  /// Permits contact only in the hours of the day of the week, and never on a holiday, in every
  /// zone the debtor may be in.
  ///
  /// @param hours at most one entry for each day; a day without hours is closed
  /// @param holidays days that are closed; null when no holiday is
  /// @param clock zone whose local time counts in place of the debtor's zones; null for the
  ///   debtor's zones
  record WeeklyHours(List<DailyHours> hours, @Nullable Holidays holidays, @Nullable ZoneId clock)
      implements Limit {
    public WeeklyHours {
      hours = hours == null ? List.of() : List.copyOf(hours);
      require(!hours.isEmpty(), "hours must not be empty");
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      for (DailyHours one : hours) {
        for (DayOfWeek day : one.days()) {
          require(days.add(day), "hours must name each day once");
        }
      }
    }

    @Override
    public List<String> requiredInputs() {
      return clock == null ? List.of("time zone") : List.of();
    }
  }

  /// Opening hours, [opens, closes), on some days of the week.
  ///
  /// @param closes midnight is the end of the day, which packs may write as `24:00`
  record DailyHours(
      @JsonDeserialize(contentUsing = WeekdayName.class) Set<DayOfWeek> days,
      LocalTime opens,
      @JsonDeserialize(using = EndOfDayTime.class) LocalTime closes) {
    public DailyHours {
      days = ordered(DayOfWeek.class, days);
      require(!days.isEmpty(), "days must not be empty");
      require(isOrdered(opens, closes), "opens must be before closes");
    }

    static boolean isOrdered(LocalTime opens, LocalTime closes) {
      return closes.equals(LocalTime.MIDNIGHT) || opens.isBefore(closes);
    }
  }

  /// Permits at most `max` contacts in a number of local days that ends with the day of the
  /// contact, or in its calendar day, week (from Monday) or month, in every zone the debtor may be
  /// in. Contacts on later days count too, and so does one whose place or result is unknown.
  ///
  /// @param max largest number of contacts in the window, positive
  /// @param days length of a rolling window; null for a calendar window
  /// @param calendar calendar window; null for a rolling window
  /// @param channels channels that are counted and limited; calls when absent
  /// @param places places that are counted and limited; every place when absent or empty
  /// @param counting what counts; attempts when absent
  /// @param scope accounts over which it counts; the counting scope of the pack when null
  record ContactCap(
      int max,
      @Nullable Integer days,
      @Nullable CalendarWindow calendar,
      Set<Channel> channels,
      Set<Place> places,
      Counting counting,
      @Nullable Scope scope)
      implements Limit {
    public ContactCap {
      requirePositive("max", max);
      require(max <= MOST_COUNTED, "max must be at most " + MOST_COUNTED);
      require((days == null) != (calendar == null), "days or calendar must be given, not both");
      if (days != null) {
        requireDays("days", days);
      }
      channels = callsIfAbsent(channels);
      places = ordered(Place.class, places);
      counting = counting == null ? Counting.ATTEMPTS : counting;
    }

    @Override
    public List<String> requiredInputs() {
      return List.of(
          "time zone, once there was an attempt",
          "place of an attempt",
          "result of an attempt",
          "place of the contact");
    }
  }

  /// The calendar period in which a cap counts.
  enum CalendarWindow {
    @JsonProperty("day")
    DAY,
    /// From Monday.
    @JsonProperty("week")
    WEEK,
    @JsonProperty("month")
    MONTH
  }

  /// What a cap counts.
  enum Counting {
    @JsonProperty("attempts")
    ATTEMPTS,
    /// Attempts that reached somebody or left a message, and contacts reported without an attempt.
    @JsonProperty("contacts-made")
    CONTACTS_MADE
  }

  /// Blocks contact before the local date `days` after that of the last attempt, in every zone the
  /// debtor may be in: with 2, an attempt on Monday permits the next on Wednesday.
  ///
  /// @param days positive
  /// @param channels channels that are counted and limited; calls when absent
  record MinimumGap(int days, Set<Channel> channels) implements Limit {
    public MinimumGap {
      requireDays("days", days);
      channels = callsIfAbsent(channels);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once there was an attempt");
    }
  }

  /// Blocks contact before the local date `days` after that of an event, in every zone the debtor
  /// may be in, and as long as the event is unknown.
  ///
  /// @param since event that starts the waiting time
  /// @param days positive
  record WaitingTime(Since since, int days) implements Limit {
    public WaitingTime {
      requireDays("days", days);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of(
          "time zone",
          switch (since) {
            case NOTICE -> "validation information";
            case OVERDUE -> "days past due";
          });
    }
  }

  /// The event that starts a waiting time.
  enum Since {
    /// The first validation information, or another first notice, was sent.
    @JsonProperty("notice")
    NOTICE,
    /// The debt became overdue.
    @JsonProperty("overdue")
    OVERDUE
  }

  /// Blocks contact by a number or address at which somebody else was reached, until it is verified
  /// again. A contact that names no number may use any known number of the channel.
  ///
  /// @param channels channels that the limit blocks, at least one
  record DisprovedNumber(Set<Channel> channels) implements Limit {
    public DisprovedNumber {
      channels = ordered(Channel.class, channels);
      require(!channels.isEmpty(), "channels must not be empty");
    }
  }

  /// Blocks contact at times and places that the debtor called inconvenient. The latest statement
  /// on each account of the debtor holds, in every zone the debtor may be in. A letter has a place
  /// but no time.
  record Inconvenient() implements Limit {
    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once a time was stated", "place, once a place was stated");
    }
  }

  /// Permits a contact only when fewer than `max` attempts lie in the `window` that ends with it.
  /// Attempts count by event time, even if they lie later. An attempt whose place or result is
  /// unknown counts.
  ///
  /// @param max number of attempts at which the limit blocks, positive
  /// @param window length of the window, positive
  /// @param channels channels whose attempts count, and whose contacts the limit blocks; calls when
  ///   absent
  /// @param places places whose attempts count, and whose contacts the limit blocks; all when
  ///   absent or empty
  record AttemptCap(int max, Duration window, Set<Channel> channels, Set<Place> places)
      implements Limit {
    /// @throws IllegalArgumentException when a number is not positive or `channels` is empty
    public AttemptCap {
      requirePositive("max", max);
      requirePositive("window", window);
      require(max <= MOST_COUNTED, "max must be at most " + MOST_COUNTED);
      require(
          window.compareTo(Duration.ofDays(LONGEST_DAYS)) <= 0,
          "window must be at most " + LONGEST_DAYS + " days");
      channels = callsIfAbsent(channels);
      places = ordered(Place.class, places);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("place of an attempt", "result of an attempt", "place of the contact");
    }
  }

  /// Blocks calls for `days` days after a telephone conversation. The local date of the
  /// conversation is day 1, in every zone the debtor may be in.
  ///
  /// @param days number of days, positive
  record AfterConversation(int days) implements Limit {
    /// @throws IllegalArgumentException when `days` is not positive
    public AfterConversation {
      requireDays("days", days);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once there was a conversation");
    }
  }

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
      implements Limit {
    /// @throws IllegalArgumentException when nothing is excluded or `consentDays` is negative
    public NotCounted {
      results = ordered(ContactResult.class, results);
      recipients = ordered(Recipient.class, recipients);
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
  record CountingScope(Scope scope) implements Limit {
    @Override
    public List<String> requiredInputs() {
      return List.of("placement", "actor type");
    }
  }

  /// Permits a contact only at least `minGap` after every attempt, and only when fewer than
  /// `maxPerDay` attempts lie on its local date, in every zone the debtor may be in.
  ///
  /// @param minGap least time between two attempts, positive
  /// @param maxPerDay number of attempts on a date at which the limit blocks, positive
  /// @param channels channels whose attempts count, and whose contacts the limit blocks; calls when
  ///   absent
  record Cadence(Duration minGap, int maxPerDay, Set<Channel> channels) implements Limit {
    /// @throws IllegalArgumentException when a number is not positive or `channels` is empty
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

  /// Blocks a channel that the person refused, from the moment of the refusal. A reply word refuses
  /// the channel on which it came.
  record RefusedChannel() implements Limit {}

  /// Blocks contact while one of these states holds.
  ///
  /// @param statuses the states, at least one
  record StopStatus(Set<Stop> statuses) implements Limit {
    /// @throws IllegalArgumentException when there is no state
    public StopStatus {
      statuses = ordered(Stop.class, statuses);
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

  /// Blocks calls and letters at the place of work, unless the latest statement says that the
  /// employer allows them; always blocks messages there.
  record Workplace() implements Limit {
    @Override
    public List<String> requiredInputs() {
      return List.of("what the employer allows", "place of the contact");
    }
  }

  /// Blocks contact once `within` has passed since the number or address was last verified, or if
  /// it never was.
  ///
  /// @param within how long a verification is valid, positive
  /// @param channels channels that the limit blocks, at least one
  record CheckedNumber(Duration within, Set<Channel> channels) implements Limit {
    /// @throws IllegalArgumentException when `within` is not positive or `channels` is empty
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
      implements Limit {
    /// @throws IllegalArgumentException when `validationPeriod` is not positive
    public ValidationAndDispute {
      carries = ordered(Action.class, carries);
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

  /// Bars a suit after the limitation period has ended.
  record TimeBarred() implements Limit {
    @Override
    public List<String> requiredInputs() {
      return List.of("end of the limitation period");
    }
  }

  /// Blocks channels for which consent was revoked: by a refusal of one of `channels`, or by one of
  /// `words` on any channel, which revokes all of `channels`. Only a later explicit grant lifts it.
  ///
  /// @param words replies that revoke consent, at least one
  /// @param channels channels that the limit blocks, at least one
  /// @param scope accounts on which the revocation counts; all of the debtor's when absent
  record RevokedConsent(Set<ReplyWord> words, Set<Channel> channels, Scope scope) implements Limit {
    public RevokedConsent {
      words = ordered(ReplyWord.class, words);
      channels = ordered(Channel.class, channels);
      scope = scope == null ? Scope.DEBTOR : scope;
      require(!words.isEmpty() && !channels.isEmpty(), "words and channels must not be empty");
    }

    /// Consent taken back on any account of the debtor.
    public RevokedConsent(Set<ReplyWord> words, Set<Channel> channels) {
      this(words, channels, Scope.DEBTOR);
    }
  }

  /// Blocks contact on all accounts of the debtor during a breathing space. A standard one lasts
  /// until `days` full local days after its first day have passed, or until the date `months` after
  /// its first day has passed, in every zone, unless it ended earlier. One in a mental health
  /// crisis lasts until `afterCrisis` after its reported end.
  ///
  /// @param days length of a standard breathing space; 0 where `months` gives it
  /// @param months length of a standard breathing space; null where `days` gives it
  /// @param afterCrisis time added after a crisis, 0 or more
  record Moratorium(Integer days, @Nullable Integer months, Duration afterCrisis) implements Limit {
    public Moratorium {
      days = days == null ? 0 : days;
      require(
          months == null ? days > 0 && days <= LONGEST_DAYS : days == 0,
          "days or months must be given, not both");
      require(months == null || (months > 0 && months <= 12), "months must lie in [1, 12]");
      require(!afterCrisis.isNegative(), "afterCrisis must not be negative");
    }

    /// A moratorium of days.
    public Moratorium(int days, Duration afterCrisis) {
      this(days, null, afterCrisis);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once a breathing space began", "end of a crisis");
    }
  }

  /// Blocks the rule's actions while the debtor is vulnerable: people take over.
  record TailoredRoute() implements Limit {}

  /// Permits contact with persons other than the debtor, whom the rule names, for `purposes` alone
  /// and at most `max` times with each. Contacts on all accounts of the debtor count, whatever
  /// their age. A person of whom no such rule speaks is never contacted.
  ///
  /// @param purposes what such a person may be contacted for; nothing when absent or empty
  /// @param max how often each may be contacted; 0 forbids it
  record ThirdPersons(Set<ContactPurpose> purposes, int max) implements Limit {
    /// @throws IllegalArgumentException when `max` is negative, or purposes and `max` do not agree
    public ThirdPersons {
      purposes = ordered(ContactPurpose.class, purposes);
      require(max >= 0 && max <= MOST_PERSON_CONTACTS, "max must lie in [0, 100]");
      require(
          purposes.isEmpty() == (max == 0),
          "purposes must be given when max is positive, and not when it is 0");
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("who is contacted");
    }
  }

  /// Until it was recorded that the debtor was asked which language they prefer, permits only the
  /// actions in `carries`, in which people ask.
  ///
  /// @param carries actions in which the debtor is asked; none when absent
  record LanguageAsked(Set<Action> carries) implements Limit {
    public LanguageAsked {
      carries = ordered(Action.class, carries);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("whether the debtor was asked for their language");
    }
  }

  /// Reserves a decision to a person: it is never made automatically.
  record HumanDecision() implements Limit {}

  /// Blocks contact without a time zone or without the status of the debt, and blocks the actions
  /// in `consentFor` without a known consent.
  ///
  /// @param consentFor actions that need a known consent; none when absent
  record UnknownInput(Set<Action> consentFor) implements Limit {
    /// Copies the set.
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

  /// Returns an immutable set in the order of the constants, so that printed sets never vary; empty
  /// when absent.
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

  private static void requireDays(String field, int days) {
    require(days > 0 && days <= LONGEST_DAYS, field + " must lie in [1, " + LONGEST_DAYS + "]");
  }

  private static void requirePositive(String field, int value) {
    require(value > 0, field + " must be positive");
  }

  private static void requirePositive(String field, Duration value) {
    require(value.isPositive(), field + " must be positive");
  }
}
