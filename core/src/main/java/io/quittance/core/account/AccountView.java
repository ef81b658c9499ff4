package io.quittance.core.account;

import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An account as of an instant. A window of length d holds the facts of (at − d, at]; methods that
/// return the last of something look back [#MEMORY] and no further. Immutable.
public final class AccountView {

  /// How far back methods that return the last of something look.
  public static final Duration MEMORY = Duration.ofDays(365);

  /// How long a report of hardship applies.
  public static final Duration HARDSHIP = Duration.ofDays(180);

  private static final int MAX_DAYS_PAST_DUE = 10_000;

  private final Instant at;
  private final @Nullable String currency;
  private final List<Fact> facts;
  private @Nullable Known<NavigableMap<Instant, Snapshot>> snapshots;
  private @Nullable List<Fact.Attempt> attempts;
  private @Nullable List<Instant> conversations;
  private @Nullable Known<Long> balance;
  private @Nullable Known<Fact.Placement> placement;

  /// What was found when it was first asked for. Threads that ask at once find the same; the field
  /// of a record is final, so none sees a value that another has not finished.
  ///
  /// @param value null when there is none
  private record Known<T>(@Nullable T value) {}

  AccountView(Instant at, @Nullable String currency, List<Fact> facts) {
    this.at = at;
    this.currency = currency;
    this.facts = facts;
  }

  /// Returns the snapshots by `asOf`; of two of one instant, the one reported later.
  private NavigableMap<Instant, Snapshot> snapshots() {
    Known<NavigableMap<Instant, Snapshot>> known = snapshots;
    if (known == null) {
      known = new Known<>(toldUntilNow());
      snapshots = known;
    }
    return Objects.requireNonNull(known.value());
  }

  private NavigableMap<Instant, Snapshot> toldUntilNow() {
    NavigableMap<Instant, Snapshot> told = new TreeMap<>();
    for (Fact fact : facts) {
      if (fact instanceof Fact.Described described && !described.snapshot().asOf().isAfter(at)) {
        told.put(described.snapshot().asOf(), described.snapshot());
      }
    }
    return told;
  }

  public Instant at() {
    return at;
  }

  /// Returns the ISO 4217 currency; null until an event names one.
  public @Nullable String currency() {
    return currency;
  }

  /// Returns whether the account has been placed in collection.
  public boolean isPlaced() {
    return placement() != null;
  }

  /// Returns the latest placement; null before the first.
  public Fact.@Nullable Placement placement() {
    Known<Fact.Placement> known = placement;
    if (known == null) {
      known = new Known<>(last(Fact.Placement.class, _ -> true));
      placement = known;
    }
    return known.value();
  }

  /// Returns whether the account has left collection and has not been placed again.
  public boolean isClosed() {
    return closedAt() != null;
  }

  /// Returns when the account left collection; null while it is open.
  public @Nullable Instant closedAt() {
    for (int i = facts.size() - 1; i >= 0; i--) {
      Fact fact = facts.get(i);
      if (fact instanceof Fact.Closing closing) {
        return closing.time();
      } else if (fact instanceof Fact.Placement) {
        return null;
      }
    }
    return null;
  }

  /// Returns the latest snapshot by `asOf`; null when there is none.
  public @Nullable Snapshot snapshot() {
    var latest = snapshots().lastEntry();
    return latest == null ? null : latest.getValue();
  }

  /// Returns the latest snapshot that is at least this old and no older than [#MEMORY]; null when
  /// there is none.
  public @Nullable Snapshot snapshotBefore(Duration age) {
    var entry = snapshots().floorEntry(at.minus(age));
    return entry == null || !entry.getKey().isAfter(at.minus(MEMORY)) ? null : entry.getValue();
  }

  /// Returns the snapshots of a window, by `asOf`.
  public List<Snapshot> snapshots(Duration window) {
    return List.copyOf(snapshots().tailMap(at.minus(window), false).values());
  }

  /// Returns the amount owed in minor units: that of the latest snapshot, less the payments and
  /// plus the reversals after it, never below 0; null when there is no snapshot.
  public @Nullable Long balanceMinor() {
    Known<Long> known = balance;
    if (known == null) {
      Snapshot snapshot = snapshot();
      known = new Known<>(snapshot == null ? null : Long.valueOf(balance(snapshot)));
      balance = known;
    }
    return known.value();
  }

