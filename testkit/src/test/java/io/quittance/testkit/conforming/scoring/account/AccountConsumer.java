package io.quittance.testkit.conforming.scoring.account;

import org.eclipse.microprofile.reactive.messaging.Incoming;

final class AccountConsumer {
  @Incoming("account-events")
  String on(String event) {
    return event.strip();
  }
}
