package io.quittance.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import io.quittance.core.validation.Check;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// What every fuzz target demands of a reader, whatever the input.
public final class Fuzzed {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// What a reader may allocate whatever its input.
  private static final long FIXED = 16L << 20;

  /// What a reader may allocate for each byte of its input.
  private static final long EACH_BYTE = 4_096;

  /// Years before 0 and after 9999 are written with a sign.
  private static final Pattern FAR_INSTANT = Pattern.compile("[+-][0-9]{4,}-[0-9]{2}-[0-9]{2}T");

  private Fuzzed() {}

  /// Reads, and fails when the reader allocates more than its input justifies.
  public static <T> T bounded(byte[] input, Supplier<T> reader) {
    return bounded(input, 0, reader);
  }

  /// Reads, and fails when the reader allocates more than its input and a documented limit justify.
  ///
  /// @param limit of the reader, in bytes
  public static <T> T bounded(byte[] input, long limit, Supplier<T> reader) {
    long most = FIXED + limit + EACH_BYTE * input.length;
    long allocated = allocated(reader);
    if (allocated > most) {
      // The first time, classes were loaded too.
      allocated = allocated(reader);
    }
    if (allocated > most) {
      throw new AssertionError(allocated + " bytes allocated for an input of " + input.length);
    }
    return reader.get();
  }

  private static long allocated(Supplier<?> reader) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      var _ = reader.get();
    } catch (RuntimeException _) {
      // What it throws is judged by whoever reads for good.
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /// Fails when a text, a key or an instant of a tree is one that topics, tables and files cannot
  /// hold.
  public static void storable(JsonNode tree) {
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      Check.text("a key", field.getKey());
    }
    if (tree.isTextual()) {
      String text = Check.text("a text", tree.textValue());
      if (FAR_INSTANT.matcher(text).lookingAt()) {
        throw new AssertionError("no column holds the instant " + text);
      }
    }
    tree.forEach(Fuzzed::storable);
  }

  /// Fails when a text of a tree is one that the database cannot hold: with U+0000 or a half of a
  /// surrogate pair.
  public static void wellFormed(JsonNode tree) {
    if (tree.isTextual()) {
      String text = tree.textValue();
      boolean encodes = StandardCharsets.UTF_8.newEncoder().canEncode(text);
      if (!encodes || text.indexOf('\0') >= 0) {
        throw new AssertionError("no column holds the text " + text);
      }
    }
    tree.forEach(Fuzzed::wellFormed);
  }
}