  private long balance(Snapshot snapshot) {
    long owed = snapshot.balanceMinor();
    for (int i = facts.size() - 1; i >= 0 && facts.get(i).time().isAfter(snapshot.asOf()); i--) {
      if (facts.get(i) instanceof Fact.Payment payment) {
        owed -= payment.amountMinor();
      }
    }
    return Math.max(0, owed);
  }

  /// Returns the amount owed at placement in minor units; null before placement.
  public @Nullable Long originalBalanceMinor() {
    Fact.Placement placement = placement();
    return placement == null ? null : placement.snapshot().balanceMinor();
  }

  /// Returns whole days past due: those of the latest snapshot plus one for each full day since, as
  /// long as an amount is overdue and owed; null when there is no snapshot.
  public @Nullable Integer daysPastDue() {
    Snapshot snapshot = snapshot();
    Long balance = balanceMinor();
    if (snapshot == null || balance == null) {
      return null;
    }
    if (snapshot.daysPastDue() == 0 || balance == 0) {
      return 0;
    }
    long grown = snapshot.daysPastDue() + Duration.between(snapshot.asOf(), at).toDays();
    return (int) Math.min(grown, MAX_DAYS_PAST_DUE);
  }

  /// Returns the net payments of a window in minor units; negative when reversals exceed payments.
  public long paidMinor(Duration window) {
    Instant start = at.minus(window);
    long sum = 0;
    for (int i = facts.size() - 1; i >= 0 && facts.get(i).time().isAfter(start); i--) {
      if (facts.get(i) instanceof Fact.Payment payment) {
        sum += payment.amountMinor();
      }
    }
    return sum;
  }

  /// Returns the number of payments received in a window, without reversals.
  public long payments(Duration window) {
    return count(Fact.Payment.class, window, p -> p.amountMinor() > 0);
  }

  /// Returns when the last payment was received; null when there is none.
  public @Nullable Instant lastPayment() {
    return time(last(Fact.Payment.class, p -> p.amountMinor() > 0));
  }

  /// Returns the number of attempts of a window on any channel, whatever their result. A used
  /// permit and the outcome that names it are one attempt.
  public long attempts(Duration window) {
    return attemptsSince(at.minus(window), _ -> true);
  }

  /// Returns the number of attempts of a window on a channel, whatever their result.
  public long attempts(Channel channel, Duration window) {
    return attemptsSince(at.minus(window), attempt -> attempt.channel() == channel);
  }

  /// Returns when the last attempt on any channel was made; null when there is none.
  public @Nullable Instant lastAttempt() {
    return time(attempts().isEmpty() ? null : attempts().getLast());
  }

  private long attemptsSince(Instant start, Predicate<Fact.Attempt> which) {
    List<Fact.Attempt> all = attempts();
    long count = 0;
    for (int i = all.size() - 1; i >= 0 && all.get(i).time().isAfter(start); i--) {
      count += which.test(all.get(i)) ? 1 : 0;
    }
    return count;
  }

  /// Found when first asked for, since few need them. Threads that ask at once find the same.
  private List<Fact.Attempt> attempts() {
    List<Fact.Attempt> known = attempts;
    if (known == null) {
      known = List.copyOf(Attempts.in(facts));
      attempts = known;
    }
    return known;
  }

  /// Returns the telephone conversations within [#MEMORY], oldest first. A right-party contact by
  /// call is one. An attempt that ended in a conversation is one too, unless such a contact lies
  /// within a day of it: then both report the same conversation.
  public List<Instant> conversations() {
    List<Instant> known = conversations;
    if (known == null) {
      known = findConversations();
      conversations = known;
    }
    return known;
  }

  private List<Instant> findConversations() {
    List<Instant> contacts = new ArrayList<>();
    List<Instant> attempted = new ArrayList<>();
    Instant start = at.minus(MEMORY);
    for (int i = facts.size() - 1; i >= 0 && facts.get(i).time().isAfter(start); i--) {
      switch (facts.get(i)) {
        case Fact.Contact c when c.channel() == Channel.CALL -> contacts.add(c.time());
        case Fact.Attempt a
            when a.channel() == Channel.CALL && a.result() == ContactResult.CONVERSATION ->
            attempted.add(a.time());
        default -> {
          // No conversation.
        }
      }
    }
    List<Instant> all = new ArrayList<>(contacts);
    for (Instant attempt : attempted) {
      if (contacts.stream().noneMatch(contact -> withinADay(contact, attempt))) {
        all.add(attempt);
      }
    }
    all.sort(null);
    return List.copyOf(all);
  }

