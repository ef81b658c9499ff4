package io.quittance.testkit.violations.scoring.account;

import org.apache.kafka.clients.producer.Producer;

record Shouter(Producer<String, String> producer) {}
