package io.quittance.local.policy.listing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/// A limit with its numbers in words, for people who do not read YAML.
public final class LimitWords {

  private static final long HOURS_OF_A_DAY = 24;
  private static final long MINUTES_OF_AN_HOUR = 60;

  private LimitWords() {}

  /// What a limit demands.
  public static String of(Limit limit) {
    return switch (limit) {
      case TimeLimit.QuietHours l ->
          "only from %s to before %s local time, in every zone".formatted(l.opens(), l.closes());
      case TimeLimit.WeeklyHours l ->
          "only "
              + l.hours().stream().map(LimitWords::hours).collect(Collectors.joining("; "))
              + (l.clock() == null
                  ? ", local time, in every zone"
                  : ", by the clocks of " + l.clock())
              + (l.holidays() == null
                  ? ""
                  : "; not on a holiday (" + l.holidays().describe() + ")");
      case FrequencyLimit.ContactCap l ->
          "at most %d in %s, counting every %s%s%s%s"
              .formatted(
                  l.max(),
                  l.days() == null
                      ? "a calendar " + names(List.of(Objects.requireNonNull(l.calendar())))
                      : "any " + count(l.days(), "local day"),
                  names(l.channels()),
                  l.places().isEmpty() ? "" : " to " + names(l.places()),
                  l.counting() == FrequencyLimit.Counting.ATTEMPTS
                      ? ""
                      : " that reached somebody or left a message",
                  l.scope() == null ? "" : ", of " + scope(l.scope()));
      case FrequencyLimit.MinimumGap l ->
          "the next at the earliest on day %d after an attempt, counting every %s"
              .formatted(l.days(), names(l.channels()));
      case TimeLimit.WaitingTime l ->
          "none before day %d after %s"
              .formatted(
                  l.days(),
                  switch (l.since()) {
                    case NOTICE -> "the first notice";
                    case OVERDUE -> "the debt became overdue";
                  });
      case ChannelLimit.DisprovedNumber l ->
          "not by a number or address where somebody else was reached, until a newer check (%s)"
              .formatted(names(l.channels()));
      case TimeLimit.Inconvenient _ ->
          "not at a time or place that the person called inconvenient, in every zone";
      case FrequencyLimit.AttemptCap l ->
          "at most %d in any %s, counting every %s%s"
              .formatted(
                  l.max(),
                  duration(l.window()),
                  names(l.channels()),
                  l.places().isEmpty() ? "" : " to " + names(l.places()));
      case FrequencyLimit.AfterConversation l ->
          "none within %d local days of a telephone conversation, whose date is day 1"
              .formatted(l.days());
      case CountingRule.NotCounted l -> "the caps of this pack do not count: " + notCounted(l);
      case CountingRule.CountingScope l -> "this pack counts " + scope(l.scope());
      case FrequencyLimit.Cadence l ->
          "at least %s apart and at most %d a local day, counting every %s"
              .formatted(duration(l.minGap()), l.maxPerDay(), names(l.channels()));
      case ChannelLimit.RefusedChannel _ -> "not by a way of contact that the person refused";
      case StatusLimit.StopStatus l ->
          "none in the state "
              + String.join(" or ", l.statuses().stream().map(LimitWords::name).toList());
      case ChannelLimit.Workplace _ ->
          "at work: calls and letters only if the employer is known to allow it, never messages";
      case ChannelLimit.CheckedNumber l ->
          "only within %s of the newest check of the number (%s)"
              .formatted(duration(l.within()), names(l.channels()));
      case StatusLimit.ValidationAndDispute l ->
          "before validation information went out only %s; none while %s is open"
              .formatted(
                  l.carries().isEmpty() ? "nothing" : names(l.carries()),
                  l.anyDispute() ? "a dispute" : "a dispute raised within " + validationPeriod(l));
      case ReviewLimit.TimeBarred _ -> "barred once the limitation period has ended";
      case ChannelLimit.RevokedConsent l ->
          "a refusal of one of %s, or the words %s on any channel, take back all of them until"
                  .formatted(names(l.channels()), names(l.words()))
              + " an explicit new consent"
              + (l.scope() == Limit.Scope.DEBTOR ? "" : "; counted for " + scope(l.scope()));
      case TimeLimit.Moratorium l ->
          "none in a breathing space: %s after its first day; after a crisis, %s"
                  .formatted(
                      l.months() == null
                          ? l.days() + " full local days"
                          : count(l.months(), "calendar month"),
                      duration(l.afterCrisis()))
              + " from its end";
      case ChannelLimit.ThirdPersons l ->
          l.max() == 0
              ? "none with persons other than the debtor"
              : "with persons other than the debtor at most %d with each, for %s alone"
                  .formatted(l.max(), names(l.purposes()));
      case StatusLimit.LanguageAsked l ->
          "before the debtor was asked for their language only %s"
              .formatted(l.carries().isEmpty() ? "nothing" : names(l.carries()));
      case StatusLimit.TailoredRoute _ -> "none while the person is vulnerable";
      case ReviewLimit.HumanDecision _ -> "never automatic";
      case StatusLimit.UnknownInput l ->
          "none without placement, time zone and status of the debt; without a known consent none"
              + " by "
              + names(l.consentFor());
    };
  }

