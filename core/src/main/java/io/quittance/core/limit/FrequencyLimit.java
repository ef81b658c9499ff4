package io.quittance.core.limit;

import static io.quittance.core.limit.LimitChecks.callsIfAbsent;
import static io.quittance.core.limit.LimitChecks.require;
import static io.quittance.core.limit.LimitChecks.requireDays;
import static io.quittance.core.limit.LimitChecks.requirePositive;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quittance.core.text.ConstantSets;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Limit on how often, and how soon after another attempt, a contact may be made. Reports when it
/// ends.
public sealed interface FrequencyLimit extends Limit {

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
      implements FrequencyLimit {
    /// @throws IllegalArgumentException when a number is not positive or `channels` is empty
    public AttemptCap {
      requirePositive("max", max);
      requirePositive("window", window);
      require(max <= MOST_COUNTED, "max must be at most " + MOST_COUNTED);
      require(
          window.compareTo(Duration.ofDays(LONGEST_DAYS)) <= 0,
          "window must be at most " + LONGEST_DAYS + " days");
      channels = callsIfAbsent(channels);
      places = ConstantSets.ordered(Place.class, places);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("place of an attempt", "result of an attempt", "place of the contact");
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
      implements FrequencyLimit {
    public ContactCap {
      requirePositive("max", max);
      require(max <= MOST_COUNTED, "max must be at most " + MOST_COUNTED);
      require((days == null) != (calendar == null), "days or calendar must be given, not both");
      if (days != null) {
        requireDays("days", days);
      }
      channels = callsIfAbsent(channels);
      places = ConstantSets.ordered(Place.class, places);
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
  record MinimumGap(int days, Set<Channel> channels) implements FrequencyLimit {
    public MinimumGap {
      requireDays("days", days);
      channels = callsIfAbsent(channels);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once there was an attempt");
    }
  }

  /// Permits a contact only at least `minGap` after every attempt, and only when fewer than
  /// `maxPerDay` attempts lie on its local date, in every zone the debtor may be in.
  ///
  /// @param minGap least time between two attempts, positive
  /// @param maxPerDay number of attempts on a date at which the limit blocks, positive
  /// @param channels channels whose attempts count, and whose contacts the limit blocks; calls when
  ///   absent
  record Cadence(Duration minGap, int maxPerDay, Set<Channel> channels) implements FrequencyLimit {
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

  /// Blocks calls for `days` days after a telephone conversation. The local date of the
  /// conversation is day 1, in every zone the debtor may be in.
  ///
  /// @param days number of days, positive
  record AfterConversation(int days) implements FrequencyLimit {
    /// @throws IllegalArgumentException when `days` is not positive
    public AfterConversation {
      requireDays("days", days);
    }

    @Override
    public List<String> requiredInputs() {
      return List.of("time zone, once there was a conversation");
    }
  }
}
