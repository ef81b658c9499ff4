package io.quittance.scoring.plan;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountStateCodec;
import io.quittance.core.account.CorruptStateException;
import io.quittance.core.account.DebtorContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The accounts of some debtors, each decoded once. Not thread-safe.
final class KnownDebtors {

  private final Map<String, AccountState> states = new HashMap<>();
  private final Map<String, @Nullable String> debtorOf = new HashMap<>();
  private final Map<String, List<AccountState>> members = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Set<String> partlyKnown = new HashSet<>();
  private final Set<String> setAside = new HashSet<>();

  KnownDebtors(Collection<LatestDecisionRepository.Known> accounts) {
    accounts.forEach(this::add);
  }

  private void add(LatestDecisionRepository.Known account) {
    String debtorId = account.debtorId();
    if (account.setAside()) {
      setAside.add(account.accountId());
      if (debtorId != null) {
        partlyKnown.add(debtorId);
      }
    }
    if (account.state().length == 0) {
      return;
    }
    debtorOf.put(account.accountId(), debtorId);
    try {
      AccountState state = AccountStateCodec.fromBytes(account.state());
      states.put(account.accountId(), state);
      if (debtorId != null) {
        members.computeIfAbsent(debtorId, _ -> new ArrayList<>()).add(state);
        if (!state.isWhollyKnown()) {
          partlyKnown.add(debtorId);
        }
      }
    } catch (CorruptStateException _) {
      unreadable.add(account.accountId());
      if (debtorId != null) {
        partlyKnown.add(debtorId);
      }
    }
  }

  /// Returns whether the state of an account cannot be read.
  boolean isUnreadable(String accountId) {
    return unreadable.contains(accountId);
  }

  /// Returns an account with the other accounts of its debtor; empty when nothing is known about
  /// it.
  Optional<DebtorContext> context(String accountId) {
    AccountState state = states.get(accountId);
    if (state == null) {
      return Optional.empty();
    }
    String debtorId = debtorOf.get(accountId);
    DebtorContext context =
        debtorId == null
            ? DebtorContext.of(state)
            : DebtorContext.of(state, members.getOrDefault(debtorId, List.of()));
    boolean known =
        !setAside.contains(accountId) && (debtorId == null || !partlyKnown.contains(debtorId));
    return Optional.of(known ? context : context.withUnreadableAccount());
  }
}
