package io.quittance.core.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes protobuf messages, as the counterpart of the reader. The same calls give the same bytes.
/// Each method appends a field and returns this writer. Not thread-safe.
public final class ProtoWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Appends an integer field.
  public ProtoWriter int64(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  /// Appends a float field.
  public ProtoWriter float32(int field, float value) {
    varint((long) field << 3 | 5);
    bits(value);
    return this;
  }

  /// Appends a field of bytes.
  public ProtoWriter bytes(int field, byte[] value) {
    varint((long) field << 3 | 2);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /// Appends a string field in UTF-8.
  public ProtoWriter string(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /// Appends a nested message.
  public ProtoWriter message(int field, ProtoWriter value) {
    return bytes(field, value.toBytes());
  }

  /// Appends the fields of another message of the same type.
  public ProtoWriter append(ProtoWriter fields) {
    out.writeBytes(fields.toBytes());
    return this;
  }

  private void bits(float value) {
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(bits >>> shift);
    }
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /// Returns the fields appended so far.
  public byte[] toBytes() {
    return out.toByteArray();
  }
}
