package io.quittance.simulator.book;

import io.quittance.simulator.book.Draws.Purpose;
import io.quittance.simulator.scenario.SimulationConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The slots of the portfolio and the accounts that occupy them.
final class Book {

  private final Population population;
  private final Draws draws;
  private final List<Slot> slots = new ArrayList<>();
  private final int from;

  /// Fills a range of slots. Its accounts are independent of those of all other slots.
  ///
  /// @param from a multiple of [Population#BLOCK]
  /// @param to exclusive
  Book(SimulationConfig config, Draws draws, int firstDay, int from, int to) {
    this.population = new Population(config, draws);
    this.draws = draws;
    this.from = from;
    for (int number = from; number < to; number++) {
      slots.add(new Slot(number, population.enter(number, 0, firstDay, before(number))));
    }
  }

  /// Returns the open accounts in the order of their slots.
  List<SimulatedAccount> open() {
    return slots.stream().flatMap(slot -> slot.account().stream()).toList();
  }

  /// Removes the account; its slot is filled again 2 to 9 days later.
  void leave(SimulatedAccount account, int day) {
    Slot slot = slots.get(account.slot() - from);
    if (slot.account != account) {
      throw new IllegalStateException(account.id + " is not in the book");
    }
    account.closed = true;
    slot.account = null;
    slot.vacantUntil = day + draws.between(account.number, 0, Purpose.VACANCY, 2, 9);
  }

  /// Fills the slots whose vacancy ends on a day and returns the new accounts.
  List<SimulatedAccount> enter(int day) {
    List<SimulatedAccount> entered = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot.account == null && slot.vacantUntil <= day) {
        slot.generation++;
        slot.account = population.enter(slot.number, slot.generation, day, before(slot.number));
        entered.add(slot.account);
      }
    }
    return entered;
  }

  private Optional<SimulatedAccount> before(int slot) {
    return slot == from ? Optional.empty() : slots.get(slot - 1 - from).account();
  }

  private static final class Slot {
    private final int number;
    private int generation;
    private int vacantUntil;
    private @Nullable SimulatedAccount account;

    Slot(int number, SimulatedAccount account) {
      this.number = number;
      this.account = account;
    }

    Optional<SimulatedAccount> account() {
      return Optional.ofNullable(account);
    }
  }
}
