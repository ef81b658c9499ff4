package io.quittance.core.debtor;

import io.quittance.core.vocabulary.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is known about the debtor's numbers and addresses: when each was last verified, and when it
/// proved to be somebody else's. A check counts from its event time on. A wrong party counts
/// whatever its event time and invalidates every check that is not newer.
///
/// A reference names the same number on every channel: a wrong party on the telephone invalidates
/// the check of that number for text messages. When no reference was given, the channel is taken to
/// have a single number.
public final class NumberChecks {

  /// Stands for the single number of a channel.
  private static final String UNNAMED = "";

  /// The number that a contact uses.
  public sealed interface Choice {
    /// The number that a reference names.
    record Named(String ref) implements Choice {}

    /// The best known number: one good number is enough.
    record Best() implements Choice {}

    /// A number that was not named: every known number must be good.
    record Unknown() implements Choice {}
  }

  private final Map<Channel, Set<String>> known = new EnumMap<>(Channel.class);
  private final Map<Channel, Map<String, Instant>> checked = new EnumMap<>(Channel.class);
  private final Map<String, List<Instant>> checks = new HashMap<>();
  private final Map<String, List<Instant>> wrong = new HashMap<>();

  NumberChecks() {}

  void addCheck(Channel channel, @Nullable String ref, Instant time) {
    mention(channel, ref);
    checked
        .computeIfAbsent(channel, _ -> new HashMap<>())
        .merge(nameOf(ref), time, Instants::later);
    checks.computeIfAbsent(key(channel, ref), _ -> new ArrayList<>()).add(time);
  }

  void addWrongParty(Channel channel, @Nullable String ref, Instant time) {
    mention(channel, ref);
    wrong.computeIfAbsent(key(channel, ref), _ -> new ArrayList<>()).add(time);
  }

  /// Records that the debtor used a number or address. That alone makes sure of nothing.
  void addUse(Channel channel, @Nullable String ref) {
    if (ref != null) {
      mention(channel, ref);
    }
  }

  private void mention(Channel channel, @Nullable String ref) {
    known.computeIfAbsent(channel, _ -> new TreeSet<>()).add(nameOf(ref));
  }

  private static String nameOf(@Nullable String ref) {
    return ref == null ? UNNAMED : ref;
  }

  /// Returns the key of a number. A reference is the same on every channel; the single number of a
  /// channel belongs to that channel alone.
  private static String key(Channel channel, @Nullable String ref) {
    return ref == null || ref.isEmpty() ? "/" + channel.ordinal() : ref;
  }

  /// Returns when the number was last verified, with no wrong party since; null when it was not.
  public @Nullable Instant checkedAt(Channel channel, Choice choice) {
    return switch (choice) {
      case Choice.Named named -> validCheck(channel, named.ref());
      case Choice.Best _ -> {
        Instant newest = null;
        for (String ref : numbers(channel)) {
          Instant check = validCheck(channel, ref);
          newest = check == null ? newest : Instants.later(check, newest);
        }
        yield newest;
      }
      case Choice.Unknown _ -> {
        Instant earliest = null;
        for (String ref : numbers(channel)) {
          Instant check = validCheck(channel, ref);
          if (check == null) {
            yield null;
          }
          earliest = Instants.earlier(earliest, check);
        }
        yield earliest;
      }
    };
  }

  /// Returns whether the number proved to be somebody else's, with no check since.
  public boolean isDisproved(Channel channel, Choice choice) {
    return switch (choice) {
      case Choice.Named named -> isDisproved(channel, named.ref());
      case Choice.Best _ ->
          !numbers(channel).isEmpty()
              && numbers(channel).stream().allMatch(ref -> isDisproved(channel, ref));
      case Choice.Unknown _ -> numbers(channel).stream().anyMatch(ref -> isDisproved(channel, ref));
    };
  }

  /// Returns whether an attempt on a named number went to somebody else: the attempt itself, or a
  /// later one with no check in between, reached a wrong party.
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
    if (wrong.isEmpty()) {
      return false;
    }
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
    Instant newest = null;
    for (Instant one : times.getOrDefault(key(channel, ref), List.of())) {
      newest = Instants.later(one, newest);
    }
    return newest;
  }
}
