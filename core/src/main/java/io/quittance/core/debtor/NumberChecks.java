package io.quittance.core.debtor;

import io.quittance.core.vocabulary.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is known of the debtor's numbers and addresses: when each was last made sure of, and when
/// it turned out to be somebody else's. A check counts from its event time on; a wrong party counts
/// whatever its event time and voids every check that is not newer.
///
/// A number is named by its reference, whatever the channel: a wrong party by telephone voids the
/// check of the same number for text messages. Where no reference was told, the channel has one
/// number only.
public final class NumberChecks {

  /// Stands for the only number of a channel.
  private static final String UNNAMED = "";

  /// Which number a contact is made to.
  public sealed interface Choice {
    /// The number of a reference.
    record Named(String ref) implements Choice {}

    /// The best that is known: it suffices that one is good.
    record Best() implements Choice {}

    /// Not told: all that are known must be good.
    record Unknown() implements Choice {}
  }

  private final Map<Channel, Set<String>> known = new HashMap<>();
  private final Map<Channel, Map<String, Instant>> checked = new HashMap<>();
  private final Map<String, List<Instant>> checks = new HashMap<>();
  private final Map<String, List<Instant>> wrong = new HashMap<>();

  NumberChecks() {}

  void addCheck(Channel channel, @Nullable String ref, Instant time) {
    mention(channel, ref);
    checked
        .computeIfAbsent(channel, _ -> new HashMap<>())
        .merge(nameOf(ref), time, DebtorFacts::later);
    checks.computeIfAbsent(key(channel, ref), _ -> new ArrayList<>()).add(time);
  }

  void addWrongParty(Channel channel, @Nullable String ref, Instant time) {
    mention(channel, ref);
    wrong.computeIfAbsent(key(channel, ref), _ -> new ArrayList<>()).add(time);
  }

  private void mention(Channel channel, @Nullable String ref) {
    known.computeIfAbsent(channel, _ -> new TreeSet<>()).add(nameOf(ref));
  }

  private static String nameOf(@Nullable String ref) {
    return ref == null ? UNNAMED : ref;
  }

  /// References hold over channels; the only number of a channel is that channel's alone.
  private static String key(Channel channel, @Nullable String ref) {
    return ref == null || ref.isEmpty() ? "/" + channel.ordinal() : ref;
  }

  /// Returns when the number was last made sure of, with no wrong party since; null when it was
  /// not.
  public @Nullable Instant checkedAt(Channel channel, Choice choice) {
    return switch (choice) {
      case Choice.Named named -> validCheck(channel, named.ref());
      case Choice.Best _ ->
          numbers(channel).stream()
              .map(ref -> validCheck(channel, ref))
              .filter(Objects::nonNull)
              .max(Instant::compareTo)
              .orElse(null);
      case Choice.Unknown _ -> {
        Instant earliest = null;
        for (String ref : numbers(channel)) {
          Instant check = validCheck(channel, ref);
          if (check == null) {
            yield null;
          }
          earliest = TimeRule.earlier(earliest, check);
        }
        yield earliest;
      }
    };
  }

  /// Returns whether the number turned out to be somebody else's, with no check since.
  public boolean isDisproved(Channel channel, Choice choice) {
    return switch (choice) {
      case Choice.Named named -> isDisproved(channel, named.ref());
      case Choice.Best _ ->
          !numbers(channel).isEmpty()
              && numbers(channel).stream().allMatch(ref -> isDisproved(channel, ref));
      case Choice.Unknown _ -> numbers(channel).stream().anyMatch(ref -> isDisproved(channel, ref));
    };
  }

  /// Returns whether an attempt on a named number went to somebody else: a wrong party followed, or
  /// was the attempt itself, with no check in between.
  boolean wasMisdirected(Channel channel, String ref, Instant time) {
    for (Instant found : wrong.getOrDefault(key(channel, ref), List.of())) {
      if (!found.isBefore(time)
          && checks.getOrDefault(key(channel, ref), List.of()).stream()
              .noneMatch(check -> !check.isBefore(time) && !check.isAfter(found))) {
        return true;
      }
    }
    return false;
  }

  private Set<String> numbers(Channel channel) {
    return known.getOrDefault(channel, Set.of());
  }

  private boolean isDisproved(Channel channel, String ref) {
    Instant found = latest(wrong, channel, ref);
    Instant check = latest(checks, channel, ref);
    return found != null && (check == null || !found.isBefore(check));
  }

  private @Nullable Instant validCheck(Channel channel, String ref) {
    Instant check = checked.getOrDefault(channel, Map.of()).get(ref);
    Instant found = latest(wrong, channel, ref);
    return check == null || (found != null && !found.isBefore(check)) ? null : check;
  }

  private static @Nullable Instant latest(
      Map<String, List<Instant>> times, Channel channel, String ref) {
    return times.getOrDefault(key(channel, ref), List.of()).stream()
        .max(Instant::compareTo)
        .orElse(null);
  }
}
