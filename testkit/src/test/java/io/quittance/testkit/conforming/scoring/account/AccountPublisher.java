package io.quittance.testkit.conforming.scoring.account;

import org.apache.kafka.clients.producer.Producer;

record AccountPublisher(Producer<String, String> producer) {
  record Nested(Producer<String, String> producer) {}
}
