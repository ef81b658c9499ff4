package io.quittance.local.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void quantilesAreOfTheNearestRank() {
    Latencies latencies = new Latencies();

    for (int i = 5_000; i >= 1; i--) {
      latencies.add(i);
    }

    assertEquals(2_500, latencies.quantile(0.5));
    assertEquals(4_950, latencies.quantile(0.99));
    assertEquals(5_000, latencies.quantile(1));
  }

  @Test
  void withoutValuesTheQuantileIsZero() {
    assertEquals(0, new Latencies().quantile(0.5));
  }
}