  private static boolean withinADay(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(Duration.ofDays(1)) < 0;
  }

  /// Returns the number of promises made in a window.
  public long promises(Duration window) {
    return count(Fact.PromiseMade.class, window, _ -> true);
  }

  /// Returns the number of promises within [#MEMORY] that were kept, or broken.
  public long promisesEnded(boolean kept) {
    return count(Fact.PromiseEnded.class, MEMORY, promise -> promise.kept() == kept);
  }

  /// Returns whether a promise is open: made, neither kept nor broken, and not yet overdue.
  public boolean promiseOpen() {
    return within(Fact.PromiseMade.class, MEMORY)
        .filter(made -> !made.dueAt().isBefore(at))
        .anyMatch(
            made ->
                within(Fact.PromiseEnded.class, MEMORY)
                    .noneMatch(ended -> ended.promiseId().equals(made.promiseId())));
  }

  /// Returns the number of complaints of a window.
  public long complaints(Duration window) {
    return count(Fact.Complaint.class, window, _ -> true);
  }

  /// Returns whether hardship was reported within [#HARDSHIP].
  public boolean inHardship() {
    return count(Fact.Status.class, HARDSHIP, s -> s.kind() == StatusKind.HARDSHIP) > 0;
  }

  /// Returns since when the debt has been disputed: the opening that neither a resolution nor a
  /// verification has followed; null when it is not disputed.
  public @Nullable Instant disputedSince() {
    Instant since = null;
    for (Fact fact : facts) {
      if (fact instanceof Fact.Status status) {
        since =
            switch (status.kind()) {
              case DISPUTE_OPENED -> since == null ? status.time() : since;
              case DISPUTE_RESOLVED, VERIFICATION_SENT -> null;
              case VALIDATION_SENT, HARDSHIP, CEASE, ATTORNEY -> since;
              case BANKRUPTCY, DECEASED, IDENTITY_THEFT, MINOR -> since;
              case CALL_REQUESTED, WORK_ALLOWED, WORK_PROHIBITED -> since;
              case BREATHING_SPACE, CRISIS, BREATHING_SPACE_ENDED -> since;
              case VULNERABLE, VULNERABLE_ENDED, LANGUAGE_RECORDED -> since;
            };
      }
    }
    return since;
  }

  /// Returns when validation information was first sent; null when it was not.
  public @Nullable Instant validationSentAt() {
    Instant first = null;
    for (Fact fact : facts) {
      Instant told = null;
      if (fact instanceof Fact.Placement placement) {
        told = placement.validationSentAt();
      } else if (fact instanceof Fact.Status s && s.kind() == StatusKind.VALIDATION_SENT) {
        told = s.time();
      }
      if (told != null && !told.isAfter(at) && (first == null || told.isBefore(first))) {
        first = told;
      }
    }
    return first;
  }

  /// Returns whether a status was ever reported.
  public boolean has(StatusKind kind) {
    for (Fact fact : facts) {
      if (fact instanceof Fact.Status status && status.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /// Returns the facts of a kind in a window, in order.
  public <T extends Fact> Stream<T> within(Class<T> kind, Duration window) {
    Instant start = at.minus(window);
    return facts.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(f -> f.time().isAfter(start));
  }

  private <T extends Fact> long count(Class<T> kind, Duration window, Predicate<T> which) {
    Instant start = at.minus(window);
    long count = 0;
    for (int i = facts.size() - 1; i >= 0 && facts.get(i).time().isAfter(start); i--) {
      Fact fact = facts.get(i);
      count += kind.isInstance(fact) && which.test(kind.cast(fact)) ? 1 : 0;
    }
    return count;
  }

  private <T extends Fact> @Nullable T last(Class<T> kind, Predicate<T> which) {
    for (int i = facts.size() - 1; i >= 0; i--) {
      Fact fact = facts.get(i);
      if (kind.isInstance(fact) && which.test(kind.cast(fact))) {
        return kind.cast(fact);
      }
    }
    return null;
  }

  private @Nullable Instant time(@Nullable Fact fact) {
    return fact == null || !fact.time().isAfter(at.minus(MEMORY)) ? null : fact.time();
  }
}
