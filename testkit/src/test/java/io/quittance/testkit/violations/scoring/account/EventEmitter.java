package io.quittance.testkit.violations.scoring.account;

import org.apache.kafka.clients.producer.Producer;

record EventEmitter(Producer<String, String> producer) {}
