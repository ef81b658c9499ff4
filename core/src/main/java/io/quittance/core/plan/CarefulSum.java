package io.quittance.core.plan;

/// A sum that keeps what each addition would lose (Neumaier 1974).
final class CarefulSum {

  private double sum;
  private double lost;

  void add(double term) {
    double next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }

  double total() {
    return sum + lost;
  }
}
