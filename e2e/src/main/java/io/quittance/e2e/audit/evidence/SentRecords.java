package io.quittance.e2e.audit.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The good records that a sender had acknowledged by the broker: the platform must not refuse or
/// lose one. Safe for concurrent use.
public final class SentRecords {

  private final Map<String, String> digests = new ConcurrentHashMap<>();

  /// Adds an acknowledged record.
  ///
  /// @param data the record's value
  public void add(String tenant, String source, String id, byte[] data) {
    digests.put(identity(tenant, source, id), digest(data));
  }

  /// Returns the number of records.
  public int size() {
    return digests.size();
  }

  /// Returns whether this is a record that the sender meant: one with its identity and other
  /// content is not.
  public boolean contains(AuditedRecord seen) {
    return digest(seen.data()).equals(digests.get(identity(seen)));
  }

  public Set<String> identities() {
    return Collections.unmodifiableSet(digests.keySet());
  }

  public static String identity(AuditedRecord seen) {
    return identity(seen.tenant(), String.valueOf(seen.source()), String.valueOf(seen.id()));
  }

  private static String identity(String tenant, String source, String id) {
    return String.join(" ", tenant, source, id);
  }

  private static String digest(byte[] data) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
