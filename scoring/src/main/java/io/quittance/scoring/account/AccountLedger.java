package io.quittance.scoring.account;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.DebtorContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The accounts of one transaction: the locked accounts, as they change, and the debtors' other
/// accounts, which are only read. Not thread-safe: one transaction uses it, one step at a time.
public final class AccountLedger {

  private final Map<AccountKey, Entry> entries = new HashMap<>();
  private final Map<DebtorKey, Set<AccountKey>> members = new HashMap<>();
  private final Set<AccountKey> unreadable = new HashSet<>();
  private final Set<DebtorKey> withUnreadable = new HashSet<>();

  /// A stored account.
  ///
  /// @param version 0 for an account about which nothing is known yet
  public record Stored(AccountKey key, AccountState state, long version) {}

  private record Entry(AccountState state, long version, boolean changed) {}

  /// Notes an account whose stored state this version cannot read.
  ///
  /// @param debtorId null when none is stored
  public void addUnreadable(AccountKey key, @Nullable String debtorId) {
    unreadable.add(key);
    if (debtorId != null) {
      withUnreadable.add(new DebtorKey(key.tenant(), debtorId));
    }
  }

  /// Returns whether the stored state of a locked account cannot be read. Such an account has no
  /// state here, and nothing may be written over it.
  public boolean isUnreadable(AccountKey key) {
    return unreadable.contains(key);
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
    String debtorId = readable.account().debtorId();
    return debtorId != null && withUnreadable.contains(new DebtorKey(key.tenant(), debtorId))
        ? readable.withUnreadableAccount()
        : readable;
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
    if (entry == null && unreadable.contains(key)) {
      throw new UnreadableAccountException(key);
    }
    if (entry == null) {
      throw new IllegalStateException("an account was not locked before it was used");
    }
    return entry;
  }
}
