package io.quittance.core.debtor;

import io.quittance.core.account.Attempts;
import io.quittance.core.account.Fact;
import io.quittance.core.account.Stamp;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Limit;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Contact attempts and conversations on all accounts of a debtor, and which of them a rule counts.
/// Immutable once built.
public final class ContactLedger {

  /// All accounts, the one decided on first.
  private final List<Account> accounts;

  private final NumberChecks numbers;

  /// @param accounts the account decided on first
  /// @param reserved outstanding permits; each counts as an attempt
  ContactLedger(List<Account> accounts, NumberChecks numbers, List<ReservedPermit> reserved) {
    this.accounts = accounts;
    this.numbers = numbers;
    for (ReservedPermit permit : reserved) {
      account(permit.accountId()).addReservedPermit(permit);
    }
    accounts.forEach(Account::removeDuplicates);
  }

  /// Returns the account with an id. A permit of an unknown account counts on the account decided
  /// on.
  private Account account(String id) {
    return accounts.stream()
        .filter(account -> account.id.equals(id))
        .findFirst()
        .orElse(accounts.getFirst());
  }

  /// Contact history of one account.
  static final class Account {
    private final String id;
    private boolean placed;
    private @Nullable String debtGroup;
    private List<Fact.Attempt> attempts = new ArrayList<>();
    private final List<Fact.Contact> contacts = new ArrayList<>();
    private final List<Fact.ThirdPersonContact> thirdPersons = new ArrayList<>();
    private final List<Instant> callRequests = new ArrayList<>();
    private final List<Instant> conversations = new ArrayList<>();

    Account(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }

    /// Adds a placement. The latest placement must be added last.
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

    void addThirdPerson(Fact.ThirdPersonContact contact) {
      thirdPersons.add(contact);
    }

    private void addConversation(Channel channel, Instant time) {
      if (channel == Channel.CALL) {
        conversations.add(time);
      }
    }

    void addCallRequest(Instant time) {
      callRequests.add(time);
    }

    /// Adds a permit as an attempt, before all known attempts, so that a known attempt with the
    /// same permit replaces it.
    private void addReservedPermit(ReservedPermit permit) {
      Stamp stamp = new Stamp(permit.at(), "", permit.permitId());
      attempts.addFirst(
          new Fact.Attempt(
              stamp,
              permit.channel(),
              null,
              permit.permitId(),
              permit.place(),
              Recipient.DEBTOR,
              permit.numberRef()));
    }

    private void removeDuplicates() {
      attempts = Attempts.distinct(attempts);
    }

    private boolean counts(Fact.Attempt attempt, CountingCriteria criteria, NumberChecks numbers) {
      return !attempt.time().isBefore(criteria.since)
          && criteria.channels.contains(attempt.channel())
          && (criteria.places.isEmpty()
              || attempt.place() == null
              || criteria.places.contains(attempt.place()))
          && (criteria.counting == FrequencyLimit.Counting.ATTEMPTS || wasMade(attempt))
          && !isExcluded(attempt, criteria, numbers);
    }

    /// Returns whether an attempt reached somebody or left a message, as one with an unknown result
    /// may have.
    private static boolean wasMade(Fact.Attempt attempt) {
      return switch (attempt.result()) {
        case null -> true;
        case CONVERSATION, VOICEMAIL, DELIVERED -> true;
        case NO_ANSWER, BUSY, WRONG_PARTY, NOT_CONNECTED, BOUNCED -> false;
      };
    }

    /// Returns the times of the contacts that no attempt within a day accounts for.
    private List<Instant> contactsAlone(CountingCriteria criteria) {
      return contacts.stream()
          .filter(contact -> !contact.time().isBefore(criteria.since))
          .filter(contact -> criteria.channels.contains(contact.channel()))
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

    private void addContactsWithDebtor(
        CountingCriteria criteria, NumberChecks numbers, List<Instant> times) {
      for (Fact.Attempt attempt : attempts) {
        if (counts(attempt, criteria, numbers)) {
          times.add(attempt.time());
        }
      }
      if (criteria.counting == FrequencyLimit.Counting.CONTACTS_MADE) {
        times.addAll(contactsAlone(criteria));
      }
    }

    /// Adds the contacts with others, of which the place is never known.
    private void addThirdPersons(CountingCriteria criteria, List<Instant> times) {
      for (Fact.ThirdPersonContact contact : thirdPersons) {
        if (!contact.time().isBefore(criteria.since)
            && criteria.channels.contains(contact.channel())
            && criteria.persons.contains(contact.relation())) {
          times.add(contact.time());
        }
      }
    }

    private static boolean isWithinADay(Instant one, Instant other) {
      return Duration.between(one, other).abs().compareTo(Duration.ofDays(1)) < 0;
    }

    private boolean isExcluded(
        Fact.Attempt attempt, CountingCriteria criteria, NumberChecks numbers) {
      for (CountingRule.NotCounted exclusion : criteria.exclusions) {
        if ((attempt.result() != null && exclusion.results().contains(attempt.result()))
            || exclusion.recipients().contains(attempt.recipient())
            || (exclusion.misdirected() && wasMisdirected(attempt, numbers))
            || wasRequested(attempt, exclusion.consentDays(), criteria.zones)) {
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
            Instants.earlier(
                end, LocalClock.startOf(LocalClock.date(request, zone).plusDays(days), zone));
      }
      return end == null ? request : end;
    }
  }

  /// What a rule counts.
  ///
  /// @param since attempts before this instant do not count
  /// @param scope accounts whose attempts count
  /// @param channels channels whose attempts count
  /// @param places places whose attempts count; all when empty
  /// @param exclusions attempts that do not count
  /// @param zones zones the debtor may be in
  /// @param persons whose contacts count; those with the debtor alone as a rule
  public record CountingCriteria(
      Instant since,
      Limit.Scope scope,
      Set<Channel> channels,
      Set<Place> places,
      FrequencyLimit.Counting counting,
      List<CountingRule.NotCounted> exclusions,
      List<ZoneId> zones,
      Set<ContactedPerson> persons) {}

  /// Returns the times of the attempts and contacts that count, oldest first.
  public List<Instant> attempts(CountingCriteria criteria) {
    List<Instant> times = new ArrayList<>();
    for (Account account : accounts) {
      if (includes(criteria.scope, account)) {
        if (criteria.persons.contains(ContactedPerson.DEBTOR)) {
          account.addContactsWithDebtor(criteria, numbers, times);
        }
        account.addThirdPersons(criteria, times);
      }
    }
    times.sort(null);
    return times;
  }

  /// Returns the time of the last telephone conversation, whichever kind of outcome reported it;
  /// null when there was none.
  public @Nullable Instant lastConversation(Limit.Scope scope) {
    Instant last = null;
    for (Account account : accounts) {
      if (includes(scope, account)) {
        for (Instant one : account.conversations) {
          last = Instants.later(one, last);
        }
      }
    }
    return last;
  }

  /// Returns the periods in which a call on the account decided on is made at the debtor's request:
  /// from each request on, for `days` local days in every zone, or until a conversation.
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

  /// Returns whether an account counts together with the one decided on.
  public boolean isInScope(Limit.Scope scope, String accountId) {
    return accounts.stream().anyMatch(a -> a.id.equals(accountId) && includes(scope, a));
  }

  /// Returns whether another account counts together with the one decided on. An account that is
  /// not placed counts, since it is not known to be another debt.
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
