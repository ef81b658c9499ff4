package io.quittance.scoring.account;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.event.EventIdentity;
import io.quittance.messaging.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The accounts of one transaction: the locked accounts, as they change, and the debtors' other
/// accounts, which are only read. Not thread-safe: one transaction uses it, one step at a time.
public final class AccountLedger {

  private final Map<AccountKey, Entry> entries = new HashMap<>();
  private final Map<DebtorKey, Set<AccountKey>> members = new HashMap<>();
  private final Map<AccountKey, Optional<DebtorKey>> unreadable = new HashMap<>();
  private final Set<DebtorKey> withUnreadable = new HashSet<>();
  private final List<SetAside> setAside = new ArrayList<>();
  private final List<SetAside> accepted = new ArrayList<>();
  private final Set<Origin> readAgain = new HashSet<>();

  /// A stored account.
  ///
  /// @param version 0 for an account about which nothing is known yet
  public record Stored(AccountKey key, AccountState state, long version) {}

  private record Entry(AccountState state, long version, boolean changed) {}

  /// Notes an account whose stored state this version cannot read.
  ///
  /// @param debtorId null when none is stored
  public void addUnreadable(AccountKey key, @Nullable String debtorId) {
    Optional<DebtorKey> debtor =
        Optional.ofNullable(debtorId).map(id -> new DebtorKey(key.tenant(), id));
    unreadable.put(key, debtor);
    debtor.ifPresent(withUnreadable::add);
  }

  /// Returns whether the stored state of a locked account cannot be read. Such an account has no
  /// state here, and nothing may be written over it.
  public boolean isUnreadable(AccountKey key) {
    return unreadable.containsKey(key);
  }

  /// Notes a fact that is set aside: from now on not all is known about its account, about the
  /// debtor of that account, and about the debtor whom it names.
  ///
  /// @return the fact, with the account's debtor where it names none
  public SetAside addSetAside(SetAside fact) {
    SetAside known = fact.of(debtor(fact.account()));
    setAside.add(known);
    return known;
  }