  private static String notCounted(CountingRule.NotCounted limit) {
    List<String> what = new ArrayList<>();
    if (!limit.results().isEmpty()) {
      what.add("attempts with the result " + names(limit.results()));
    }
    if (!limit.recipients().isEmpty()) {
      what.add("attempts to the " + names(limit.recipients()));
    }
    if (limit.consentDays() > 0) {
      what.add("calls within %d local days of the person's request".formatted(limit.consentDays()));
    }
    if (limit.misdirected()) {
      what.add("attempts that reached somebody else, and earlier ones to the same named number");
    }
    return String.join("; ", what);
  }

  private static String hours(TimeLimit.DailyHours hours) {
    return "%s from %s to before %s"
        .formatted(
            hours.days().stream()
                .map(day -> day.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")),
            hours.opens(),
            hours.closes().equals(LocalTime.MIDNIGHT) ? "24:00" : hours.closes());
  }

  private static String validationPeriod(StatusLimit.ValidationAndDispute limit) {
    return limit.receiptBusinessDays() == null
        ? duration(limit.validationPeriod())
        : duration(limit.validationPeriod())
            + " of its assumed receipt, "
            + count(limit.receiptBusinessDays(), "business day")
            + " after it was sent";
  }

  private static String scope(Limit.Scope scope) {
    return switch (scope) {
      case ACCOUNT -> "each account alone";
      case DEBT -> "each debt: the accounts of one group together";
      case DEBTOR -> "all accounts of a person together";
    };
  }

  /// Such as `7 days`, `4 hours` or `30 minutes`.
  public static String duration(Duration duration) {
    if (duration.toMinutes() % MINUTES_OF_AN_HOUR != 0) {
      return count(duration.toMinutes(), "minute");
    }
    return duration.toHours() % HOURS_OF_A_DAY == 0
        ? count(duration.toDays(), "day")
        : count(duration.toHours(), "hour");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  /// The words of constants as packs write them, in their order.
  public static String names(Collection<? extends Enum<?>> constants) {
    return constants.stream().map(LimitWords::name).collect(Collectors.joining(", "));
  }

  /// The word of a constant as packs write it.
  public static String name(Enum<?> constant) {
    try {
      JsonProperty told =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
      return told == null ? constant.name() : told.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("every constant is a field", e);
    }
  }

  /// The word for a kind of limit as packs write it.
  public static String kind(Limit limit) {
    return Arrays.stream(Limit.class.getAnnotation(JsonSubTypes.class).value())
        .filter(type -> type.value() == limit.getClass())
        .map(JsonSubTypes.Type::name)
        .findFirst()
        .orElseThrow();
  }
}
