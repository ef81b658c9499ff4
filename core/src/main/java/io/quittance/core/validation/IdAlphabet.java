package io.quittance.core.validation;

/// What identifiers are spelled with: letters and digits of ASCII, and some signs. Each record of
/// every topic is checked for some fifty of them, so this is a table and no regular expression.
/// Immutable.
final class IdAlphabet {

  private static final int ASCII = 128;

  private final boolean[] first = new boolean[ASCII];
  private final boolean[] later = new boolean[ASCII];
  private final int most;

  /// @param first signs that an identifier may begin with, beside letters and digits
  /// @param later signs that may follow
  /// @param most characters
  IdAlphabet(String first, String later, int most) {
    this.most = most;
    for (char one = 0; one < ASCII; one++) {
      boolean alphanumeric =
          (one >= '0' && one <= '9') || (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z');
      this.first[one] = alphanumeric || first.indexOf(one) >= 0;
      this.later[one] = alphanumeric || later.indexOf(one) >= 0;
    }
  }

  /// Returns whether a text is an identifier.
  boolean spells(String text) {
    int length = text.length();
    if (length == 0 || length > most || !holds(first, text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if (!holds(later, text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(boolean[] table, char one) {
    return one < ASCII && table[one];
  }
}