  private @Nullable DebtorKey debtor(AccountKey key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return unreadable.getOrDefault(key, Optional.empty()).orElse(null);
    }
    String debtorId = entry.state().debtorId();
    return debtorId == null ? null : new DebtorKey(key.tenant(), debtorId);
  }

  /// Notes that an event is accepted: what is set aside of it counts no longer.
  public void accept(AccountKey account, EventIdentity identity, Origin readAt) {
    if (setAside.isEmpty()) {
      return;
    }
    UUID id = identity.decisionId();
    List<SetAside> now = setAside.stream().filter(fact -> fact.is(account, id, readAt)).toList();
    setAside.removeAll(now);
    accepted.addAll(now);
    if (now.stream().anyMatch(fact -> fact.origin().id().equals(readAt.id()))) {
      readAgain.add(readAt);
    }
  }

  /// Returns where records were read that are accepted now, although the same delivery was set
  /// aside before.
  public Set<Origin> readAgain() {
    return Set.copyOf(readAgain);
  }

  /// Returns the facts that were set aside and are accepted now.
  public List<SetAside> accepted() {
    return List.copyOf(accepted);
  }

  /// What a record may change, as it was before.
  public final class Before {

    private final AccountKey key;
    private final Entry entry;
    private final List<SetAside> aside = List.copyOf(setAside);
    private final List<SetAside> taken = List.copyOf(accepted);
    private final Set<Origin> again = Set.copyOf(readAgain);

    private Before(AccountKey key) {
      this.key = key;
      this.entry = entry(key);
    }

    /// Undoes what was changed since.
    public void restore() {
      entries.put(key, entry);
      setAside.clear();
      setAside.addAll(aside);
      accepted.clear();
      accepted.addAll(taken);
      readAgain.clear();
      readAgain.addAll(again);
    }
  }

  /// Returns the present state of a locked account, to return to it when a record turns out not to
  /// be acceptable.
  public Before before(AccountKey key) {
    return new Before(key);
  }

  public void add(Stored stored) {
    entries.put(stored.key(), new Entry(stored.state(), stored.version(), false));
    join(stored.key(), stored.state());
  }

  /// Adds an account. Where this version knows its state only in part, it may not know who owes:
  /// then what is missing may concern the stored debtor, who is not wholly known either.
  ///
  /// @param debtorId the debtor that is stored beside the state; null when none is
  public void add(Stored stored, @Nullable String debtorId) {
    add(stored);
    if (debtorId != null && !stored.state().isWhollyKnown()) {
      withUnreadable.add(new DebtorKey(stored.key().tenant(), debtorId));
    }
  }

  /// Returns the locked accounts and the other accounts of their debtors, as far as they can be
  /// read.
  public Set<AccountKey> keys() {
    return Set.copyOf(entries.keySet());
  }

  /// Returns whether the account is here, readable or not.
  public boolean holds(AccountKey key) {
    return entries.containsKey(key) || unreadable.containsKey(key);
  }

  /// Returns the current state of a locked account.
  public AccountState state(AccountKey key) {
    return entry(key).state();
  }

  /// Returns the version of the current state of a locked account.
  public long version(AccountKey key) {
    return entry(key).version();
  }

  /// Replaces the state of a locked account by its next version.
  public void put(AccountKey key, AccountState state) {
    entries.put(key, new Entry(state, entry(key).version() + 1, true));
    join(key, state);
  }

  /// Returns the account and the debtor's other accounts, as they are now.
  public DebtorContext context(AccountKey key) {
    DebtorContext readable = readable(key);
    DebtorKey debtor = debtor(key);
    boolean known =
        (debtor == null || !withUnreadable.contains(debtor))
            && setAside.stream().noneMatch(fact -> concerns(fact, key, debtor, readable));
    return known ? readable : readable.withUnreadableAccount();
  }

  private static boolean concerns(
      SetAside fact, AccountKey key, @Nullable DebtorKey debtor, DebtorContext context) {
    return fact.account().equals(key)
        || (debtor != null && debtor.equals(fact.debtor()))
        || (fact.account().tenant().equals(key.tenant())
            && context.siblings().stream()
                .anyMatch(sibling -> sibling.accountId().equals(fact.account().accountId())));
  }

  private DebtorContext readable(AccountKey key) {
    AccountState account = state(key);
    String debtorId = account.debtorId();
    if (debtorId == null) {
      return DebtorContext.of(account);
    }
    Collection<AccountKey> keys =
        members.getOrDefault(new DebtorKey(key.tenant(), debtorId), Set.of());
    if (keys.size() < 2) {
      return DebtorContext.of(account);
    }
    List<AccountState> siblings = new ArrayList<>(keys.size());
    for (AccountKey other : keys) {
      AccountState sibling = state(other);
      if (!other.equals(key) && debtorId.equals(sibling.debtorId())) {
        siblings.add(sibling);
      }
    }
    siblings.sort((a, b) -> a.accountId().compareTo(b.accountId()));
    return DebtorContext.of(account, siblings);
  }

  /// Returns the accounts to write, in key order.
  public Collection<Stored> changed() {
    TreeMap<AccountKey, Stored> changed = new TreeMap<>();
    entries.forEach(
        (key, entry) -> {
          if (entry.changed()) {
            changed.put(key, new Stored(key, entry.state(), entry.version()));
          }
        });
    return changed.values();
  }

  private void join(AccountKey key, AccountState state) {
    @Nullable String debtorId = state.debtorId();
    if (debtorId != null) {
      members.computeIfAbsent(new DebtorKey(key.tenant(), debtorId), _ -> new HashSet<>()).add(key);
    }
  }

  private Entry entry(AccountKey key) {
    Entry entry = entries.get(key);
    if (entry == null && unreadable.containsKey(key)) {
      throw new UnreadableAccountException(key);
    }
    if (entry == null) {
      throw new IllegalStateException("an account was not locked before it was used");
    }
    return entry;
  }
}
