package io.quittance.core.plan;

/// Compensated summation, which keeps what each addition would lose (Neumaier 1974). Not
/// thread-safe.
final class CompensatedSum {

  private double sum;
  private double compensation;

  void add(double term) {
    double next = sum + term;
    compensation += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }

  double total() {
    return sum + compensation;
  }
}
