package io.quittance.e2e.faults.kind;

import java.time.Duration;

/// Mixes bad records into the load.
final class PoisonFault implements Fault {

  private static final double SHARE = 0.01;
  private static final Duration LOOK = Duration.ofMillis(250);

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public String what() {
    return "1 % bad records of 20 kinds: large, deep, cut, NULs, wrong encodings, keys and headers";
  }

  @Override
  public void inject(Injection injection) throws InterruptedException {
    injection.load().poison(SHARE);
    long told = 0;
    while (injection.goesOn()) {
      long bad = injection.load().bad();
      if (bad - told >= 10) {
        injection.injected(bad + " bad records");
        told = bad;
      }
      injection.pause(LOOK);
    }
  }
}
