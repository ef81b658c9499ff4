package io.quittance.scoring.openinference;

/// Names that a client sent, as a message repeats them.
final class Names {

  private static final int LONGEST = 64;

  private Names() {}

  /// Returns a name with at most 64 characters, and none that is not printable ASCII.
  static String shortened(String name) {
    String shown = name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
    return shown.replaceAll("[^ -~…]", "?");
  }
}
