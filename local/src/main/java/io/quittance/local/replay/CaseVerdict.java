package io.quittance.local.replay;

/// How the packs stand to the law in a question, from the best to the worst.
public enum CaseVerdict {
  /// They say what the law says.
  AGREE("agree"),
  /// They forbid what the law allows, and every rule that forbids it says in what it is stricter.
  STRICTER_DECLARED("stricter (declared)"),
  /// Nobody wrote down what the law says.
  NOT_JUDGED("not judged"),
  /// They forbid what the law allows, and a rule that forbids it does not say so.
  STRICTER_UNDECLARED("stricter (undeclared)"),
  /// They allow what the law forbids.
  LOOSER("looser");

  private final String words;

  CaseVerdict(String words) {
    this.words = words;
  }

  /// Returns the verdict as people read it.
  public String words() {
    return words;
  }
}
