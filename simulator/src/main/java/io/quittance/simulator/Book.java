package io.quittance.simulator;

import io.quittance.simulator.Draws.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The slots of the portfolio and who is in them.
final class Book {

  private final Population population;
  private final Draws draws;
  private final List<Slot> slots = new ArrayList<>();

  Book(SimulationConfig config, Draws draws, int firstDay) {
    this.population = new Population(config, draws);
    this.draws = draws;
    for (int number = 0; number < config.accounts(); number++) {
      slots.add(new Slot(number, population.enter(number, 0, firstDay, before(number))));
    }
  }

  /// The accounts in collection, in the order of their slots.
  List<SimulatedAccount> open() {
    return slots.stream().flatMap(slot -> slot.account().stream()).toList();
  }

  /// Takes the account out; its slot is filled again 2 to 9 days later.
  void leave(SimulatedAccount account, int day) {
    account.closed = true;
    for (Slot slot : slots) {
      if (slot.account == account) {
        slot.account = null;
        slot.vacantUntil = day + draws.between(account.number, 0, Purpose.VACANCY, 2, 9);
        return;
      }
    }
    throw new IllegalStateException(account.id + " is not in the book");
  }

  /// Fills the slots whose vacancy ends today.
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
    return slot == 0 ? Optional.empty() : slots.get(slot - 1).account();
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
