package io.quittance.registry.catalog;

import io.quittance.registry.Refusal;

/// A part of a list.
///
/// @param number from 0
/// @param size 1 to 200
public record Page(int number, int size) {

  public static final int MAX_SIZE = 200;

  private static final int MAX_NUMBER = 1_000_000;

  public Page {
    if (number < 0 || number > MAX_NUMBER || size < 1 || size > MAX_SIZE) {
      throw Refusal.invalid("page must be 0 to 1000000 and size 1 to " + MAX_SIZE);
    }
  }

  int first() {
    return number * size;
  }
}
