package io.quittance.scoring.openinference;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The numeric data types of the protocol. `BYTES` is missing: no feature is a text.
enum Datatype {
  BOOL(1) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.get() == 0 ? 0 : 1;
    }
  },
  UINT8(1) {
    @Override
    double next(ByteBuffer bytes) {
      return Byte.toUnsignedInt(bytes.get());
    }
  },
  UINT16(2) {
    @Override
    double next(ByteBuffer bytes) {
      return Short.toUnsignedInt(bytes.getShort());
    }
  },
  UINT32(4) {
    @Override
    double next(ByteBuffer bytes) {
      return Integer.toUnsignedLong(bytes.getInt());
    }
  },
  UINT64(8) {
    @Override
    double next(ByteBuffer bytes) {
      long value = bytes.getLong();
      return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }
  },
  INT8(1) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.get();
    }
  },
  INT16(2) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getShort();
    }
  },
  INT32(4) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getInt();
    }
  },
  INT64(8) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getLong();
    }
  },
  FP16(2) {
    @Override
    double next(ByteBuffer bytes) {
      return Float.float16ToFloat(bytes.getShort());
    }
  },
  BF16(2) {
    @Override
    double next(ByteBuffer bytes) {
      return Float.intBitsToFloat(bytes.getShort() << 16);
    }
  },
  FP32(4) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  FP64(8) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getDouble();
    }
  };

  private final int width;

  Datatype(int width) {
    this.width = width;
  }

  /// Bytes of an element in binary data.
  int width() {
    return width;
  }

  /// Reads the next element of binary data, which is little-endian.
  abstract double next(ByteBuffer bytes);

  static Datatype of(String tensor, String name) {
    for (Datatype type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw InferenceRefusedException.invalid(
        "input %s: datatype %s is not accepted: features are numbers, of one of %s",
        tensor,
        Names.shortened(name),
        Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")));
  }
}
