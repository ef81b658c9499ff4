package io.quittance.scoring.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to an inference request.
///
/// @param parameters numbers and texts beside the outputs
record InferAnswer(
    String model,
    String version,
    @Nullable String id,
    Map<String, Object> parameters,
    List<Output> outputs) {

  private static final JsonFactory JSON = new JsonFactory();

  /// An output of type FP64.
  ///
  /// @param columns 0 for a vector
  /// @param values row-major, all finite
  @SuppressWarnings("ArrayRecordComponent")
  record Output(String name, int columns, double[] values, boolean binary) {

    long[] shape() {
      return columns == 0
          ? new long[] {values.length}
          : new long[] {values.length / columns, columns};
    }
  }

  /// The bytes of an answer.
  ///
  /// @param jsonLength bytes of the JSON at their beginning
  @SuppressWarnings("ArrayRecordComponent")
  record Body(byte[] bytes, int jsonLength) {

    boolean isBinary() {
      return jsonLength < bytes.length;
    }
  }

  Body write() {
    byte[] json = json();
    int raw = outputs.stream().filter(Output::binary).mapToInt(o -> 8 * o.values().length).sum();
    if (raw == 0) {
      return new Body(json, json.length);
    }
    ByteBuffer bytes = ByteBuffer.allocate(json.length + raw).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(json);
    for (Output output : outputs) {
      if (output.binary()) {
        for (double value : output.values()) {
          bytes.putDouble(value);
        }
      }
    }
    return new Body(bytes.array(), json.length);
  }

  private byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("model_name", model);
      json.writeStringField("model_version", version);
      if (id != null) {
        json.writeStringField("id", id);
      }
      json.writeObjectFieldStart("parameters");
      for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
        json.writePOJOField(parameter.getKey(), parameter.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("outputs");
      for (Output output : outputs) {
        write(json, output);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // bytes in memory
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Output output) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", output.name());
    json.writeStringField("datatype", "FP64");
    json.writeFieldName("shape");
    long[] shape = output.shape();
    json.writeArray(shape, 0, shape.length);
    if (output.binary() && output.values().length > 0) {
      json.writeObjectFieldStart("parameters");
      json.writeNumberField("binary_data_size", 8 * output.values().length);
      json.writeEndObject();
    } else {
      json.writeFieldName("data");
      json.writeArray(output.values(), 0, output.values().length);
    }
    json.writeEndObject();
  }
}
