package io.quittance.simulator.book;

/// Random draws that do not depend on their order: each is a hash of seed, subject, day and
/// purpose. Immutable and thread-safe.
///
/// The mixing function is the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
record Draws(long seed) {

  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  /// The purpose of a draw. The order of the constants is part of the hash: add new ones at the
  /// end.
  enum Purpose {
    HOUSEHOLD,
    HOME,
    WILLINGNESS,
    SEGMENT,
    ACTOR,
    CONSENT_CALL,
    CONSENT_SMS,
    CONSENT_EMAIL,
    CONSENT_LETTER,
    PLACED_BALANCE,
    PLACED_DPD,
    UTILISATION,
    OPENED,
    VALIDATION,
    REVIEW_DAY,
    INTENSIVE,
    VACANCY,
    EVENT_TIME,
    STATUS,
    STATUS_KIND,
    VERIFICATION,
    DISPUTE_END,
    CONSENT_CHANGE,
    CONSENT_CHANNEL,
    FORMER_TREATMENT,
    CONTACT_TIME,
    CONTACT_RESULT,
    PROMISE,
    PROMISE_TERMS,
    COMPLAINT,
    OPT_OUT,
    PAYMENT,
    PAYMENT_TOKEN,
    PAYMENT_SHARE,
    PAYMENT_TIME,
    REVERSAL,
    REPORTED,
    STUDENT_LOANS,
    LIMITATION,
    NUMBER_CHECK,
    PROTECTED_GROUP,
    INCONVENIENCE,
    CALL_REQUEST,
    WORKPLACE,
    VULNERABILITY,
    BREATHING_SPACE,
    UNPROMPTED_OPT_OUT,
    REPLY_WORD,
    PLACE,
    BOUGHT,
    UNSEEN
  }

  /// Returns a uniform draw in [0, 1) with 53 bits.
  double uniform(long subject, int day, Purpose purpose) {
    return (bits(subject, day, purpose) >>> 11) * 0x1.0p-53;
  }

  /// Returns a standard normal draw, by the method of Box and Muller.
  double gaussian(long subject, int day, Purpose purpose) {
    long first = bits(subject, day, purpose);
    double u = ((first >>> 11) + 1) * 0x1.0p-53;
    double v = (mix(first + GOLDEN) >>> 11) * 0x1.0p-53;
    return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * v);
  }

  /// Returns a uniform integer in [low, high].
  int between(long subject, int day, Purpose purpose, int low, int high) {
    return low + (int) (uniform(subject, day, purpose) * (high - low + 1));
  }

  boolean happens(double probability, long subject, int day, Purpose purpose) {
    return uniform(subject, day, purpose) < probability;
  }

  private long bits(long subject, int day, Purpose purpose) {
    long hash = mix(seed + GOLDEN);
    hash = mix(hash ^ subject);
    hash = mix(hash + GOLDEN * (day + 1_000_003L));
    return mix(hash ^ (purpose.ordinal() + 1) * GOLDEN);
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
