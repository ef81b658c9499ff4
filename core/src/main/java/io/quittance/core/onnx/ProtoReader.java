package io.quittance.core.onnx;

import io.quittance.core.model.ModelRefusedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads one protobuf message from a byte array and trusts nothing: every length is checked against
/// the remaining bytes, nesting is bounded, and a field that may occur only once is rejected on its
/// second occurrence (other readers would merge the two). Not thread-safe.
final class ProtoReader {

  static final int MAX_NESTING = 16;
  static final int MAX_STRING = 65_536;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer buffer;
  private final int nesting;
  private long seen;
  private int field;
  private int wire;

  private ProtoReader(ByteBuffer buffer, int nesting) {
    if (nesting > MAX_NESTING) {
      throw new ModelRefusedException("nesting", "messages are nested too deeply");
    }
    this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
    this.nesting = nesting;
  }

  static ProtoReader of(byte[] bytes) {
    return new ProtoReader(ByteBuffer.wrap(bytes), 0);
  }

  /// Moves to the next field; returns false at the end of the message.
  boolean next() {
    if (!buffer.hasRemaining()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    wire = (int) (tag & 7);
    if (tag < 0 || tag > 0xffff || field == 0) {
      throw malformed("a field number is out of range");
    }
    return true;
  }

  int field() {
    return field;
  }

  /// Rejects the current field if the message has already contained it.
  ProtoReader once() {
    long bit = 1L << field;
    if (field > 63 || (seen & bit) != 0) {
      throw new ModelRefusedException(
          "duplicate-field", "a field that may occur only once occurs twice");
    }
    seen |= bit;
    return this;
  }

  ModelRefusedException unknownField(String message) {
    return new ModelRefusedException(
        "unknown-field", message + " contains the unknown field " + field);
  }

  long int64() {
    expect(VARINT);
    return varint();
  }

  float float32() {
    expect(FIXED32);
    need(Float.BYTES);
    return buffer.getFloat();
  }

  /// Returns a string of at most [#MAX_STRING] bytes of valid UTF-8.
  String string() {
    ByteBuffer slice = slice();
    if (slice.remaining() > MAX_STRING) {
      throw new ModelRefusedException("string-length", "a string is too long");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
    } catch (CharacterCodingException e) {
      throw new ModelRefusedException("malformed", "a string is not UTF-8", e);
    }
  }

  ProtoReader message() {
    return new ProtoReader(slice(), nesting + 1);
  }

  /// Returns the bytes of the current length-delimited field, little-endian, without copying.
  ByteBuffer slice() {
    expect(BYTES);
    long length = varint();
    if (length < 0 || length > buffer.remaining()) {
      throw malformed("a length exceeds the remaining bytes");
    }
    ByteBuffer slice = buffer.slice(buffer.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(buffer.position() + (int) length);
    return slice;
  }

  /// Appends the current field, packed or single.
  void int64s(BoundedArrays.LongArray into) {
    if (wire != BYTES) {
      into.add(int64());
      return;
    }
    ProtoReader packed = new ProtoReader(slice(), nesting);
    while (packed.buffer.hasRemaining()) {
      into.add(packed.varint());
    }
  }

  /// Appends the current field, packed or single.
  void float32s(BoundedArrays.FloatArray into) {
    if (wire != BYTES) {
      into.add(float32());
      return;
    }
    ByteBuffer packed = slice();
    if (packed.remaining() % Float.BYTES != 0) {
      throw malformed("packed floats end in the middle of a value");
    }
    while (packed.hasRemaining()) {
      into.add(packed.getFloat());
    }
  }

  /// Skips the current field, which is known to be harmless.
  void skip() {
    switch (wire) {
      case VARINT -> varint();
      case FIXED64 -> advance(Long.BYTES);
      case BYTES -> slice();
      case FIXED32 -> advance(Float.BYTES);
      default -> throw malformed("a wire type is unknown");
    }
  }

  private void advance(int bytes) {
    need(bytes);
    buffer.position(buffer.position() + bytes);
  }

  private void need(int bytes) {
    if (buffer.remaining() < bytes) {
      throw malformed("the bytes end in the middle of a value");
    }
  }

  private void expect(int type) {
    if (wire != type) {
      throw malformed("field " + field + " has an unexpected wire type");
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      need(1);
      byte b = buffer.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("a varint is too long");
  }

  private static ModelRefusedException malformed(String message) {
    return new ModelRefusedException("malformed", message);
  }
}
