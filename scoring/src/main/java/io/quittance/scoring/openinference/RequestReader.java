package io.quittance.scoring.openinference;

import static io.quittance.scoring.openinference.InferenceRefusedException.invalid;
import static io.quittance.scoring.openinference.InferenceRefusedException.tooLarge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.quittance.scoring.openinference.InferRequest.RequestedOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the body of an inference request: JSON, or JSON with the raw tensors behind it. Clients
/// write NaN as `NaN` or as null; both are missing values. Unknown fields are ignored. Used for one
/// request.
final class RequestReader {

  /// The most values of all inputs together.
  static final int MOST_VALUES = 2_000_000;

  /// The most inputs or outputs.
  static final int MOST_TENSORS = 1_000;

  private static final int MOST_DIMENSIONS = 8;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxStringLength(10_000)
                  .maxNameLength(1_000)
                  .maxNumberLength(400)
                  .build())
          .build();

  private final byte[] body;
  private final int jsonLength;
  private final List<Declared> inputs = new ArrayList<>();
  private final List<RequestedOutput> outputs = new ArrayList<>();
  private @Nullable String id;
  private boolean binary;
  private boolean contributions;
  private int values;

  /// An input before its binary data is read.
  @SuppressWarnings("ArrayRecordComponent")
  private record Declared(
      String name, Datatype datatype, long[] shape, double @Nullable [] data, long binarySize) {}

  private RequestReader(byte[] body, int jsonLength) {
    this.body = body;
    this.jsonLength = jsonLength;
  }

  /// @param body without compression
  /// @param headerLength value of `Inference-Header-Content-Length`; null when all of the body is
  ///   JSON
  /// @throws InferenceRefusedException when it is no request, or too large
  static InferRequest read(byte[] body, @Nullable String headerLength) {
    int json = headerLength == null ? body.length : jsonLength(headerLength, body.length);
    return new RequestReader(body, json).read();
  }

  private static int jsonLength(String header, int body) {
    try {
      int length = Integer.parseInt(header.strip());
      if (length >= 0 && length <= body) {
        return length;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw invalid(
        "Inference-Header-Content-Length is the number of bytes of the JSON at the beginning of the"
            + " body, from 0 to %d here",
        body);
  }

  private InferRequest read() {
    try (JsonParser parser = JSON.createParser(body, 0, jsonLength)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw invalid("The body must be a JSON object with the field inputs");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "id" -> id = text(parser, "id");
          case "inputs" -> each(parser, "inputs", () -> inputs.add(input(parser)));
          case "outputs" -> each(parser, "outputs", () -> outputs.add(output(parser)));
          case "parameters" -> parameters(parser);
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw invalid(
            "After the JSON object something follows: binary data needs the header"
                + " Inference-Header-Content-Length");
      }
    } catch (StreamConstraintsException e) {
      throw tooLarge("The JSON is too deep, or a name, text or number in it too long");
    } catch (JsonParseException e) {
      throw invalid(
          "The body is not JSON at line %d, column %d",
          e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // bytes in memory
    }
    if (inputs.isEmpty()) {
      throw invalid("inputs must name at least one tensor");
    }
    return new InferRequest(id, tensors(), List.copyOf(outputs), binary, contributions);
  }

  private interface Item {
    void read() throws IOException;
  }

  private static void each(JsonParser parser, String field, Item item) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw invalid("%s must be an array", field);
    }
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw invalid("each of %s must be an object", field);
      }
      count++;
      if (count > MOST_TENSORS) {
        throw tooLarge("%s may name at most %d tensors", field, MOST_TENSORS);
      }
      item.read();
    }
  }

  private Declared input(JsonParser parser) throws IOException {
    String name = null;
    String datatype = null;
    long[] shape = null;
    double[] data = null;
    long size = -1;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "name" -> name = text(parser, "name of an input");
        case "datatype" -> datatype = text(parser, "datatype of an input");
        case "shape" -> shape = shape(parser, name);
        case "data" -> data = data(parser, name);
        case "parameters" -> {
          String tensor = name;
          long[] told = {-1};
          eachParameter(
              parser,
              parameter -> {
                switch (parameter) {
                  case "binary_data_size" -> told[0] = size(parser, tensor);
                  case "shared_memory_region", "shared_memory_byte_size", "shared_memory_offset" ->
                      throw invalid("input %s: shared memory is not offered", shown(tensor));
                  default -> parser.skipChildren();
                }
              });
          size = told[0];
        }
        default -> parser.skipChildren();
      }
    }
    if (name == null || datatype == null || shape == null) {
      throw invalid("input %s needs name, datatype and shape", shown(name));
    }
    if ((data == null) == (size < 0)) {
      throw invalid("input %s needs either data or the parameter binary_data_size", shown(name));
    }
    return new Declared(name, Datatype.of(shown(name), datatype), shape, data, size);
  }

  private RequestedOutput output(JsonParser parser) throws IOException {
    String name = null;
    Boolean[] asBinary = {null};
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "name" -> name = text(parser, "name of an output");
        case "parameters" ->
            eachParameter(
                parser,
                parameter -> {
                  switch (parameter) {
                    case "binary_data" -> asBinary[0] = truth(parser, "binary_data");
                    case "classification",
                        "shared_memory_region",
                        "shared_memory_byte_size",
                        "shared_memory_offset" ->
                        throw invalid("outputs: the parameter %s is not offered", parameter);
                    default -> parser.skipChildren();
                  }
                });
        default -> parser.skipChildren();
      }
    }
    if (name == null) {
      throw invalid("each of outputs needs a name");
    }
    return new RequestedOutput(name, asBinary[0]);
  }

  private void parameters(JsonParser parser) throws IOException {
    eachParameter(
        parser,
        parameter -> {
          switch (parameter) {
            case "binary_data_output" -> binary = truth(parser, "binary_data_output");
            case "contributions" -> contributions = truth(parser, "contributions");
            default -> parser.skipChildren();
          }
        });
  }

  private interface Parameter {
    void read(String name) throws IOException;
  }

  private static void eachParameter(JsonParser parser, Parameter parameter) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw invalid("parameters must be an object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      parameter.read(name);
    }
  }

  private static String text(JsonParser parser, String what) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw invalid("%s must be a text", what);
    }
    return parser.getText();
  }

  private static boolean truth(JsonParser parser, String what) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw invalid("the parameter %s must be true or false", what);
    };
  }

  private static long size(JsonParser parser, @Nullable String tensor) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || parser.getLongValue() < 0) {
      throw invalid("input %s: binary_data_size must be a whole number of bytes", shown(tensor));
    }
    return parser.getLongValue();
  }

  private static long[] shape(JsonParser parser, @Nullable String tensor) throws IOException {
    List<Long> dimensions = new ArrayList<>();
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT
          && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
          && parser.getLongValue() >= 0
          && dimensions.size() < MOST_DIMENSIONS) {
        dimensions.add(parser.getLongValue());
      }
    }
    if (parser.currentToken() != JsonToken.END_ARRAY) {
      throw invalid(
          "input %s: shape must be an array of at most %d whole numbers, none below 0",
          shown(tensor), MOST_DIMENSIONS);
    }
    return dimensions.stream().mapToLong(Long::longValue).toArray();
  }

  /// Reads numbers in one array or in arrays of arrays.
  private double[] data(JsonParser parser, @Nullable String tensor) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw invalid("input %s: data must be an array", shown(tensor));
    }
    double[] numbers = new double[16];
    int count = 0;
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      switch (token) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        default -> {
          countValues(1);
          if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
          }
          numbers[count] = number(parser, token, tensor, count);
          count++;
        }
      }
    }
    return Arrays.copyOf(numbers, count);
  }

  private static double number(
      JsonParser parser, JsonToken token, @Nullable String tensor, int place) throws IOException {
    return switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> 1;
      case VALUE_FALSE -> 0;
      case VALUE_NULL -> Double.NaN;
      default ->
          throw invalid(
              "input %s: element %d of data is no number; a missing value is NaN or null",
              shown(tensor), place);
    };
  }

  private void countValues(long more) {
    if (more > MOST_VALUES - values) {
      throw tooLarge(
          "The inputs hold more than %d values: send them in several requests", MOST_VALUES);
    }
    values += (int) more;
  }

  private List<Tensor> tensors() {
    ByteBuffer raw =
        ByteBuffer.wrap(body, jsonLength, body.length - jsonLength).order(ByteOrder.LITTLE_ENDIAN);
    List<Tensor> tensors = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Declared input : inputs) {
      if (!names.add(input.name())) {
        throw invalid("input %s is there twice", shown(input.name()));
      }
      double[] data = input.data() == null ? binary(input, raw) : input.data();
      long elements = elements(input);
      if (elements != data.length) {
        throw invalid(
            "input %s: its shape holds %d elements, its data %d",
            shown(input.name()), elements, data.length);
      }
      tensors.add(new Tensor(input.name(), input.datatype(), input.shape(), data));
    }
    if (raw.hasRemaining()) {
      throw invalid("%d bytes of binary data belong to no input", raw.remaining());
    }
    return tensors;
  }

  private double[] binary(Declared input, ByteBuffer raw) {
    long elements = elements(input);
    countValues(elements);
    long bytes = elements * input.datatype().width();
    if (bytes != input.binarySize()) {
      throw invalid(
          "input %s: %d elements of %s are %d bytes, and binary_data_size says %d",
          shown(input.name()), elements, input.datatype(), bytes, input.binarySize());
    }
    if (bytes > raw.remaining()) {
      throw invalid(
          "input %s: binary_data_size is %d, and %d bytes of binary data are left",
          shown(input.name()), bytes, raw.remaining());
    }
    double[] data = new double[(int) elements];
    for (int i = 0; i < data.length; i++) {
      data[i] = input.datatype().next(raw);
    }
    return data;
  }

  private static long elements(Declared input) {
    long elements = 1;
    for (long dimension : input.shape()) {
      if (dimension != 0 && elements > MOST_VALUES / dimension) {
        throw tooLarge(
            "input %s: its shape holds more than %d elements: send them in several requests",
            shown(input.name()), MOST_VALUES);
      }
      elements *= dimension;
    }
    return elements;
  }

  private static String shown(@Nullable String name) {
    return name == null ? "without a name" : Names.shortened(name);
  }
}
