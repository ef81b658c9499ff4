package io.quittance.e2e.faults.load;

import io.quittance.simulator.record.SimulatedRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Makes bad records out of good ones: each kind in turn, each with an identity of its own, so that
/// it never stands for the good record. Equal seeds give equal records. Not thread-safe, except for
/// [#made] and [#share].
final class PoisonMix {

  private static final int LARGE_KEY = 400_000;
  private static final int LARGE_VALUE = 900_000;
  private static final int LARGE_HEADER = 200_000;
  private static final int MANY = 4_000;
  private static final int DEEP = 20_000;

  private final Random random;
  private volatile double share;
  private final AtomicLong made = new AtomicLong();

  PoisonMix(long seed) {
    this.random = new Random(seed);
  }

  /// Sets the share of bad records among all, from 0 to 1.
  void share(double wanted) {
    share = wanted;
  }

  /// The kinds of bad records.
  enum Kind {
    LARGE_KEY_OF_BROKEN_TEXT,
    LARGE_VALUE,
    LARGE_HEADERS,
    MANY_HEADERS,
    HEADER_OF_BROKEN_TEXT,
    LONG_HEADER_NAME,
    LARGE_IN_EVERY_PART,
    NUL_IN_VALUE,
    NUL_IN_TEXT,
    NUL_IN_HEADER,
    DEEP_JSON,
    TWO_BYTE_ENCODING,
    ONE_BYTE_ENCODING,
    CUT_SHORT,
    NO_VALUE,
    NO_KEY,
    KEY_OF_ANOTHER,
    FAR_FUTURE,
    ENORMOUS_NUMBER,
    UNKNOWN_TYPE
  }

  /// Returns the number of bad records made so far.
  long made() {
    return made.get();
  }

  /// Returns the bad record that follows a good one; mostly none.
  List<ProducerRecord<byte[], byte[]>> after(SimulatedRecord good) {
    if (random.nextDouble() >= share) {
      return List.of();
    }
    long number = made.getAndIncrement();
    Kind[] kinds = Kind.values();
    return List.of(bad(kinds[(int) (number % kinds.length)], good, number));
  }

  /// @param number makes the identity unique
  static ProducerRecord<byte[], byte[]> bad(Kind kind, SimulatedRecord good, long number) {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    good.headers().forEach((name, text) -> headers.put(name, bytes(text)));
    headers.put("ce_id", bytes("poison-" + number));
    String json = new String(good.data(), StandardCharsets.UTF_8);
    byte[] key = good.key();
    byte[] value = good.data();
    switch (kind) {
      case LARGE_KEY_OF_BROKEN_TEXT -> key = brokenText(LARGE_KEY);
      case LARGE_VALUE -> value = bytes(json + " ".repeat(LARGE_VALUE) + "}");
      case LARGE_HEADERS -> {
        headers.put("large-1", brokenText(LARGE_HEADER));
        headers.put("ce_correlationid", bytes("x".repeat(LARGE_HEADER)));
      }
      case MANY_HEADERS -> {
        for (int i = 0; i < MANY; i++) {
          headers.put("header-" + i, bytes("value"));
        }
        headers.put("ce_time", bytes("yesterday"));
      }
      case HEADER_OF_BROKEN_TEXT -> headers.put("ce_source", brokenText(64));
      case LONG_HEADER_NAME -> {
        headers.put("n".repeat(LARGE_HEADER), bytes("value"));
        headers.remove("ce_type");
      }
      case LARGE_IN_EVERY_PART -> {
        key = brokenText(LARGE_KEY / 2);
        value = brokenText(LARGE_VALUE / 2);
        headers.put("large", brokenText(LARGE_HEADER));
      }
      case NUL_IN_VALUE -> value = new byte[64];
      case NUL_IN_TEXT -> value = bytes(json.replaceFirst("\"accountId\":\"", "$0\\\\u0000"));
      case NUL_IN_HEADER -> headers.put("ce_id", bytes("poison\0" + number));
      case DEEP_JSON -> value = bytes("{\"a\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}");
      case TWO_BYTE_ENCODING -> value = json.getBytes(StandardCharsets.UTF_16);
      case ONE_BYTE_ENCODING ->
          value = json.replaceFirst("[{]", "{\"é\":\"ü\",").getBytes(StandardCharsets.ISO_8859_1);
      case CUT_SHORT -> value = bytes(json.substring(0, json.length() / 2));
      case NO_VALUE -> value = null;
      case NO_KEY -> key = null;
      case KEY_OF_ANOTHER -> key = bytes("default/somebody-else");
      case FAR_FUTURE -> headers.put("ce_time", bytes("9999-12-31T23:59:59Z"));
      case ENORMOUS_NUMBER -> value = bytes(json.replaceFirst("[{]", "{\"n\":1e999999999,"));
      case UNKNOWN_TYPE -> headers.put("ce_type", bytes("io.quittance.account.sold.v1"));
    }
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(good.kind().topic(), key, value);
    headers.forEach((name, content) -> record.headers().add(name, content));
    return record;
  }

  /// Bytes that are no UTF-8, each of which a careless reader turns into three.
  private static byte[] brokenText(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0xFF);
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
