package io.quittance.registry.catalog;

import io.quittance.registry.Refusal;

/// A page of a list.
///
/// @param number page number, from 0
/// @param size entries per page, 1 to 200
public record Page(int number, int size) {

  public static final int MAX_SIZE = 200;

  private static final int MAX_NUMBER = 1_000_000;

  public Page {
    if (number < 0 || number > MAX_NUMBER || size < 1 || size > MAX_SIZE) {
      throw Refusal.invalid("page must lie in [0, 1000000] and size in [1, " + MAX_SIZE + "]");
    }
  }

  int first() {
    return number * size;
  }
}
