package io.quittance.core.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
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

/// What a rule demands. The kinds are code; their numbers are the pack's.
///
/// A limit may be met for want of time only (it then says until when it blocks), for want of a
/// status, or never; two kinds only say what other limits of their pack count.
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
  @JsonSubTypes.Type(value = Limit.HumanDecision.class, name = "human-decision"),
  @JsonSubTypes.Type(value = Limit.UnknownInput.class, name = "unknown-input")
})
public sealed interface Limit {

  /// The inputs whose absence makes this limit block, in words; empty when it needs none.
  default List<String> requiredInputs() {
    return List.of();
  }

  /// No rule looks back further: facts of attempts are kept a little longer.
  int LONGEST_DAYS = 366;

  /// No cap counts further: so many attempts of a kind are kept.
  int MOST_COUNTED = 1_000;

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
  ///
  /// @param closes midnight is the end of the day; packs may write it as `24:00`
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

  /// Contact only in the hours that the day of the week has, and on no holiday, in every zone the
  /// debtor may be in.
  ///
  /// @param hours at most one for each day; a day without hours is closed
  /// @param holidays days that are closed; none when null
  /// @param clock the zone whose clocks decide instead of those of the debtor's zones; null for the
  ///   debtor's
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

  /// The hours [opens, closes) of some days of the week.
  ///
  /// @param closes midnight is the end of the day; packs may write it as `24:00`
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

  /// Fewer than `max` contacts in a number of local days that ends with the day of the contact, or
  /// in its calendar day, week (from Monday) or month, in every zone the debtor may be in. Contacts
  /// on later days count as well, and so does one whose place or result is not known.
  ///
  /// @param days the length of a rolling window; null for a calendar window
  /// @param calendar null for a rolling window
  /// @param channels which contacts count, and which are held to it; calls when absent
  /// @param places likewise; all when absent or empty
  /// @param counting attempts when absent
  /// @param scope over which accounts; what the counting scope of the pack says when null
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

  /// A part of the calendar that a cap counts in.
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
    /// Attempts that reached somebody or left a message, and contacts told without an attempt.
    @JsonProperty("contacts-made")
    CONTACTS_MADE
  }

  /// No contact before the local date `days` after that of the last attempt, in every zone the
  /// debtor may be in: with 2, a contact on Monday permits the next on Wednesday.
  ///
  /// @param channels which attempts count, and which contacts are held to it; calls when absent
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

  /// No contact before the local date `days` after that of an event, in every zone the debtor may
  /// be in; none while the event is not known.
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

  /// What a waiting time begins with.
  enum Since {
    /// Validation information, or another first notice, first went out.
    @JsonProperty("notice")
    NOTICE,
    /// The debt became overdue.
    @JsonProperty("overdue")
    OVERDUE
  }

  /// No contact by a number or address at which somebody else was reached, until a newer check of
  /// it. A contact that names no number may go to any that is known of the channel.
  record DisprovedNumber(Set<Channel> channels) implements Limit {
    public DisprovedNumber {
      channels = ordered(Channel.class, channels);
      require(!channels.isEmpty(), "channels must not be empty");
    }
  }

  /// Not at a time or place that the debtor called inconvenient: the latest statement of every
  /// account of the debtor holds, in every zone the debtor may be in. A letter has a place and no
  /// time.
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

  /// No call within `days` days after a telephone conversation, whose local date is day 1, in every
  /// zone the debtor may be in.
  record AfterConversation(int days) implements Limit {
    public AfterConversation {
      requireDays("days", days);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once there was a conversation");
    }
  }

  /// What the caps of the same pack do not count: attempts with one of these results, to one of
  /// these recipients, to a number that turned out to be somebody else's, or calls within
  /// `consentDays` local days after the debtor asked, on the same account, to be called (that date
  /// is day 1, in every zone). A conversation after the request ends it. A call that is not counted
  /// is also permitted after a conversation. Blocks nothing itself.
  ///
  /// @param results none when absent
  /// @param recipients none when absent
  /// @param consentDays 0 when requests of the debtor play no part
  /// @param misdirected whether attempts that reached somebody else, and earlier ones to the same
  ///   named number, are left out
  record NotCounted(
      Set<ContactResult> results,
      Set<Recipient> recipients,
      Integer consentDays,
      Boolean misdirected)
      implements Limit {
    public NotCounted {
      results = ordered(ContactResult.class, results);
      recipients = ordered(Recipient.class, recipients);
      consentDays = consentDays == null ? 0 : consentDays;
      misdirected = misdirected != null && misdirected;
      require(consentDays >= 0, "consentDays must not be negative");
      require(consentDays <= LONGEST_DAYS, "consentDays must be at most " + LONGEST_DAYS);
      require(
          consentDays > 0 || misdirected || !results.isEmpty() || !recipients.isEmpty(),
          "not-counted must name what is not counted");
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
    MINOR,
    /// Closed as settled.
    @JsonProperty("settled")
    SETTLED
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
  /// contact, and no decision of people that the rule names, while a dispute is open: any dispute,
  /// or only one opened in the validation period.
  ///
  /// @param validationPeriod how long the period lasts from the validation information on; from its
  ///   receipt where `receiptBusinessDays` is given
  /// @param receiptBusinessDays after so many days, without Saturdays, Sundays and holidays, the
  ///   information is taken to be received; the period then ends with a local day, in the last of
  ///   the debtor's zones; null to count from the sending
  /// @param holidays of the days of receipt; none when null
  record ValidationAndDispute(
      Set<Action> carries,
      boolean anyDispute,
      Duration validationPeriod,
      @Nullable Integer receiptBusinessDays,
      @Nullable Holidays holidays)
      implements Limit {
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

  /// No suit once the time for it has run out.
  record TimeBarred() implements Limit {
    @Override
    public List<String> requiredInputs() {
      return List.of("end of the limitation period");
    }
  }

  /// Not by a way of contact for which consent was taken back: by a refusal of one of `channels`,
  /// or by one of these words on any channel, which takes back all of `channels`. Only a later
  /// explicit grant lifts it.
  ///
  /// @param scope the accounts on which it was taken back; all of the debtor when absent
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

  /// In a breathing space no contact on any account of the debtor: a standard one until `days` full
  /// local days after its first day are over, or until the date `months` after its first day is
  /// over, in every zone, unless it ended earlier; one in a mental health crisis until
  /// `afterCrisis` after its end.
  ///
  /// @param days 0 where `months` says how long it lasts
  /// @param months null where `days` says how long it lasts
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
