package io.quittance.core.debtor;

import io.quittance.core.account.Attempts;
import io.quittance.core.account.Fact;
import io.quittance.core.account.Stamp;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.pack.Limit;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The attempts and conversations of a debtor's accounts, and what of them counts.
public final class ContactLedger {

  /// The account decided on first.
  private final List<Account> accounts;

  /// @param accounts the account decided on first
  ContactLedger(List<Account> accounts, List<ReservedPermit> reserved) {
    this.accounts = accounts;
    for (ReservedPermit one : reserved) {
      account(one.accountId()).addReservedPermit(one);
    }
    accounts.forEach(Account::removeDuplicates);
  }

  /// A permit of an account that is not known is held against the one decided on.
  private Account account(String id) {
    return accounts.stream()
        .filter(account -> account.id.equals(id))
        .findFirst()
        .orElse(accounts.getFirst());
  }

  /// What one account tells of contacts.
  static final class Account {
    private final String id;
    private boolean placed;
    private @Nullable String debtGroup;
    private List<Fact.Attempt> attempts = new ArrayList<>();
    private final List<Instant> callRequests = new ArrayList<>();
    private @Nullable Instant lastConversation;

    Account(String id) {
      this.id = id;
    }

    /// The latest placement is told last.
    void addPlacement(Fact.Placement placement) {
      placed = true;
      debtGroup = placement.debtGroup();
    }

    void addAttempt(Fact.Attempt attempt) {
      attempts.add(attempt);
      if (attempt.result() == ContactResult.CONVERSATION) {
        addConversation(attempt.channel(), attempt.time());
      }
    }

    void addContact(Fact.Contact contact) {
      addConversation(contact.channel(), contact.time());
    }

    private void addConversation(Channel channel, Instant time) {
      if (channel == Channel.CALL) {
        lastConversation =
            lastConversation == null ? time : DebtorFacts.later(lastConversation, time);
      }
    }

    void addCallRequest(Instant time) {
      callRequests.add(time);
    }

    /// Before all that is known, so that any attempt known with the permit takes its place.
    private void addReservedPermit(ReservedPermit one) {
      Stamp stamp = new Stamp(one.at(), "", one.permitId());
      attempts.addFirst(
          new Fact.Attempt(
              stamp, one.channel(), null, one.permitId(), one.place(), Recipient.DEBTOR, null));
    }

    private void removeDuplicates() {
      attempts = Attempts.distinct(attempts);
    }

    private boolean counts(Fact.Attempt attempt, CountingCriteria tally) {
      return tally.channels.contains(attempt.channel())
          && (tally.places.isEmpty()
              || attempt.place() == null
              || tally.places.contains(attempt.place()))
          && !isExcluded(attempt, tally);
    }

    private boolean isExcluded(Fact.Attempt attempt, CountingCriteria tally) {
      for (Limit.NotCounted except : tally.exclusions) {
        if ((attempt.result() != null && except.results().contains(attempt.result()))
            || except.recipients().contains(attempt.recipient())
            || wasRequested(attempt, except.consentDays(), tally.zones)) {
          return true;
        }
      }
      return false;
    }

    private boolean wasRequested(Fact.Attempt attempt, int days, List<ZoneId> zones) {
      if (days == 0 || attempt.channel() != Channel.CALL || zones.isEmpty()) {
        return false;
      }
      for (Instant request : callRequests) {
        if (!request.isAfter(attempt.time()) && within(request, attempt.time(), days, zones)) {
          return true;
        }
      }
      return false;
    }

    private static boolean within(Instant request, Instant at, int days, List<ZoneId> zones) {
      for (ZoneId zone : zones) {
        if (!LocalClock.date(at, zone).isBefore(LocalClock.date(request, zone).plusDays(days))) {
          return false;
        }
      }
      return true;
    }
  }

  /// What is counted.
  ///
  /// @param places all when empty
  /// @param exclusions what is not
  public record CountingCriteria(
      Limit.Scope scope,
      Set<Channel> channels,
      Set<Place> places,
      List<Limit.NotCounted> exclusions,
      List<ZoneId> zones) {}

  /// Times of the attempts that count, oldest first.
  public List<Instant> attempts(CountingCriteria tally) {
    List<Instant> times = new ArrayList<>();
    for (Account account : accounts) {
      if (includes(tally.scope, account)) {
        for (Fact.Attempt attempt : account.attempts) {
          if (account.counts(attempt, tally)) {
            times.add(attempt.time());
          }
        }
      }
    }
    times.sort(null);
    return times;
  }

  /// The last telephone conversation, told by either kind of outcome; null when there was none.
  public @Nullable Instant lastConversation(Limit.Scope scope) {
    Instant last = null;
    for (Account account : accounts) {
      Instant one = account.lastConversation;
      if (one != null && includes(scope, account)) {
        last = last == null ? one : DebtorFacts.later(last, one);
      }
    }
    return last;
  }

  /// Whether an account counts for the one decided on. Of one that is not placed it is not known
  /// that it is another debt.
  private boolean includes(Limit.Scope scope, Account other) {
    Account own = accounts.getFirst();
    if (other == own) {
      return true;
    }
    return switch (scope) {
      case ACCOUNT -> false;
      case DEBT ->
          !own.placed
              || !other.placed
              || (own.debtGroup != null && own.debtGroup.equals(other.debtGroup));
      case DEBTOR -> true;
    };
  }
}
