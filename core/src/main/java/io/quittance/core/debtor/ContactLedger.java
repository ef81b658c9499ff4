package io.quittance.core.debtor;

import io.quittance.core.account.Attempts;
import io.quittance.core.account.Fact;
import io.quittance.core.account.Stamp;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.pack.Limit;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import java.time.Duration;
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

  private final NumberChecks numbers;

  /// @param accounts the account decided on first
  ContactLedger(List<Account> accounts, NumberChecks numbers, List<ReservedPermit> reserved) {
    this.accounts = accounts;
    this.numbers = numbers;
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
    private final List<Fact.Contact> contacts = new ArrayList<>();
    private final List<Instant> callRequests = new ArrayList<>();
    private final List<Instant> conversations = new ArrayList<>();

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
      contacts.add(contact);
      addConversation(contact.channel(), contact.time());
    }

    private void addConversation(Channel channel, Instant time) {
      if (channel == Channel.CALL) {
        conversations.add(time);
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

    private boolean counts(Fact.Attempt attempt, CountingCriteria tally, NumberChecks numbers) {
      return tally.channels.contains(attempt.channel())
          && (tally.places.isEmpty()
              || attempt.place() == null
              || tally.places.contains(attempt.place()))
          && (tally.counting == Limit.Counting.ATTEMPTS || wasMade(attempt))
          && !isExcluded(attempt, tally, numbers);
    }

    /// Whether an attempt reached somebody or left a message; one whose result is not known may
    /// have.
    private static boolean wasMade(Fact.Attempt attempt) {
      return switch (attempt.result()) {
        case null -> true;
        case CONVERSATION, VOICEMAIL, DELIVERED -> true;
        case NO_ANSWER, BUSY, WRONG_PARTY, NOT_CONNECTED, BOUNCED -> false;
      };
    }

    /// The contacts that no attempt within a day tells of.
    private List<Instant> contactsAlone(CountingCriteria tally) {
      return contacts.stream()
          .filter(contact -> tally.channels.contains(contact.channel()))
          .filter(
              contact ->
                  attempts.stream()
                      .noneMatch(
                          attempt ->
                              attempt.channel() == contact.channel()
                                  && wasMade(attempt)
                                  && isWithinADay(attempt.time(), contact.time())))
          .map(Fact.Contact::time)
          .toList();
    }

    private static boolean isWithinADay(Instant one, Instant other) {
      return Duration.between(one, other).abs().compareTo(Duration.ofDays(1)) < 0;
    }

    private boolean isExcluded(Fact.Attempt attempt, CountingCriteria tally, NumberChecks numbers) {
      for (Limit.NotCounted except : tally.exclusions) {
        if ((attempt.result() != null && except.results().contains(attempt.result()))
            || except.recipients().contains(attempt.recipient())
            || (except.misdirected() && wasMisdirected(attempt, numbers))
            || wasRequested(attempt, except.consentDays(), tally.zones)) {
          return true;
        }
      }
      return false;
    }

    private static boolean wasMisdirected(Fact.Attempt attempt, NumberChecks numbers) {
      String ref = attempt.numberRef();
      return attempt.result() == ContactResult.WRONG_PARTY
          || (ref != null && numbers.wasMisdirected(attempt.channel(), ref, attempt.time()));
    }

    private boolean wasRequested(Fact.Attempt attempt, int days, List<ZoneId> zones) {
      if (days == 0 || attempt.channel() != Channel.CALL || zones.isEmpty()) {
        return false;
      }
      for (Instant request : callRequests) {
        if (!request.isAfter(attempt.time())
            && attempt.time().isBefore(endOfRequest(request, days, zones))
            && conversations.stream()
                .noneMatch(c -> c.isAfter(request) && c.isBefore(attempt.time()))) {
          return true;
        }
      }
      return false;
    }

    /// When, in the first of the zones, the last of so many local days is over.
    private static Instant endOfRequest(Instant request, int days, List<ZoneId> zones) {
      Instant end = null;
      for (ZoneId zone : zones) {
        end =
            TimeRule.earlier(
                end, LocalClock.startOf(LocalClock.date(request, zone).plusDays(days), zone));
      }
      return end == null ? request : end;
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
      Limit.Counting counting,
      List<Limit.NotCounted> exclusions,
      List<ZoneId> zones) {}

  /// Times of the attempts that count, oldest first.
  public List<Instant> attempts(CountingCriteria tally) {
    List<Instant> times = new ArrayList<>();
    for (Account account : accounts) {
      if (includes(tally.scope, account)) {
        for (Fact.Attempt attempt : account.attempts) {
          if (account.counts(attempt, tally, numbers)) {
            times.add(attempt.time());
          }
        }
        if (tally.counting == Limit.Counting.CONTACTS_MADE) {
          times.addAll(account.contactsAlone(tally));
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
      if (includes(scope, account)) {
        for (Instant one : account.conversations) {
          last = last == null ? one : DebtorFacts.later(last, one);
        }
      }
    }
    return last;
  }

  /// When calls on the account decided on are made at the debtor's request: from each request on,
  /// for so many local days in every zone, until a conversation.
  public List<TimeRule.Span> requestedCalls(int days, List<ZoneId> zones) {
    Account own = accounts.getFirst();
    List<TimeRule.Span> spans = new ArrayList<>();
    for (Instant request : own.callRequests) {
      Instant end = zones.isEmpty() ? request : Account.endOfRequest(request, days, zones);
      for (Instant conversation : own.conversations) {
        if (conversation.isAfter(request) && conversation.isBefore(end)) {
          end = conversation;
        }
      }
      if (request.isBefore(end)) {
        spans.add(new TimeRule.Span(request, end));
      }
    }
    return spans;
  }

  /// Whether an account counts for the one decided on.
  public boolean isInScope(Limit.Scope scope, String accountId) {
    return accounts.stream().anyMatch(a -> a.id.equals(accountId) && includes(scope, a));
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
